// Where a card does not get through: refused as a card, it goes as words; its message gone or too old, a fresh one goes
// once; its group gone, those who must act get it in private. One step each, never a loop.
import { sql, type Transaction } from 'kysely'
import { addCard, retire } from '../db/ledger/cards.ts'
import { enqueue, wakeLanes } from '../db/ledger/outbox.ts'
import type { DB } from '../db/schema.ts'
import type { Reading } from '../handlers/feature.ts'
import type { Failure } from '../handlers/outside.ts'
import { dayAt } from '../handlers/when.ts'
import type { Parts } from './parts.ts'
import type { CardRow } from './render.ts'

type Trx = Transaction<DB>

/** True: the same row is tried once more, as words. */
export async function asWords(
  trx: Trx,
  card: CardRow | undefined,
  failure: Failure,
): Promise<boolean> {
  if (!card || card.as_words || failure.kind !== 'malformed') return false
  await trx
    .updateTable('card')
    .set({ as_words: true, sending: null })
    .where('id', '=', card.id)
    .execute()
  await trx
    .updateTable('outbox')
    .set({ unknown_since: null, why: `${failure.code} ${failure.detail}` })
    .where('id', '=', card.id)
    .execute()
  return true
}

/** What the administrator is told: which matter, and Feishu's inner code. */
export const sayRefused = ({ code, detail }: Failure): string =>
  `有卡片被飞书退回，已改发文字（代码 ${code}；${detail}）。`

/** The message cannot be changed any more: the card is retired, and a fresh one takes its place once. */
export async function replaceCard(
  parts: Parts,
  trx: Trx,
  id: string,
  failure: Failure,
): Promise<void> {
  await retire(trx, id)
  const card = await cardOf(trx, id)
  if (!card || card.feature === 'digest') return
  await again(parts, trx, card, card.lane, 'fresh', failure.kind === 'malformed')
}

/** The group is gone: whoever must act gets the card in private. */
export async function toOwners(
  parts: Parts,
  trx: Trx,
  card: CardRow | undefined,
  failure: Failure,
): Promise<void> {
  const lost = failure.kind === 'gone' || failure.kind === 'forbidden'
  if (!card || !lost || !card.lane.startsWith('oc_')) return
  const now = parts.clock.now()
  const office = await parts.office.get(trx, now)
  const reading: Reading = { trx, vault: parts.vault, now, today: dayAt(now), office }
  const feature = parts.features.find(({ name }) => name === card.feature)
  for (const { openId } of (await feature?.owners?.(reading, card.subject)) ?? []) {
    await again(parts, trx, card, openId, 'private', false)
  }
}

async function again(
  parts: Parts,
  trx: Trx,
  card: CardRow,
  lane: string,
  why: 'fresh' | 'private',
  words: boolean,
): Promise<void> {
  const now = parts.clock.now()
  const id = parts.id()
  const of = await keyOf(trx, card.id)
  if (of?.startsWith(`${why}/`)) return
  const order = { id, key: `${why}/${card.id}/${lane}`, lane, class: 1, kind: 'view' } as const
  if (!(await enqueue(trx, { ...order, body: {}, dueAt: now, now }))) return
  const { feature, subject, view, args } = card
  await addCard(trx, { id, feature, subject, view, args, lane })
  if (words)
    await trx.updateTable('card').set({ as_words: sql`true` }).where('id', '=', id).execute()
  await wakeLanes(trx, [{ lane, at: now }], now)
}

async function cardOf(trx: Trx, id: string): Promise<CardRow | undefined> {
  return trx.selectFrom('card').selectAll().where('id', '=', id).executeTakeFirst()
}

async function keyOf(trx: Trx, id: string): Promise<string | undefined> {
  const row = await trx.selectFrom('outbox').select('key').where('id', '=', id).executeTakeFirst()
  return row?.key
}
