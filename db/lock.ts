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
  const release = await takeWithPatience(lockPath, take, () => dropLockOfDead(lockPath, holderPath))
  if (!release) throw new FolderInUse(await refusal(folder, holderPath))
  await writeFile(holderPath, JSON.stringify({ pid: process.pid, host: hostname() }))
  return async () => {
    await rm(holderPath, { force: true })
    await release()
  }
}

/** Until the lock is free or stale; a holder whose heart beats meanwhile is alive, and the wait is over. */
async function takeWithPatience(
  lockPath: string,
  take: () => Promise<() => Promise<void>>,
  dropDead: () => Promise<void>,
): Promise<(() => Promise<void>) | undefined> {
  const until = Date.now() + stale + beat
  for (let last = await beatOf(lockPath); Date.now() < until; ) {
    try {
      return await take()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error
    }
    await dropDead()
    await new Promise((done) => setTimeout(done, 250))
    const now = await beatOf(lockPath)
    if (now !== undefined && last !== undefined && now !== last) return undefined
    last = now
  }
  return undefined
}

const beatOf = (lockPath: string): Promise<number | undefined> =>
  stat(lockPath).then(
    (found) => found.mtimeMs,
    () => undefined,
  )

/** A holder on this host whose process is gone, and whose heartbeat has stopped, holds nothing. */
async function dropLockOfDead(lockPath: string, holderPath: string): Promise<void> {
  const age = Date.now() - ((await beatOf(lockPath)) ?? Date.now())
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
  const value = parsed(text)
  if (typeof value !== 'object' || !value || !('pid' in value) || !('host' in value))
    return undefined
  return { pid: Number(value.pid), host: String(value.host) }
}

/** A holder that died while it wrote its name has none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function refusal(folder: string, holderPath: string): Promise<string> {
  const holder = await readHolder(holderPath)
  const who = holder ? `进程 ${holder.pid}（主机 ${holder.host}）` : '另一个进程'
  return `数据目录 ${folder} 正由${who}使用，不能同时打开。请先停止该进程，或用 DATA_DIR 指定另一个目录，或用 DATABASE_URL 连接 Postgres。`
}
