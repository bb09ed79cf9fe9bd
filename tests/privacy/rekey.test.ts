// Changing the DATA_KEY: in steps that can be stopped, and never so that something can be opened no more.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { masterKey } from '../../db/master-key.ts'
import { type Database, openPostgres } from '../../db/open.ts'
import { rekey } from '../../db/rekey.ts'
import { Secret } from '../../db/secret.ts'
import { createVault, ReplacedKey, type Vault } from '../../db/vault.ts'
import { bothDatabases, createDatabase, openTestDatabase } from '../databases.ts'

const keyOf = (n: number) => new Uint8Array(32).fill(n)
const [before, after, other] = [keyOf(1), keyOf(2), keyOf(3)]
const matters = Array.from({ length: 205 }, (_, i) => `petition/${i}`)

type Sealed = Map<string, Uint8Array>

async function sealAll(db: Database['db'], vault: Vault): Promise<Sealed> {
  return db.transaction().execute(async (trx) => {
    await vault.check(trx)
    await vault.remember(trx, 'petition/7', 'name', new Secret('张某某'))
    const sealed: Sealed = new Map()
    for (const matter of matters)
      sealed.set(matter, await vault.seal(trx, matter, new Secret(`内容 ${matter}`)))
    return sealed
  })
}

describe.each(bothDatabases)('更换密钥（%s）', (kind) => {
  let database: Database
  let old: Vault
  let sealed: Sealed
  beforeAll(async () => {
    database = await openTestDatabase(kind)
    old = await createVault(before)
    sealed = await sealAll(database.db, old)
  })
  afterAll(() => database.close())

  const checked = async (key: Uint8Array) => {
    const vault = await createVault(key)
    return database.db.transaction().execute((trx) => vault.check(trx))
  }
  const rekeyed = async (from: Uint8Array, to: Uint8Array, progress?: () => void) =>
    rekey(database.db, await masterKey(from), await masterKey(to), progress)

  it('原密钥不对：一件也不动', async () => {
    await expect(rekeyed(other, after)).rejects.toThrow(/未作任何改动/)
    expect(await checked(before)).toBe('right')
  })

  it('中途停下再做：进度接着走，做完后只认新密钥，内容和按姓名查找都还在', async () => {
    const { db } = database
    const cut = rekeyed(before, after, () => {
      throw new Error('power cut')
    })
    await expect(cut).rejects.toThrow('power cut')
    expect([await checked(before), await checked(after), await checked(other)]).toEqual([
      'half',
      'half',
      'wrong',
    ])
    expect(await rekeyed(before, after)).toBe(5)
    expect([await checked(before), await checked(after)]).toEqual(['wrong', 'right'])
    expect(await rekeyed(before, after)).toBe(0)
    const fresh = await createVault(after)
    await db.transaction().execute(async (trx) => {
      for (const [matter, bytes] of sealed)
        expect((await fresh.open(trx, matter, bytes)).reveal()).toBe(`内容 ${matter}`)
      expect(await fresh.matters(trx, 'name', new Secret('张某某'))).toEqual(['petition/7'])
    })
  })

  it('密钥换过以后，还在运行的旧进程写不进谁也打不开的内容', async () => {
    const { db } = database
    const write = (matter: string) =>
      db.transaction().execute((trx) => old.seal(trx, matter, new Secret('新的一件')))
    await expect(write('petition/new')).rejects.toThrow(ReplacedKey)
    const remember = db
      .transaction()
      .execute((trx) => old.remember(trx, 'petition/1', 'name', new Secret('李某')))
    await expect(remember).rejects.toThrow(ReplacedKey)
    expect(await checked(after)).toBe('right')
  })

  it('记着密钥的那一行没了，也不会当成新库', async () => {
    await database.db.deleteFrom('vault_check').execute()
    expect(await checked(other)).toBe('wrong')
  })
})

describe('更换密钥时还有人在登记（postgres）', () => {
  it('提交得晚的一件也换了', async () => {
    const { url, drop } = await createDatabase()
    const { db, close } = openPostgres(url, () => {})
    const old = await createVault(before)
    await db.transaction().execute((trx) => old.check(trx))
    const [sealing, released] = [Promise.withResolvers<Uint8Array>(), Promise.withResolvers<void>()]
    const slow = db.transaction().execute(async (trx) => {
      sealing.resolve(await old.seal(trx, 'petition/late', new Secret('晚的一件')))
      await released.promise
    })
    const bytes = await sealing.promise
    const changing = rekey(db, await masterKey(before), await masterKey(after))
    const first = await Promise.race([
      changing,
      new Promise((done) => setTimeout(done, 200, 'waits')),
    ])
    expect(first).toBe('waits')
    released.resolve()
    await slow
    expect(await changing).toBe(1)
    const fresh = await createVault(after)
    const opened = await db.transaction().execute((trx) => fresh.open(trx, 'petition/late', bytes))
    expect(opened.reveal()).toBe('晚的一件')
    await close()
    await drop()
  })
})
