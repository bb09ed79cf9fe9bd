// The key file of the built-in database, and the scripts that work on the data alone.
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyOfFolder, nextKeyOfFolder, replaceKeyOfFolder } from '../../bot/data-key.ts'
import { openVault } from '../../bot/open-store.ts'
import { openPostgres } from '../../db/open.ts'
import { Secret } from '../../db/secret.ts'
import { createVault } from '../../db/vault.ts'
import { createDatabase, openTestDatabase } from '../databases.ts'
import { createDeeds, doSix } from './deeds.ts'

describe('密钥文件', () => {
  let folder: string
  let said: string[]
  const log = (_level: string, line: string) => said.push(line)
  const path = () => join(folder, 'data.key')
  const modeOf = async (name: string) => ((await stat(join(folder, name))).mode & 0o777).toString(8)
  beforeEach(async () => {
    said = []
    folder = await mkdtemp(join(tmpdir(), 'duban-key-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('首次启动生成，仅本用户可读，并提示备份；再次启动用同一个', async () => {
    const key = await keyOfFolder(folder, true, log)
    expect(await modeOf('data.key')).toBe('600')
    expect(said).toEqual(['已生成数据密钥，请与数据分开备份；密钥遗失则加密内容无法恢复'])
    expect(await keyOfFolder(folder, false, log)).toEqual(key)
    expect(said).toHaveLength(1)
  })

  it('已有加密数据而文件不见了：不启动，不另造一个', async () => {
    await expect(keyOfFolder(folder, false, log)).rejects.toThrow(/不见了.*从备份恢复/)
    await expect(stat(path())).rejects.toThrow(/ENOENT/)
  })

  it('文件损坏：不启动，不覆盖', async () => {
    await writeFile(path(), 'broken')
    await expect(keyOfFolder(folder, true, log)).rejects.toThrow(/已损坏/)
  })

  it('文件被放宽了权限：收紧，并写入日志', async () => {
    await keyOfFolder(folder, true, log)
    await chmod(path(), 0o644)
    await keyOfFolder(folder, false, log)
    expect(await modeOf('data.key')).toBe('600')
    expect(said.at(-1)).toContain('已改为仅本用户可读')
  })

  it('更换密钥没做完，下次接着用同一把新密钥；做完后旧的留着', async () => {
    const first = await keyOfFolder(folder, true, log)
    const next = await nextKeyOfFolder(folder, log)
    expect(await nextKeyOfFolder(folder, log)).toEqual(next)
    await replaceKeyOfFolder(folder)
    expect(await keyOfFolder(folder, false, log)).toEqual(next)
    expect(next).not.toEqual(first)
    expect([await modeOf('data.key'), await modeOf('data.key.old')]).toEqual(['600', '600'])
  })

  it('启动时密钥不对或更换未完，各有一句话', async () => {
    const database = await openTestDatabase('postgres')
    const store = (n: number) =>
      openVault(
        database,
        { database: { kind: 'folder', folder }, dataKey: new Uint8Array(32).fill(n) },
        log,
      )
    const vault = await store(1)
    const seal = database.db
      .transaction()
      .execute((trx) => vault.seal(trx, 'petition/a', new Secret('张某某')))
    await seal
    await expect(store(2)).rejects.toThrow(/^DATA_KEY 与数据库中的数据不符/)
    await database.db.updateTable('vault_check').set({ key_id: 'another' }).execute()
    await expect(store(1)).rejects.toThrow(/再运行一次 npm run rekey/)
    await database.close()
  })
})

interface Ended {
  code: number | null
  said: string
}

function runScript(name: string, env: Record<string, string>, args: string[] = []): Promise<Ended> {
  const path = fileURLToPath(new URL(`../../bot/${name}.ts`, import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, path, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  return new Promise((done) => child.once('close', (code) => done({ code, said })))
}

describe('命令', () => {
  it('rekey 更换密钥；record:verify 核对记录，有问题时点名并以 1 结束', async () => {
    const { url, drop } = await createDatabase()
    const { db, close } = openPostgres(url, () => {})
    const [old, fresh] = ['01'.repeat(32), '02'.repeat(32)]
    const vault = await createVault(new Uint8Array(32).fill(1))
    await db.transaction().execute((trx) => vault.seal(trx, 'petition/a', new Secret('张某某')))
    await createDeeds(db)
    await doSix(db)
    const env = { DATABASE_URL: url, DATA_KEY: old }
    const [same, none, found] = await Promise.all([
      runScript('rekey', { ...env, NEW_DATA_KEY: old }),
      runScript('rekey', env),
      runScript('record-verify', env, ['6:0123456789abcdef']),
    ])
    expect(same).toEqual({ code: 1, said: '新密钥与现用密钥相同，未作任何改动。\n' })
    expect(none).toMatchObject({ code: 1, said: expect.stringContaining('请用 NEW_DATA_KEY') })
    expect(found.code).toBe(1)
    expect(found.said).toContain('第6条与当日记下的封存值不符')
    const done = await runScript('rekey', { ...env, NEW_DATA_KEY: fresh })
    expect(done.said).toBe(
      '已更换 1 件，还有 0 件\n更换完成，本次 1 件。\n请把 DATA_KEY 改为新密钥后再启动，并备份新密钥。\n',
    )
    expect(done.code).toBe(0)
    expect([same, none, done].map(({ said }) => said).join()).not.toMatch(/0101|0202|postgres:/)
    await close()
    await drop()
  })
})
