// The sender's side of the ledger: what a lane has next, what is about to be tried, what came of it.
import { type Selectable, sql, type Transaction } from 'kysely'
import { hours, type Instant, minutes, msOf, plusMs } from '../instant.ts'
import type { DB } from '../schema.ts'
import type { CardTable, OutboxTable } from '../tables/ledger.ts'
import type { Json } from '../types.ts'

type Trx = Transaction<DB>
type CardRow = Selectable<CardTable>
export type OutboxRow = Selectable<OutboxTable>

export type Job =
  | {
      kind: 'send'
      id: string
      lane: string
      card?: CardRow
      body: Json
      sealed?: { matter: string; bytes: Uint8Array }
      replyTo: string | null
      statutory: boolean
      tries: number
      unknownSince: Instant | null
    }
  | { kind: 'recall'; id: string; messageId: string; tries: number; unknownSince: Instant | null }
  | { kind: 'errand'; id: string; key: string; body: Json; tries: number; unknownSince: null }
  | { kind: 'redraw'; id: string; messageId: string; revision: number; drawn: string }

/** The next due row by class and age; a row of unknown fate holds back those after it in its class. */
export async function nextPending(
  trx: Trx,
  lane: string,
  now: Instant,
): Promise<OutboxRow | undefined> {
  return trx
    .selectFrom('outbox as o')
    .selectAll('o')
    .where('lane', '=', lane)
    .where('state', '=', 'pending')
    .where('due_at', '<=', now)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('outbox as before')
            .select('before.id')
            .whereRef('before.lane', '=', 'o.lane')
            .whereRef('before.class', '=', 'o.class')
            .whereRef('before.id', '<', 'o.id')
            .where('before.state', '=', 'pending')
            .where('before.unknown_since', 'is not', null)
            .where('before.due_at', '>', now),
        ),
      ),
    )
    .orderBy('class')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** A sent card that lags behind its subject. */
export async function nextBehind(
  trx: Trx,
  lane: string,
  now: Instant,
): Promise<CardRow | undefined> {
  return trx
    .selectFrom('card')
    .selectAll()
    .where('lane', '=', lane)
    .where('retired', '=', false)
    .where('message_id', 'is not', null)
    .whereRef('wanted', '>', 'shown')
    .where((where) => where.or([where('redraw_at', 'is', null), where('redraw_at', '<=', now)]))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** Read again under its lock: undefined when it is not behind any more. */
export async function behindCard(trx: Trx, id: string): Promise<CardRow | undefined> {
  return trx
    .selectFrom('card')
    .selectAll()
    .where('id', '=', id)
    .where('retired', '=', false)
    .whereRef('wanted', '>', 'shown')
    .executeTakeFirst()
}

/** False when it was dropped meanwhile: taken back, or moved to another day. Rows are locked before cards, cards before lanes. */
export async function lockPending(trx: Trx, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('outbox')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row?.state === 'pending'
}

export async function beginSend(trx: Trx, row: OutboxRow, now: Instant): Promise<Job> {
  const { id, lane, tries, unknown_since: unknownSince } = row
  // From here on the fate is unknown until it is stamped: a crash after Feishu's acceptance must not send twice.
  await trx
    .updateTable('outbox')
    .set({ tries: tries + 1, unknown_since: unknownSince ?? now })
    .where('id', '=', id)
    .execute()
  if (row.kind === 'errand') {
    return { kind: 'errand', id, key: row.key, body: row.body, tries, unknownSince: null }
  }
  if (row.kind === 'recall') {
    return { kind: 'recall', id, messageId: messageIn(row.body), tries, unknownSince }
  }
  const card = row.kind === 'view' ? await cardToSend(trx, id) : undefined
  return {
    kind: 'send',
    id,
    lane,
    body: row.body,
    replyTo: row.reply_to,
    statutory: row.statutory,
    tries,
    unknownSince,
    ...(card && { card }),
    ...(row.sealed && row.matter && { sealed: { matter: row.matter, bytes: row.sealed } }),
  }
}

/** The revision of the first try is kept while its fate is unknown: under one uuid Feishu shows that one. */
async function cardToSend(trx: Trx, id: string): Promise<CardRow> {
  return trx
    .updateTable('card')
    .set({ sending: sql`coalesce(sending, wanted)` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function noteDrawn(trx: Trx, id: string, drawn: string | null): Promise<void> {
  await trx.updateTable('card').set({ drawn }).where('id', '=', id).execute()
}

function messageIn(body: Json): string {
  return typeof body === 'object' && body && 'message' in body ? String(body.message) : ''
}

export async function stampDone(
  trx: Trx,
  id: string,
  state: 'sent' | 'dropped' | 'failed',
  now: Instant,
  why: string | null,
  messageId: string | null = null,
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ state, why, message_id: messageId, unknown_since: null, done_at: now })
    .where('id', '=', id)
    .execute()
  if (!messageId) return
  await trx
    .updateTable('card')
    .set({ message_id: messageId, sent_at: now, shown: sql`greatest(shown, coalesce(sending, 1))` })
    .where('id', '=', id)
    .execute()
}

interface Failed {
  kind: 'busy' | 'unreachable' | 'gone' | 'forbidden' | 'malformed' | 'spent'
  code: number
  detail: string
  retryAfterMs?: number
}

/** A passing failure is tried again; what will never go through ends here, with its reason. */
export async function postpone(
  trx: Trx,
  job: { id: string; tries: number; unknownSince: Instant | null },
  failed: Failed,
  now: Instant,
): Promise<void> {
  if (['gone', 'forbidden', 'malformed'].includes(failed.kind)) {
    return stampDone(trx, job.id, 'failed', now, `${failed.code} ${failed.detail}`)
  }
  const unknown = failed.kind === 'unreachable'
  await trx
    .updateTable('outbox')
    .set({
      due_at: plusMs(now, failed.retryAfterMs ?? backoff(job, failed.kind, now)),
      unknown_since: unknown ? (job.unknownSince ?? now) : job.unknownSince,
      why: `${failed.code} ${failed.detail}`,
    })
    .where('id', '=', job.id)
    .execute()
  if (!unknown && !job.unknownSince) {
    await trx.updateTable('card').set({ sending: null }).where('id', '=', job.id).execute()
  }
}

/** Often within the hour that Feishu remembers the uuid, then seldom. */
function backoff(
  job: { tries: number; unknownSince: Instant | null },
  kind: Failed['kind'],
  now: Instant,
): number {
  if (kind === 'spent') return hours(1)
  const since = job.unknownSince ? msOf(now) - msOf(job.unknownSince) : 0
  if (since > hours(1)) return minutes(10)
  return Math.min(minutes(2), 1_000 * 2 ** Math.min(job.tries, 7))
}

/**
 * A change of that message is in flight until then: the answer of a tap meanwhile does not count as shown, and what is
 * shown is not known until it is stamped.
 */
export async function beginRedraw(trx: Trx, id: string, until: Instant): Promise<void> {
  await trx
    .updateTable('card')
    .set({ patch_until: until, drawn: null })
    .where('id', '=', id)
    .execute()
}

export async function putOffSend(
  trx: Trx,
  id: string,
  at: Instant,
  why: 'paused' | 'quota' | 'undrawable',
): Promise<void> {
  await trx.updateTable('outbox').set({ due_at: at, why }).where('id', '=', id).execute()
}

export async function putOffRedraw(
  trx: Trx,
  id: string,
  at: Instant,
  mayHaveArrived: boolean,
): Promise<void> {
  const landed = mayHaveArrived ? {} : { patch_until: null }
  await trx
    .updateTable('card')
    .set({ redraw_at: at, ...landed })
    .where('id', '=', id)
    .execute()
}
