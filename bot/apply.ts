// Turns an outcome into rows, inside the transaction that decided it: record, outbox, cards, agenda. Nothing is sent here.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import { arm, disarm } from '../db/ledger/agenda.ts'
import { addCard, wantRedraw } from '../db/ledger/cards.ts'
import { enqueue } from '../db/ledger/outbox.ts'
import { recordAct } from '../db/ledger/record.ts'
import type { DB } from '../db/schema.ts'
import type { Json } from '../db/types.ts'
import type { Vault } from '../db/vault.ts'
import type {
  Entry,
  ErrandOrder,
  NoticeTell,
  Outcome,
  RecallTell,
  SubjectRef,
  Tell,
  ViewTell,
} from '../handlers/feature.ts'
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
}

export function laneOf(to: Address): string {
  return 'person' in to ? to.person : to.group
}

/** Order of locks: the subjects are locked already; then cards, then lanes. */
export async function applyOutcome(it: Applying, outcome: Outcome): Promise<void> {
  await recordAct(
    it.trx,
    outcome.entries.map((entry) => recorded(it, entry)),
  )
  for (const row of outcome.arm ?? []) {
    await (row.at === null ? disarm(it.trx, key(row)) : arm(it.trx, key(row), row.at))
  }
  for (const subject of changed(outcome)) {
    await wantRedraw(it.trx, subject.feature, subject.subject, it.now)
  }
  for (const [place, tell] of (outcome.tell ?? []).entries()) {
    await order(it, tell, tell.key ?? `${it.act}/${place}`)
  }
  for (const errand of outcome.errands ?? []) await orderErrand(it, errand)
}

const key = ({ feature, subject, kind }: SubjectRef & { kind: string }) => ({
  feature,
  subject,
  kind,
})

function recorded(it: Applying, entry: Entry) {
  return {
    id: it.id(),
    act: it.act,
    at: it.now,
    by: it.by,
    onBehalfOf: entry.onBehalfOf ?? null,
    feature: entry.feature,
    subject: entry.subject,
    verb: entry.verb,
    facts: entry.facts,
  }
}

/** Every subject that has an entry has changed; in one order, so that two acts never wait for each other. */
function changed(outcome: Outcome): SubjectRef[] {
  const all = [...outcome.entries, ...(outcome.redraw ?? [])]
  const byName = new Map(all.map((ref) => [`${ref.feature}/${ref.subject}`, ref]))
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref)
}

async function order(it: Applying, tell: Tell, tellKey: string): Promise<void> {
  const id = it.id()
  const common = {
    id,
    key: tellKey,
    lane: laneOf(tell.to),
    class: tell.class ?? 0,
    dueAt: tell.at ?? it.now,
    now: it.now,
    ...(tell.replyTo && { replyTo: tell.replyTo }),
  }
  switch (tell.kind) {
    case 'view': {
      const fresh = await enqueue(it.trx, { ...common, kind: 'view', body: {} })
      if (fresh) await addCard(it.trx, cardOf(id, tell))
      return
    }
    case 'notice':
      await enqueue(it.trx, { ...common, kind: 'notice', ...(await noticeBody(it, tell)) })
      return
    case 'recall':
      await enqueue(it.trx, { ...common, kind: 'recall', body: recallBody(tell) })
  }
}

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

async function orderErrand(it: Applying, errand: ErrandOrder): Promise<void> {
  await enqueue(it.trx, {
    id: it.id(),
    key: errand.key,
    lane: 'errand',
    class: 2,
    kind: 'errand',
    body: { feature: errand.feature, answer: errand.answer, what: errand.what },
    dueAt: it.now,
    now: it.now,
  })
}
