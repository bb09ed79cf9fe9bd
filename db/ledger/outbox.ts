// What must go out. A row is the job: a view rendered when sent, a notice frozen now, a recall, or an errand.
import { sql, type Transaction } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'
import { type Json, json } from '../types.ts'

export interface Order {
  id: string
  key: string
  lane: string
  class: 0 | 1 | 2
  kind: 'view' | 'notice' | 'errand' | 'recall'
  body: Json
  sealed?: { matter: string; bytes: Uint8Array }
  replyTo?: string
  statutory?: boolean
  dueAt: Instant
  now: Instant
}

/** False when the key is there already: once is the key's business. Who enqueues wakes the lane afterwards. */
export async function enqueue(trx: Transaction<DB>, order: Order): Promise<boolean> {
  const row = await trx
    .insertInto('outbox')
    .values({
      id: order.id,
      key: order.key,
      lane: order.lane,
      class: order.class,
      kind: order.kind,
      body: json(order.body),
      sealed: order.sealed?.bytes ?? null,
      matter: order.sealed?.matter ?? null,
      reply_to: order.replyTo ?? null,
      statutory: order.statutory ?? false,
      due_at: order.dueAt,
      state: 'pending',
      tries: 0,
      created_at: order.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A lane that has something to do at that instant. */
export interface Wake {
  lane: string
  at: Instant
}

/** The last locks of a transaction, in one order: whoever holds a lane waits for nothing but a later lane. */
export async function wakeLanes(trx: Transaction<DB>, wakes: Wake[], now: Instant): Promise<void> {
  const soonest = new Map<string, Instant>()
  for (const { lane, at } of wakes) {
    const known = soonest.get(lane)
    if (!known || at < known) soonest.set(lane, at)
  }
  const inOrder = [...soonest].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [lane, at] of inOrder) await wake(trx, lane, at, now)
}

async function wake(trx: Transaction<DB>, lane: string, at: Instant, now: Instant): Promise<void> {
  await trx
    .insertInto('lane')
    .values({ lane, next_at: at, lease_until: now, fence: 0 })
    .onConflict((conflict) =>
      conflict.column('lane').doUpdateSet({
        next_at: sql<Instant>`least(coalesce(lane.next_at, excluded.next_at), excluded.next_at)`,
      }),
    )
    .execute()
}

/** Rows that are done keep their key long enough that nothing is told twice; cards keep their own row. */
export async function pruneOutbox(trx: Transaction<DB>, before: Instant): Promise<void> {
  await trx
    .deleteFrom('outbox')
    .where('state', '<>', 'pending')
    .where('done_at', '<', before)
    .execute()
}

/** State of the row under a key, if there is one. */
export async function stateOf(trx: Transaction<DB>, key: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('outbox')
    .select('state')
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.state
}

/** Those of the messages that belong to a row. */
export async function knownMessages(trx: Transaction<DB>, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('outbox')
    .select('message_id')
    .where('message_id', 'in', ids)
    .execute()
  return rows.flatMap((row) => row.message_id ?? [])
}
