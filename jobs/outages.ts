// Each beat says when the next is due. One that comes minutes after that ends an outage: it is kept, so that what is sent
// late can say why.
import { type Kysely, sql } from 'kysely'
import { type Instant, minutes, plusMs } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'

/** Heartbeats come each minute; three that are missed are an outage. */
export const patienceMs = minutes(3)

export interface Outage {
  since: Instant
  until: Instant
  /** The last beat before it: what came until then was heard. */
  lastBeat: Instant
}

/** Written before anything is done at `now`: returns the outage that ends with this beat. */
export async function endOutage(db: Kysely<DB>, now: Instant): Promise<Outage | undefined> {
  const known = await expectedAt(db).executeTakeFirst()
  if (!known || plusMs(known.last, patienceMs) >= now) return undefined
  return db.transaction().execute(async (trx) => {
    const expected = (await expectedAt(trx).forUpdate().executeTakeFirst())?.last
    if (!expected || plusMs(expected, patienceMs) >= now) return undefined
    await keep(trx, { expected: plusMs(now, minutes(1)) })
    const fresh = await trx
      .insertInto('outage')
      .values({ since: expected, until: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('since')
      .executeTakeFirst()
    const beat = await lastBeat(trx)
    return fresh && { since: expected, until: now, lastBeat: beat ?? expected }
  })
}

/** When the next beat is due; an earlier one than another process has named changes nothing. */
export async function expectBeat(db: Kysely<DB>, now: Instant, next: Instant): Promise<void> {
  await keep(db, { beat: now, expected: next })
}

/** False when the heartbeat has stopped: whoever watches us is to restart us. */
export async function isBeating(db: Kysely<DB>, now: Instant): Promise<boolean> {
  const beat = await lastBeat(db)
  return beat !== undefined && plusMs(beat, patienceMs) >= now
}

async function lastBeat(db: Kysely<DB>): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('slot')
    .select('last')
    .where('job', '=', 'beat')
    .executeTakeFirst()
  return row?.last
}

const expectedAt = (db: Kysely<DB>) =>
  db.selectFrom('slot').select('last').where('job', '=', 'expected')

async function keep(db: Kysely<DB>, lasts: Record<string, Instant>): Promise<void> {
  await db
    .insertInto('slot')
    .values(Object.entries(lasts).map(([job, last]) => ({ job, last })))
    .onConflict((conflict) =>
      conflict
        .column('job')
        .doUpdateSet({ last: sql<Instant>`greatest(slot.last, excluded.last)` }),
    )
    .execute()
}
