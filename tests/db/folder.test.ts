// The built-in database's folder: one process at a time, no stale lock, nothing half-made in use.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderInUse, lockFolder } from '../../db/lock.ts'
import { openFolder } from '../../db/pglite.ts'

const flags = ['--disable-warning=ExperimentalWarning']
const openerScript = fileURLToPath(new URL('./open-folder.ts', import.meta.url))
const holderScript = fileURLToPath(new URL('./hold-folder.ts', import.meta.url))

/** Another process that holds the folder until it is killed. */
async function holder(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...flags, holderScript, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'held') return child
  }
  throw new Error('the holder ended early')
}

const killed = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })

describe('内置数据库的目录', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duban-folder-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('第二个进程被拒绝，说明是谁在用；先用的被 kill -9 后，马上可以打开', async () => {
    const first = await holder(folder)
    const refused = lockFolder(folder)
    await expect(refused).rejects.toThrow(FolderInUse)
    await expect(refused).rejects.toThrow(`数据目录 ${folder} 正由进程 ${first.pid}（主机 `)
    await killed(first)
    const release = await lockFolder(folder)
    await release()
    expect(await readdir(folder)).toEqual([])
  })

  it('写到一半的占用说明不妨碍启动', async () => {
    await writeFile(join(folder, 'holder.json'), '{"pid":')
    const release = await lockFolder(folder)
    await release()
  })

  it('初始化中途被 kill -9，目录改名保留，另建新的，并说明', async () => {
    const first = spawn(process.execPath, [...flags, openerScript, folder], { stdio: 'ignore' })
    const begun = () =>
      readdir(join(folder, 'pg')).then(
        ({ length }) => length,
        () => 0,
      )
    await expect.poll(begun, { timeout: 10_000, interval: 2 }).toBeGreaterThan(0)
    await killed(first)
    const lines: string[] = []
    const database = await openFolder(folder, (line) => lines.push(line))
    const one = await database.db.selectFrom('office_version').select('version').executeTakeFirst()
    expect(one).toEqual({ version: 1 })
    await database.close()
    const names = await readdir(folder)
    const aside = names.find((name) => name.startsWith('pg-未完成-'))
    expect(lines).toEqual([`上次初始化未完成，原目录已改名保留：${join(folder, aside ?? '?')}`])
    expect((await readdir(join(folder, aside ?? '?'))).length).toBeGreaterThan(0)
    expect(names.toSorted()).toEqual([aside, 'made', 'pg'].toSorted())
  })
})
