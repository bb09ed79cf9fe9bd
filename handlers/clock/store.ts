// Rows of the outbox as people see them: what waits, what could not be delivered. And the settings that the switches write.
import { sql, type Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import type { DB } from '../../db/schema.ts'
import { type Json, json } from '../../db/types.ts'

type Trx = Transaction<DB>

export async function setSetting(trx: Trx, key: string, value: Json): Promise<void> {
  await trx
    .insertInto('setting')
    .values({ key, value: json(value) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json(value) }))
    .execute()
}

/** As this transaction sees them: the office value is older than what was just written. */
export async function settingsNow(trx: Trx): Promise<Map<string, unknown>> {
  const all = await trx.selectFrom('setting').selectAll().execute()
  return new Map(all.map(({ key, value }) => [key, value]))
}

export async function removeSetting(trx: Trx, key: string): Promise<void> {
  await trx.deleteFrom('setting').where('key', '=', key).execute()
}

export interface HeldRow {
  id: string
  lane: string
  kind: string
  body: Json
  feature: string | null
  subject: string | null
  view: string | null
  args: Json
  state: string
  why: string | null
  due_at: Instant
  tries: number
}

function rows(trx: Trx) {
  return trx
    .selectFrom('outbox')
    .leftJoin('card', 'card.id', 'outbox.id')
    .select([
      'outbox.id',
      'outbox.lane',
      'outbox.kind',
      'outbox.body',
      'outbox.state',
      'outbox.why',
      'outbox.due_at',
      'outbox.tries',
      'card.feature',
      'card.subject',
      'card.view',
      'card.args',
    ])
    .orderBy('outbox.id')
}

/** What waits for groups: put aside while they are paused, and not tried yet. */
export async function pausedRows(trx: Trx): Promise<HeldRow[]> {
  return rows(trx)
    .where('outbox.state', '=', 'pending')
    .where('outbox.lane', 'like', 'oc_%')
    .where('outbox.kind', 'in', ['view', 'notice'])
    .where('outbox.unknown_since', 'is', null)
    .where((where) => where.or([where('outbox.why', '=', 'paused'), where('outbox.class', '<', 2)]))
    .execute()
}

/** Everything else of paused groups goes on by itself: tries of unknown fate, redraws, sheets of a later day. */
export async function wakePaused(trx: Trx, now: Instant): Promise<string[]> {
  const woken = await trx
    .updateTable('outbox')
    .set({ due_at: now, why: null })
    .where('state', '=', 'pending')
    .where('why', '=', 'paused')
    .returning('lane')
    .execute()
  const cards = await trx
    .updateTable('card')
    .set({ redraw_at: null })
    .where('lane', 'like', 'oc_%')
    .where('retired', '=', false)
    .whereRef('wanted', '>', 'shown')
    .where('message_id', 'is not', null)
    .returning('lane')
    .execute()
  return [...new Set([...woken, ...cards].map(({ lane }) => lane))]
}

export async function rowsById(trx: Trx, ids: string[]): Promise<HeldRow[]> {
  if (ids.length === 0) return []
  return rows(trx).where('outbox.id', 'in', ids).execute()
}

export async function dropRows(trx: Trx, ids: string[], why: string, now: Instant): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('outbox')
    .set({ state: 'dropped', why, done_at: now, unknown_since: null })
    .where('id', 'in', ids)
    .execute()
  await trx.updateTable('card').set({ retired: true }).where('id', 'in', ids).execute()
}

export async function rowsByKey(trx: Trx, keys: string[]): Promise<HeldRow[]> {
  if (keys.length === 0) return []
  return rows(trx).where('outbox.key', 'in', keys).execute()
}

/** Only what has not been tried: returns its lanes. */
export async function dueNow(trx: Trx, keys: string[], now: Instant): Promise<string[]> {
  const moved = await trx
    .updateTable('outbox')
    .set({ due_at: now })
    .where('key', 'in', keys)
    .where('state', '=', 'pending')
    .where('due_at', '>', now)
    .returning('lane')
    .execute()
  return moved.map(({ lane }) => lane)
}

export async function failedRows(trx: Trx, limit: number): Promise<HeldRow[]> {
  return rows(trx).where('outbox.state', '=', 'failed').limit(limit).execute()
}

export async function countFailed(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('outbox')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow()
  return row.n
}

export async function failedRow(trx: Trx, id: string): Promise<HeldRow | undefined> {
  return rows(trx).where('outbox.id', '=', id).executeTakeFirst()
}

/** Tried anew from the first try on; under the same uuid, so that it cannot come twice. */
export async function tryAgain(trx: Trx, id: string, now: Instant): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ state: 'pending', due_at: now, tries: 0, why: null, done_at: null })
    .where('id', '=', id)
    .execute()
  await trx
    .updateTable('card')
    .set({ retired: false, sending: null })
    .where('id', '=', id)
    .execute()
}

export async function nextDueOf(
  trx: Trx,
  feature: string,
  subject: string,
): Promise<Instant | null> {
  const row = await trx
    .selectFrom('agenda')
    .select(sql<Instant | null>`min(due_at)`.as('at'))
    .where('feature', '=', feature)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.at ?? null
}

export interface Standing {
  beat: Instant | undefined
  waiting: number
  failed: number
  unknown: number
  outage: { since: Instant; until: Instant } | undefined
  spent: Instant | undefined
  calls: { kind: string; n: number }[]
}

export async function standingOf(trx: Trx, month: string): Promise<Standing> {
  const slot = await trx
    .selectFrom('slot')
    .select('last')
    .where('job', '=', 'beat')
    .executeTakeFirst()
  const counts = await trx
    .selectFrom('outbox')
    .select([
      sql<number>`count(*) filter (where state = 'pending')`.as('waiting'),
      sql<number>`count(*) filter (where state = 'failed')`.as('failed'),
      sql<number>`count(*) filter (where state = 'dropped' and why = 'unknown')`.as('unknown'),
    ])
    .executeTakeFirstOrThrow()
  const outage = await trx
    .selectFrom('outage')
    .selectAll()
    .orderBy('until', 'desc')
    .limit(1)
    .executeTakeFirst()
  const quota = await trx
    .selectFrom('quota')
    .select('spent_at')
    .where('month', '=', month)
    .executeTakeFirst()
  const calls = await trx
    .selectFrom('call_count')
    .select(['kind', 'n'])
    .where('month', '=', month)
    .orderBy('kind')
    .execute()
  return { beat: slot?.last, ...counts, outage, spent: quota?.spent_at, calls }
}

/** The keys that the actor's own card names. */
export async function heldCardOf(
  trx: Trx,
  act: string,
  person: string,
): Promise<string[] | undefined> {
  const card = await trx
    .selectFrom('card')
    .select('args')
    .where('feature', '=', 'clock')
    .where('view', '=', 'held')
    .where('subject', '=', act)
    .where('lane', '=', person)
    .executeTakeFirst()
  const args = card?.args
  if (typeof args !== 'object' || !args || Array.isArray(args)) return undefined
  return Array.isArray(args.keys) ? args.keys.map(String) : undefined
}
