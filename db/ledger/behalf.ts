// 代录: what was given on paper, by telephone or word, and entered by somebody else; marked wherever it is shown.
import type { Selectable, Transaction } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'
import type { BehalfTable } from '../tables/decision.ts'

type Trx = Transaction<DB>

export interface Behalf {
  id: string
  act: string
  feature: string
  subject: string
  verb: string
  person: string
  way: string
  givenOn: string
  recordedBy: string
  recordedAt: Instant
}

export async function noteBehalf(trx: Trx, it: Behalf): Promise<void> {
  await trx
    .insertInto('behalf')
    .values({
      id: it.id,
      act: it.act,
      feature: it.feature,
      subject: it.subject,
      verb: it.verb,
      person: it.person,
      way: it.way,
      given_on: it.givenOn,
      recorded_by: it.recordedBy,
      recorded_at: it.recordedAt,
    })
    .execute()
}

/** What was entered for others on a subject and still stands, the oldest first. */
export async function behalfOn(
  trx: Trx,
  feature: string,
  subject: string,
): Promise<(Behalf & { disputedAt: Instant | null })[]> {
  const rows = await trx
    .selectFrom('behalf')
    .selectAll()
    .where('feature', '=', feature)
    .where('subject', '=', subject)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('act_trail')
            .select('act_trail.act')
            .whereRef('act_trail.act', '=', 'behalf.act')
            .where('undone_by', 'is not', null),
        ),
      ),
    )
    .orderBy('id')
    .execute()
  return rows.map(behalfOf)
}

export async function findBehalf(trx: Trx, id: string) {
  const row = await trx.selectFrom('behalf').selectAll().where('id', '=', id).executeTakeFirst()
  return row && behalfOf(row)
}

export async function noteDisputed(trx: Trx, id: string, at: Instant): Promise<void> {
  await trx
    .updateTable('behalf')
    .set({ disputed_at: at })
    .where('id', '=', id)
    .where('disputed_at', 'is', null)
    .execute()
}

function behalfOf(row: Selectable<BehalfTable>) {
  return {
    id: row.id,
    act: row.act,
    feature: row.feature,
    subject: row.subject,
    verb: row.verb,
    person: row.person,
    way: row.way,
    givenOn: row.given_on,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    disputedAt: row.disputed_at,
  }
}
