// A slow second reckoning of every clock, from the record alone: days are walked one by one, nothing of the product's own counting.
import type { Json } from '../../db/types.ts'

export interface Entry {
  verb: string
  facts: Record<string, Json>
}

export interface Recounted {
  notice_due: string
  objection_due: string | null
  legal_due: string | null
  extended_due: string | null
  sender_internal: string | null
  petitioner_deadline: string | null
}

/** Works on that day: asked of whoever makes the history. */
export type Works = (day: string) => boolean

const next = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
const before = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

export function walk(day: string, n: number): string {
  let at = day
  for (let i = 0; i < Math.abs(n); i++) at = n < 0 ? before(at) : next(at)
  return at
}

export function walkWorking(day: string, n: number, works: Works, step = next): string {
  let at = day
  for (let left = n; left > 0; ) {
    at = step(at)
    if (works(at)) left -= 1
  }
  return at
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)

/** Folds the entries of one petition, in order. */
export function recount(entries: Entry[], works: Works): Recounted {
  const seen: Record<string, string | null> = {}
  let days = 0
  for (const { verb, facts } of entries) {
    if (verb === 'register')
      Object.assign(seen, {
        received: text(facts.received),
        source: text(facts.source),
        senderDue: text(facts.senderDue),
      })
    if (verb === 'amend' && text(facts.received)) seen.received = text(facts.received)
    if (verb === 'accept') seen.accepted = text(facts.on)
    if (verb === 'grantExtension') days = Number(facts.days)
    if (verb === 'extend' && facts.backfilled === true) days = Number(facts.days)
    if (verb === 'deliver' && facts.note !== 'returned_by_post' && facts.note !== 'moved')
      seen.delivered = text(facts.on)
  }
  return due(seen, days, works)
}

function due(seen: Record<string, string | null>, days: number, works: Works): Recounted {
  const received = seen.received ?? ''
  const legal = seen.accepted ? walk(seen.accepted, 60) : null
  const sent = seen.source === 'petition_office' || seen.source === 'upper'
  let deadline = seen.delivered ? walk(seen.delivered, 30) : null
  while (deadline && !works(deadline)) deadline = next(deadline)
  return {
    notice_due: walk(received, 15),
    objection_due: sent ? walkWorking(received, 5, works) : null,
    legal_due: legal,
    extended_due: legal && days > 0 ? walk(legal, days) : null,
    sender_internal: seen.senderDue ? walkWorking(seen.senderDue, 3, works, before) : null,
    petitioner_deadline: deadline,
  }
}
