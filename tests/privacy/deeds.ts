// A duty of one table for the tests of the record: acts of which every line is known.
import { type Kysely, sql, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { type Instant, instant } from '../../db/instant.ts'
import { openAct } from '../../db/ledger/inbox.ts'
import { recordAct } from '../../db/ledger/record.ts'
import type { DB } from '../../db/schema.ts'

export const at: Instant = instant('2026-11-25T09:00:00+08:00')

export async function createDeeds(db: Kysely<DB>): Promise<void> {
  await sql`create table deed (
    id uuid primary key, revision int not null, owner text not null, due date not null,
    done_at timestamptz, sealed bytea)`.execute(db)
  await sql`create trigger deed_image after insert or update or delete on deed
    for each row execute function keep_before_image()`.execute(db)
}

export const deedId = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** One act: what it changes, and its entry. */
export async function act(
  trx: Transaction<DB>,
  verb: string,
  change: (trx: Transaction<DB>) => Promise<unknown>,
  id = v7(),
): Promise<string> {
  await openAct(trx, id)
  await change(trx)
  const subject = { feature: 'deed', subject: 'deed' }
  await recordAct(trx, [
    { id, act: id, at, by: 'ou_a', onBehalfOf: null, ...subject, verb, facts: { verb } },
  ])
  return id
}

export function doAct(
  db: Kysely<DB>,
  verb: string,
  change: (trx: Transaction<DB>) => Promise<unknown>,
): Promise<string> {
  return db.transaction().execute((trx) => act(trx, verb, change))
}

export const add = (n: number) => (trx: Transaction<DB>) =>
  sql`insert into deed values (${deedId(n)}, 1, '甲', '2026-12-04', null, '\\x00ff')`.execute(trx)

/** Three deeds added, one moved, one done and one removed: six acts. */
export async function doSix(db: Kysely<DB>): Promise<string[]> {
  const acts: string[] = []
  for (const n of [1, 2, 3]) acts.push(await doAct(db, `add ${n}`, add(n)))
  const edit = (verb: string, text: ReturnType<typeof sql>) =>
    doAct(db, verb, (trx) => text.execute(trx))
  acts.push(
    await edit(
      'move',
      sql`update deed set revision = 2, due = '2026-12-18', owner = '乙'
      where id = ${deedId(1)}`,
    ),
  )
  acts.push(
    await edit(
      'finish',
      sql`update deed set revision = 2, done_at = ${at} where id = ${deedId(2)}`,
    ),
  )
  acts.push(await edit('remove', sql`delete from deed where id = ${deedId(3)}`))
  return acts
}
