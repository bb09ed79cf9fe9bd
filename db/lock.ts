// One process per PGlite folder. The lock is a heartbeat (a file whose time is renewed), so a crash never blocks for long.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import lockfile from 'proper-lockfile'

const beat = 1_000
const stale = 5_000

export class FolderInUse extends Error {
  override name = 'FolderInUse'
}

/** Takes the folder for this process; returns the release. Throws FolderInUse with a sentence that names the holder. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true })
  const lockPath = join(folder, 'lock')
  const holderPath = join(folder, 'holder.json')
  const take = () =>
    lockfile.lock(folder, { lockfilePath: lockPath, stale, update: beat, realpath: false })
  const release = await takeWithPatience(take, () => dropLockOfDead(lockPath, holderPath))
  if (!release) throw new FolderInUse(await refusal(folder, holderPath))
  await writeFile(holderPath, JSON.stringify({ pid: process.pid, host: hostname() }))
  return async () => {
    await rm(holderPath, { force: true })
    await release()
  }
}

async function takeWithPatience(
  take: () => Promise<() => Promise<void>>,
  dropDead: () => Promise<void>,
): Promise<(() => Promise<void>) | undefined> {
  for (let tries = 0; tries < 12; tries++) {
    try {
      return await take()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error
    }
    await dropDead()
    await new Promise((done) => setTimeout(done, 250))
  }
  return undefined
}

/** A holder on this host whose process is gone, and whose heartbeat has stopped, holds nothing. */
async function dropLockOfDead(lockPath: string, holderPath: string): Promise<void> {
  const age =
    Date.now() -
    (await stat(lockPath).then(
      (s) => s.mtimeMs,
      () => Date.now(),
    ))
  const holder = await readHolder(holderPath)
  if (age < beat * 1.5 || holder?.host !== hostname() || isAlive(holder.pid)) return
  await rm(lockPath, { recursive: true, force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

async function readHolder(path: string): Promise<{ pid: number; host: string } | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  if (!text) return undefined
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || !value || !('pid' in value) || !('host' in value))
    return undefined
  return { pid: Number(value.pid), host: String(value.host) }
}

async function refusal(folder: string, holderPath: string): Promise<string> {
  const holder = await readHolder(holderPath)
  const who = holder ? `进程 ${holder.pid}（主机 ${holder.host}）` : '另一个进程'
  return `数据目录 ${folder} 正由${who}使用，不能同时打开。请先停止该进程，或用 DATA_DIR 指定另一个目录，或用 DATABASE_URL 连接 Postgres。`
}
