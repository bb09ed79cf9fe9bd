// What is due and when; armed in the transaction that moved a date. And the slots of the timetable.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'

export interface DueRow {
  feature: string
  subject: string
  kind: string
}

export async function arm(trx: Transaction<DB>, row: DueRow, at: Instant): Promise<void> {
  await trx
    .insertInto('agenda')
    .values({ ...row, due_at: at })
    .onConflict((conflict) =>
      conflict.columns(['feature', 'subject', 'kind']).doUpdateSet({ due_at: at }),
    )
    .execute()
}

export async function disarm(trx: Transaction<DB>, row: DueRow): Promise<void> {
  await trx
    .deleteFrom('agenda')
    .where('feature', '=', row.feature)
    .where('subject', '=', row.subject)
    .where('kind', '=', row.kind)
    .execute()
}

/** Takes a chunk of what is due, so that taps slip in between chunks. */
export async function takeDue(
  trx: Transaction<DB>,
  now: Instant,
  limit: number,
): Promise<DueRow[]> {
  return trx
    .selectFrom('agenda')
    .select(['feature', 'subject', 'kind'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function nextAgendaAt(db: Kysely<DB>): Promise<Instant | null> {
  const row = await db
    .selectFrom('agenda')
    .select(sql<Instant | null>`min(due_at)`.as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}

/** Once per slot, however many ask: the row decides, not the clock. */
export async function claimSlot(
  trx: Transaction<DB>,
  job: string,
  slot: Instant,
): Promise<boolean> {
  const row = await trx
    .insertInto('slot')
    .values({ job, last: slot })
    .onConflict((conflict) =>
      conflict
        .column('job')
        .doUpdateSet({ last: slot })
        .where('slot.last', '<', sql<Instant>`excluded.last`),
    )
    .returning('job')
    .executeTakeFirst()
  return row !== undefined
}
