// Grants for calls to Feishu, across instances: instants 21 ms apart while fewer than 1,000 lie in the last 60.1 s, so
// that neither 50 a second nor 1,000 a minute is ever reached (feishu-platform.md §4).
import { type Kysely, sql, type Transaction } from 'kysely'
import { type Instant, instantOfMs, msOf } from '../instant.ts'
import type { DB } from '../schema.ts'

export const apartMs = 21
export const windowMs = 60_100
export const mostInWindow = 1_000
export const mostAtOnce = 12

/** Up to `n` instants at which a call may be made, from now on. */
export async function grant(
  db: Kysely<DB>,
  api: string,
  now: Instant,
  n: number,
): Promise<Instant[]> {
  return db.transaction().execute(async (trx) => {
    const head = await lockHead(trx, api, now)
    const from = Math.max(msOf(now), msOf(head.last_at) + apartMs, msOf(head.hold_until ?? now))
    const recent = await recentGrants(trx, api, from)
    const granted = instantsFrom(recent, from, Math.min(n, mostAtOnce))
    await note(trx, api, granted)
    await prune(trx, api, from)
    return granted.map(instantOfMs)
  })
}

/** Feishu said how long to wait: nobody calls before. */
export async function holdUntil(db: Kysely<DB>, api: string, until: Instant): Promise<void> {
  await db
    .updateTable('rate')
    .set({ hold_until: sql<Instant>`greatest(hold_until, ${until}::timestamptz)` })
    .where('api', '=', api)
    .execute()
}

/** Pure: `recent` holds the instants of the last minute in order; the 1,000th before each must be out of the window. */
export function instantsFrom(recent: number[], from: number, n: number): number[] {
  const all = [...recent]
  for (let at = from, i = 0; i < n; i++, at += apartMs) {
    const thousandth = all.at(-mostInWindow)
    if (thousandth !== undefined) at = Math.max(at, thousandth + windowMs)
    all.push(at)
  }
  return all.slice(recent.length)
}

async function lockHead(trx: Transaction<DB>, api: string, now: Instant) {
  const find = () =>
    trx.selectFrom('rate').selectAll().where('api', '=', api).forUpdate().executeTakeFirst()
  const known = await find()
  if (known) return known
  const longAgo = instantOfMs(msOf(now) - windowMs)
  await trx
    .insertInto('rate')
    .values({ api, last_at: longAgo })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await find()) ?? { api, last_at: longAgo, hold_until: null }
}

async function recentGrants(trx: Transaction<DB>, api: string, from: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('rate_grant')
    .select(['at', 'n'])
    .where('api', '=', api)
    .where('at', '>', oldest(from))
    .orderBy('at')
    .execute()
  return rows.flatMap(({ at, n }) => Array.from({ length: n }, (_, i) => msOf(at) + i * apartMs))
}

/** Instants of one grant that are not evenly apart (the window was full) stand in rows of their own. */
async function note(trx: Transaction<DB>, api: string, granted: number[]): Promise<void> {
  const rows: { at: number; n: number }[] = []
  for (const at of granted) {
    const last = rows.at(-1)
    if (last && last.at + last.n * apartMs === at) last.n += 1
    else rows.push({ at, n: 1 })
  }
  const last = granted.at(-1)
  if (last === undefined) return
  await trx
    .insertInto('rate_grant')
    .values(rows.map(({ at, n }) => ({ api, at: instantOfMs(at), n })))
    .execute()
  await trx
    .updateTable('rate')
    .set({ last_at: instantOfMs(last) })
    .where('api', '=', api)
    .execute()
}

async function prune(trx: Transaction<DB>, api: string, from: number): Promise<void> {
  await trx
    .deleteFrom('rate_grant')
    .where('api', '=', api)
    .where('at', '<=', oldest(from))
    .execute()
}

/** A row spans at most 12 instants. */
const oldest = (from: number): Instant => instantOfMs(from - windowMs - mostAtOnce * apartMs)
