// Wrangler as the doors' tests use it: offline, without an account, its traces in a temp folder.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')
const manifest = createRequire(import.meta.url).resolve('wrangler/package.json')
const script = join(dirname(manifest), 'bin/wrangler.js')

const quiet = (folder: string) => ({
  ...process.env,
  CI: '1',
  NO_COLOR: '1',
  XDG_CONFIG_HOME: folder,
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_LOG_PATH: folder,
  WRANGLER_REGISTRY_PATH: folder,
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV: 'false',
})

export interface Bundle {
  text: string
  bytes: number
  /** Every file that left bytes in the bundle. */
  inputs: string[]
}

export async function bundle(...flags: string[]): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-bundle-'))
  try {
    const out = ['--outdir', folder, '--metafile', join(folder, 'meta.json')]
    const args = [script, 'deploy', '--dry-run', ...out, ...flags]
    const options = { cwd: root, env: quiet(folder) }
    await promisify(execFile)(process.execPath, args, options)
    const text = await readFile(join(folder, 'worker.js'), 'utf8')
    const meta: Meta = JSON.parse(await readFile(join(folder, 'meta.json'), 'utf8'))
    const used = Object.values(meta.outputs).flatMap(({ inputs }) => Object.entries(inputs))
    const inputs = used.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))
    return { text, bytes: Buffer.byteLength(text), inputs }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Meta {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>
}

export interface Worker {
  url: string
  /** Milliseconds until it listened. */
  startedIn: number
  said(): string
  /** The cron trigger, once. */
  beat(): Promise<Response>
  stop(): Promise<void>
}

/** `wrangler dev`: the real workerd on this machine, against that database. */
export async function startWorker(
  databaseUrl: string,
  vars: Record<string, string>,
): Promise<Worker> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-workerd-'))
  const started = performance.now()
  const places = ['--local', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0']
  const own = ['--persist-to', folder, '--show-interactive-dev-session=false']
  const given = Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`])
  const child = spawn(process.execPath, [script, 'dev', ...places, ...own, ...given], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group: workerd is a child of the child, and must go with it.
    detached: true,
    env: {
      ...quiet(folder),
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: withPassword(databaseUrl),
    },
  })
  const output = gathered(child)
  const stop = async () => {
    await ended(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const url = await readiness(child, output)
    const startedIn = Math.round(performance.now() - started)
    const beat = () =>
      fetch(`${url}/cdn-cgi/local/scheduled?cron=${encodeURIComponent('* * * * *')}`)
    return { url, startedIn, said: () => output.text, beat, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Hyperdrive wants one, be it asked for or not. */
function withPassword(address: string) {
  const url = new URL(address)
  url.password ||= 'none'
  return url.href
}

function gathered({ stdout, stderr }: ChildProcess) {
  const output = { text: '' }
  const add = (text: string) => {
    output.text += text
  }
  stdout?.setEncoding('utf8').on('data', add)
  stderr?.setEncoding('utf8').on('data', add)
  return output
}

function readiness(child: ChildProcess, output: { text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`workerd did not start: ${why}\n${output.text}`))
    const timer = setTimeout(() => fail('not ready in 60 s'), 60_000)
    child.once('exit', () => fail('it has ended'))
    child.once('error', (error) => fail(error.message))
    child.stdout?.on('data', () => {
      const found = /Ready on (http:\/\/127\.0\.0\.1:\d+)/.exec(output.text)?.[1]
      if (!found) return
      clearTimeout(timer)
      resolve(found)
    })
  })
}

async function ended(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-(child.pid ?? 0), name)
    } catch {
      // gone already
    }
  }
  signal('SIGTERM')
  const patience = setTimeout(() => signal('SIGKILL'), 3000)
  await gone
  clearTimeout(patience)
  signal('SIGKILL')
}
