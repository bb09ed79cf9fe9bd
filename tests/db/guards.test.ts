// What the database itself refuses, whoever asks: the record changed, a duty's row changed outside an act, a number reused.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openAct } from '../../db/ledger/inbox.ts'
import { nextNumber } from '../../db/ledger/numbers.ts'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'

describe.each(bothDatabases)('台账自身的规矩（%s）', (kind) => {
  const house = useHouse(kind)
  const run = (text: string) => sql.raw(text).execute(house().database.db)

  it('办理记录和封存记录不能改、不能删、不能清空', async () => {
    const said = await house().say('严丽华', '登记来访 吕某 反映道路积水')
    await house().tap('严丽华', withButton(said, '登记'), '登记')
    for (const table of ['record', 'seal']) {
      await expect(
        run(`update ${table} set ${table === 'seal' ? 'hash' : 'verb'} = 'x'`),
      ).rejects.toThrow(/append-only/)
      await expect(run(`delete from ${table}`)).rejects.toThrow(/append-only/)
      await expect(run(`truncate ${table} cascade`)).rejects.toThrow(/append-only/)
    }
    const entries = await run(`select verb from record where verb <> 'reveal' order by id`)
    expect(entries.rows).toEqual([{ verb: 'draft' }, { verb: 'register' }])
  })

  it('每条记录都带着改动前的样子，行内没有剩下的', async () => {
    const images = await run(
      `select jsonb_array_length(images) as n from record where verb <> 'reveal' order by id`,
    )
    expect(images.rows).toEqual([{ n: 1 }, { n: 1 }])
    expect((await run(`select count(*) as n from row_image`)).rows).toEqual([{ n: 0 }])
  })

  it.each(['petition', 'task', 'extension', 'feedback', 'talk'])(
    '不经办理动作不能改 %s 表的行',
    async (table) => {
      const columns =
        await run(`select count(*) as n from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relname = '${table}' and t.tgname = '${table}_image'`)
      expect(columns.rows).toEqual([{ n: 1 }])
    },
  )

  it('直接改信访件的行被拒绝，行不变', async () => {
    await expect(run(`update petition set topic = '别的'`)).rejects.toThrow(/outside an act/)
    await expect(run(`delete from petition`)).rejects.toThrow(/outside an act/)
    expect((await run(`select summary from petition`)).rows).toEqual([{ summary: '道路积水' }])
  })

  it('编号并发取用不重不漏，已取的不再用', async () => {
    const { db } = house().database
    const take = (fails: boolean) =>
      db.transaction().execute(async (trx) => {
        await openAct(trx, 'test')
        const n = await nextNumber(trx, 'test', 2026)
        if (fails) throw new Error('rolled back')
        return n
      })
    const taken = await Promise.all(Array.from({ length: 50 }, () => take(false)))
    expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
    await expect(take(true)).rejects.toThrow('rolled back')
    expect(await take(false)).toBe(51)
  })
})
