// Lanes are the unit of claiming: one holder at a time sends a chat's rows, one by one. A lease has a fence number;
// a stamp with an old fence changes nothing, so a holder that was overtaken cannot undo what came after.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'

export interface Lease {
  lane: string
  fence: number
}

/** How many lanes have something to do now, up to `limit`. */
export async function dueLanes(db: Kysely<DB>, now: Instant, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('lane')
    .select('lane')
    .where('next_at', '<=', now)
    .where('lease_until', '<=', now)
    .limit(limit)
    .execute()
  return rows.length
}

/** Takes up to `limit` lanes that have something to do now. */
export async function leaseLanes(
  db: Kysely<DB>,
  now: Instant,
  until: Instant,
  limit: number,
): Promise<Lease[]> {
  return db
    .updateTable('lane')
    .set({ lease_until: until, fence: sql`fence + 1` })
    .where('lane', 'in', (free) =>
      free
        .selectFrom('lane')
        .select('lane')
        .where('next_at', '<=', now)
        .where('lease_until', '<=', now)
        .orderBy('next_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['lane', 'fence'])
    .execute()
}

/** False when someone else holds it by now. Held until the transaction ends. */
export async function stillHolds(trx: Transaction<DB>, lease: Lease): Promise<boolean> {
  const row = await trx
    .selectFrom('lane')
    .select('fence')
    .where('lane', '=', lease.lane)
    .where('fence', '=', lease.fence)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

export async function prolong(db: Kysely<DB>, lease: Lease, until: Instant): Promise<boolean> {
  const done = await db
    .updateTable('lane')
    .set({ lease_until: until })
    .where('lane', '=', lease.lane)
    .where('fence', '=', lease.fence)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/**
 * Gives the lane back, to be taken from `free` on, and works out what it waits for next. The row is locked in a
 * statement of its own first: what was enqueued meanwhile must be seen, or its wake would be written over.
 */
export async function release(trx: Transaction<DB>, lease: Lease, free: Instant): Promise<void> {
  if (!(await stillHolds(trx, lease))) return
  await trx
    .updateTable('lane')
    .set({ lease_until: free, next_at: whatIsNext(free) })
    .where('lane', '=', lease.lane)
    .execute()
}

/** A row waits for its own time, and for those of unknown fate before it in its class. */
export function whatIsNext(now: Instant) {
  return sql<Instant | null>`least(
    (select min(greatest(row.due_at, (
        select max(before.due_at) from outbox before
        where before.lane = row.lane and before.class = row.class and before.id < row.id
          and before.state = 'pending' and before.unknown_since is not null)))
      from outbox row where row.lane = lane.lane and row.state = 'pending'),
    (select min(coalesce(redraw_at, ${now}::timestamptz)) from card
      where card.lane = lane.lane and wanted > shown and message_id is not null and not retired))`
}

/** When any lane next has something to do; null when nothing waits. */
export async function nextLaneAt(db: Kysely<DB>): Promise<Instant | null> {
  const row = await db
    .selectFrom('lane')
    .select(sql<Instant | null>`min(greatest(next_at, lease_until))`.as('at'))
    .where('next_at', 'is not', null)
    .executeTakeFirst()
  return row?.at ?? null
}

/** The oldest row that could have gone and has not: held by nobody's wish. */
export async function oldestWaiting(db: Kysely<DB>): Promise<Instant | null> {
  const row = await db
    .selectFrom('lane')
    .select(sql<Instant | null>`min(next_at)`.as('at'))
    .where('next_at', 'is not', null)
    .executeTakeFirst()
  return row?.at ?? null
}
