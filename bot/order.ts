// What is told, as rows of the outbox; a view with its card.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import { arm } from '../db/ledger/agenda.ts'
import { addCard } from '../db/ledger/cards.ts'
import { enqueue, type Wake } from '../db/ledger/outbox.ts'
import type { DB } from '../db/schema.ts'
import type { Json } from '../db/types.ts'
import type { Vault } from '../db/vault.ts'
import type { ErrandOrder, NoticeTell, RecallTell, Tell, ViewTell } from '../handlers/feature.ts'
import type { Address } from '../handlers/outside.ts'

export interface Applying {
  trx: Transaction<DB>
  vault: Vault
  now: Instant
  /** Names the act; keys that were not given are made from it. */
  act: string
  /** open_id, or `clock`. */
  by: string
  id(): string
  /** The card whose button was tapped: locked with the others. */
  tapped?: string
  /** Who takes an act back, and when, for the cards that it had sent. */
  takenBack?: string
  /** When the cards sent now grow too old to be changed. */
  renewAt?: Instant
  /** Lanes that the caller wakes or holds besides. */
  wakes?: Wake[]
}

/** Errands of nobody's chat. */
export const errandLane = 'errand'

export function laneOf(to: Address): string {
  return 'person' in to ? to.person : to.group
}

/** The id of its row, where there was none under that key. */
export async function order(it: Applying, tell: Tell, tellKey: string): Promise<string[]> {
  const id = it.id()
  const common = {
    id,
    key: tellKey,
    lane: laneOf(tell.to),
    class: tell.class ?? 0,
    dueAt: tell.at ?? it.now,
    now: it.now,
    ...(tell.replyTo && { replyTo: tell.replyTo }),
    ...(tell.statutory && { statutory: true }),
  }
  switch (tell.kind) {
    case 'view': {
      const fresh = await enqueue(it.trx, { ...common, kind: 'view', body: {} })
      if (fresh) await addCard(it.trx, cardOf(id, tell))
      if (fresh && it.renewAt) await arm(it.trx, renewing(id), it.renewAt)
      return fresh ? [id] : []
    }
    case 'notice':
      return (await enqueue(it.trx, {
        ...common,
        kind: 'notice',
        ...(await noticeBody(it, tell)),
      }))
        ? [id]
        : []
    case 'recall':
      await enqueue(it.trx, { ...common, kind: 'recall', body: recallBody(tell) })
      return []
  }
}

/** Before Feishu ends its updates, a card's buttons move to a sheet. */
const renewing = (id: string) => ({ feature: 'renewal', subject: id, kind: 'old' })

function cardOf(id: string, tell: ViewTell) {
  const { feature, subject, view } = tell
  return { id, feature, subject, view, args: tell.args ?? null, lane: laneOf(tell.to) }
}

async function noticeBody(
  it: Applying,
  tell: NoticeTell,
): Promise<{ body: Json; sealed?: { matter: string; bytes: Uint8Array } }> {
  if (!('matter' in tell)) return { body: JSON.parse(JSON.stringify(tell.body)) }
  const bytes = await it.vault.seal(it.trx, tell.matter, tell.body.sealed)
  return { body: {}, sealed: { matter: tell.matter, bytes } }
}

const recallBody = (tell: RecallTell): Json => ({ message: tell.messageId })

export async function orderErrand(it: Applying, errand: ErrandOrder): Promise<void> {
  await enqueue(it.trx, {
    id: it.id(),
    key: errand.key,
    lane: errandLane,
    class: 2,
    kind: 'errand',
    body: { feature: errand.feature, answer: errand.answer, what: errand.what },
    dueAt: errand.at ?? it.now,
    now: it.now,
  })
}
