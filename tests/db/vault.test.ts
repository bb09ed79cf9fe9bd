// Secrets at rest: only under their own matter, only under the right key, and nowhere in plain.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../db/open.ts'
import { Secret } from '../../db/secret.ts'
import { createVault, parseDataKey } from '../../db/vault.ts'
import { bothDatabases, openTestDatabase } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'

const keyOf = (n: number) => new Uint8Array(32).fill(n)

describe.each(bothDatabases)('密钥库（%s）', (kind) => {
  it('封存的内容只在本件内能打开，换到别的件下打不开；密钥销毁后再也打不开', async () => {
    const { db, close } = await openTestDatabase(kind)
    const vault = await createVault(keyOf(1))
    await db.transaction().execute(async (trx) => {
      const a = await vault.seal(trx, 'petition/a', new Secret('张某某'))
      const b = await vault.seal(trx, 'petition/b', new Secret('李某某'))
      expect((await vault.open(trx, 'petition/a', a)).reveal()).toBe('张某某')
      expect((await vault.open(trx, 'petition/b', b)).reveal()).toBe('李某某')
      await expect(vault.open(trx, 'petition/a', b)).rejects.toThrow()
      expect(await vault.seal(trx, 'petition/a', new Secret('张某某'))).not.toEqual(a)
    })
    await db.transaction().execute(async (trx) => {
      const a = await vault.seal(trx, 'petition/a', new Secret('张某某'))
      await vault.forget(trx, 'petition/a')
      await expect(vault.open(trx, 'petition/a', a)).rejects.toThrow(/dropped/)
    })
    await close()
  })

  it('两件的密钥行对调，也打不开', async () => {
    const { db, close } = await openTestDatabase(kind)
    const vault = await createVault(keyOf(1))
    const seal = (matter: string) =>
      db.transaction().execute((trx) => vault.seal(trx, matter, new Secret('王某')))
    const a = await seal('petition/a')
    await seal('petition/b')
    await sql`update secret_key set matter = case matter when 'petition/a' then 'x' else 'petition/a' end`.execute(
      db,
    )
    const opened = db.transaction().execute((trx) => vault.open(trx, 'petition/a', a))
    await expect(opened).rejects.toThrow()
    await close()
  })

  it('换了 DATA_KEY 会被发现；几个进程同时首次启动，都算对', async () => {
    const { db, close } = await openTestDatabase(kind)
    const check = async (n: number) => {
      const vault = await createVault(keyOf(n))
      return db.transaction().execute((trx) => vault.check(trx))
    }
    const first = await Promise.all([check(1), check(1), check(1), check(1)])
    expect(first.toSorted()).toEqual(['new', 'right', 'right', 'right'])
    expect(await check(2)).toBe('wrong')
    expect(await check(1)).toBe('right')
    await close()
  })

  it('按整值能找到同一人，差一个字就找不到；库里只有散列', async () => {
    const { db, close } = await openTestDatabase(kind)
    const vault = await createVault(keyOf(1))
    await db.transaction().execute(async (trx) => {
      await vault.remember(trx, 'petition/a', 'phone', new Secret('13800000000'))
      const find = (value: string) => vault.matters(trx, 'phone', new Secret(value))
      expect(await find('１３８００００００００ ')).toEqual(['petition/a'])
      expect(await find('13800000001')).toEqual([])
      expect(await vault.matters(trx, 'name', new Secret('13800000000'))).toEqual([])
    })
    await close()
  })
})

/** Every table, row by row as text; bytes as the characters they may hold. */
async function everythingIn({ db }: Database): Promise<string> {
  const tables = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db)
  const parts: string[] = []
  for (const { name } of tables.rows) {
    const rows = await sql<{
      text: string
    }>`select t::text as text from ${sql.table(name)} t`.execute(db)
    parts.push(...rows.rows.map(({ text }) => `${name}: ${text}\n${readable(text)}`))
  }
  return parts.join('\n')
}

const readable = (text: string) =>
  [...text.matchAll(/\\\\x([0-9a-f]+)/g)]
    .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('utf8'))
    .join('\n')

describe.each(bothDatabases)('库中没有明文（%s）', (kind) => {
  const house = useHouse(kind)
  const canaries = ['鸑鷟某', '13912345678']

  it('登记后，姓名和电话在任何一张表里都找不到', async () => {
    const said = await house().say('严丽华', '登记来访 鸑鷟某 2人 反映供水管网 联系电话13912345678')
    const card = withButton(said, '登记')
    expect(card.text).toContain('鸑鷟某')
    await house().tap('严丽华', card, '登记')
    await house().say('严丽华', '信访进度 1号')
    await house().turn({ next: 'workday' })
    const all = await everythingIn(house().database)
    expect(all).toContain('供水管网')
    for (const canary of canaries) expect(all).not.toContain(canary)
    expect(house().logs.join('\n')).not.toMatch(/鸑鷟|13912345678|供水管网/)
  })
})

describe('DATA_KEY', () => {
  it('takes 64 hex digits or 44 base64 characters, nothing else', () => {
    expect(parseDataKey('07'.repeat(32))).toEqual(keyOf(7))
    expect(parseDataKey(Buffer.from(keyOf(7)).toString('base64'))).toEqual(keyOf(7))
    for (const bad of ['', 'secret', '07'.repeat(31), '07'.repeat(33), '7'.repeat(63)])
      expect(parseDataKey(bad)).toBeUndefined()
  })
})
