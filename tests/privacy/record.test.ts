// The record is proof: whoever alters, removes, reorders or forgets an entry, or a row behind its back, is named.
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hours, plusMs } from '../../db/instant.ts'
import { openAct } from '../../db/ledger/inbox.ts'
import { sealEntries } from '../../db/ledger/record.ts'
import type { Database } from '../../db/open.ts'
import { openPostgres } from '../../db/open.ts'
import { replay } from '../../db/record-replay.ts'
import { type Root, type Verified, verifyRecord, verifyWithin } from '../../db/record-verify.ts'
import { bothDatabases, createDatabase, openTestDatabase } from '../databases.ts'
import { act, add, at, createDeeds, deedId, doAct, doSix } from './deeds.ts'

const later = plusMs(at, hours(2))

/** Every way to tamper, as somebody with all rights in the database could; and what is said of it. */
const tampered: [string, string[], object[]][] = [
  [
    '改了一条记录的内容',
    [`update record set facts = '{"verb":"x"}' where verb = 'move'`],
    [{ what: 'altered', place: 4 }],
  ],
  [
    '内容和封存文本一起改',
    [
      `update record set by = 'ou_b', canonical = replace(canonical, '"ou_a"', '"ou_b"') where verb = 'move'`,
    ],
    [{ what: 'altered', place: 4 }],
  ],
  [
    '改了办理时间',
    [`update record set at = at - interval '1 day' where verb = 'finish'`],
    [{ what: 'altered', place: 5 }],
  ],
  [
    '删了一条记录，留着封条',
    [
      `alter table seal drop constraint seal_entry_fkey`,
      `delete from record where verb = 'finish'`,
    ],
    [
      { what: 'removed', place: 5 },
      { what: 'row', table: 'deed', row: deedId(2) },
    ],
  ],
  [
    '记录和封条一起删',
    [`delete from seal where place = 5`, `delete from record where verb = 'finish'`],
    [
      { what: 'removed', place: 5 },
      { what: 'row', table: 'deed', row: deedId(2) },
    ],
  ],
  [
    '两条记录对调了位置',
    [
      `create temporary table held as select * from seal where place in (4, 5)`,
      `delete from seal where place in (4, 5)`,
      `insert into seal select 9 - place, entry, (select hash from held h where h.place = 9 - held.place) from held`,
    ],
    [
      { what: 'reordered', place: 4 },
      { what: 'reordered', place: 5 },
    ],
  ],
  [
    '两条记录连同封条对调了位置',
    [
      `create temporary table held as select * from seal where place in (2, 3)`,
      `delete from seal where place in (2, 3)`,
      `insert into seal select 5 - place, entry, hash from held`,
    ],
    [
      { what: 'reordered', place: 2 },
      { what: 'reordered', place: 3 },
      { what: 'reordered', place: 4 },
    ],
  ],
  [
    '删了末尾',
    [`delete from seal where place = 6`, `delete from record where verb = 'remove'`],
    [
      { what: 'cut', place: 5 },
      { what: 'row', table: 'deed', row: deedId(3) },
    ],
  ],
  [
    '删了封条，想让它永远不封',
    [
      `delete from seal where place = 6`,
      `update seal_head set (place, hash) = (select place, hash from seal where place = 5)`,
    ],
    [{ what: 'unsealed' }],
  ],
  [
    '背着记录改了一件的时限',
    [`update deed set due = '2027-01-01' where id = '${deedId(1)}'`],
    [{ what: 'row', table: 'deed', row: deedId(1) }],
  ],
  [
    '背着记录删了一件',
    [`delete from deed where id = '${deedId(2)}'`],
    [{ what: 'row', table: 'deed', row: deedId(2) }],
  ],
  [
    '背着记录加了一件',
    [`insert into deed values ('${deedId(9)}', 1, '丙', '2026-12-04', null, null)`],
    [{ what: 'row', table: 'deed', row: deedId(9) }],
  ],
]

class Enough extends Error {}

describe.each(bothDatabases)('办理记录（%s）', (kind) => {
  let database: Database
  let acts: string[]
  beforeAll(async () => {
    database = await openTestDatabase(kind)
    await createDeeds(database.db)
    acts = await doSix(database.db)
  })
  afterAll(() => database.close())

  /** What verifying says after the statements; then they are taken back. */
  async function findingsOf(statements: string[], roots: Root[] = [], now = later) {
    let verified: Verified | undefined
    const trying = database.db.transaction().execute(async (trx) => {
      await sql`set local timezone = 'America/New_York'`.execute(trx)
      for (const table of ['record', 'seal', 'deed'])
        await sql`alter table ${sql.table(table)} disable trigger user`.execute(trx)
      for (const statement of statements) await sql.raw(statement).execute(trx)
      verified = await verifyWithin(trx, now, roots)
      throw new Enough()
    })
    await expect(trying).rejects.toThrow(Enough)
    return verified?.findings ?? []
  }

  it('一小时没有封存的，点名；不到一小时的不算', async () => {
    const { db } = database
    expect((await verifyRecord(db, plusMs(at, hours(1) - 1))).findings).toEqual([])
    const { findings } = await verifyRecord(db, later)
    expect(findings).toHaveLength(6)
    expect(findings[0]).toEqual({ what: 'unsealed', entry: acts[0], at })
  })

  it('封存后没有人动过：查不出问题，封条一条不少', async () => {
    expect(await sealEntries(database.db)).toBe(6)
    expect(await sealEntries(database.db)).toBe(0)
    expect(await verifyRecord(database.db, later)).toMatchObject({ sealed: 6, findings: [] })
  })

  it.each(tampered)('%s，查得出来', async (_how, statements, found) => {
    const findings = await findingsOf(statements)
    expect(findings).toMatchObject(found)
    expect(findings).toHaveLength(found.length)
  })

  it('整条链重新算过，也对不上当日记下的封存值', async () => {
    const { head } = await verifyRecord(database.db, later)
    const forged = [
      `delete from seal`,
      `update record set facts = '{}', canonical = replace(canonical, '{"verb": "move"}', '{}') where verb = 'move'`,
      ...acts.map(
        (
          entry,
          i,
        ) => `insert into seal select ${i + 1}, '${entry}', encode(sha256(convert_to(coalesce(
          (select hash from seal where place = ${i}), repeat('0', 64)) || canonical, 'UTF8')), 'hex')
          from record where id = '${entry}'`,
      ),
      `update seal_head set hash = (select hash from seal where place = 6)`,
    ]
    expect(await findingsOf(forged)).toEqual([])
    const noted = { place: head.place, hash: head.hash.slice(0, 16) }
    expect(await findingsOf(forged, [noted])).toEqual([{ what: 'root', place: 6 }])
    expect(await findingsOf([], [noted])).toEqual([])
  })

  it('只凭记录重演，得到每件现在的样子', async () => {
    const rows = await database.db.transaction().execute(async (trx) => {
      await sql`set local timezone = 'UTC'`.execute(trx)
      return replay(trx, 'deed')
    })
    expect(
      [...rows.values()].map((row) => [row.owner, row.due, row.revision, row.done_at]),
    ).toEqual([
      ['乙', '2026-12-18', 2, null],
      ['甲', '2026-12-04', 2, '2026-11-25T01:00:00+00:00'],
    ])
  })

  it('改动不经记录，就不能提交', async () => {
    const silent = database.db.transaction().execute(async (trx) => {
      await openAct(trx, 'silent')
      await add(7)(trx)
    })
    await expect(silent).rejects.toThrow(/without an entry/)
    expect((await verifyRecord(database.db, later)).findings).toEqual([])
  })

  it('迁移后增加的列不算改动', async () => {
    expect(
      await findingsOf([`alter table deed add column note text not null default 'x'`]),
    ).toEqual([])
  })
})

describe('几个进程同时办理和封存（postgres）', () => {
  it('编号在前、提交在后的一条，不会漏封', async () => {
    const { url, drop } = await createDatabase()
    const { db, close } = openPostgres(url, () => {})
    await createDeeds(db)
    const early = v7()
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    const slow = db.transaction().execute(async (trx) => {
      await act(trx, 'late', add(1), early)
      begun.resolve()
      await released.promise
    })
    await begun.promise
    const quick = await doAct(db, 'quick', add(2))
    expect(early < quick).toBe(true)
    expect(await sealEntries(db)).toBe(1)
    released.resolve()
    await slow
    expect(await sealEntries(db)).toBe(1)
    const seals = await db.selectFrom('seal').select(['place', 'entry']).orderBy('place').execute()
    expect(seals.map(({ entry }) => entry)).toEqual([quick, early])
    expect((await verifyRecord(db, later)).findings).toEqual([])
    await close()
    await drop()
  })

  it('四个进程边办边封：每条封一次，位置连续，没有缺口', async () => {
    const { url, drop } = await createDatabase()
    const all = [1, 2, 3, 4].map(() => openPostgres(url, () => {}, 4))
    const [{ db } = openPostgres(url, () => {})] = all
    await createDeeds(db)
    await Promise.all(
      all.map(async (one, place) => {
        for (let n = 0; n < 12; n++) {
          await doAct(one.db, 'add', add(100 * (place + 1) + n))
          await sealEntries(one.db, 5)
        }
      }),
    )
    while ((await sealEntries(db)) > 0) {
      // what the last acts left
    }
    const verified = await verifyRecord(db, later)
    expect(verified).toMatchObject({ sealed: 48, findings: [] })
    for (const one of all) await one.close()
    await drop()
  })
})
