// Showing somebody's identity is recorded (domain.md §6.2): once for each card, view, and what of it was secret. Whoever
// draws a card for a person cannot leave it out: it is done where the view is drawn.
import { recordAct } from '../db/ledger/record.ts'
import { type Block, type Card, isSaid, type Said } from '../handlers/card.ts'
import type { Reading, SubjectRef } from '../handlers/feature.ts'
import { revealed, wasRevealed } from '../handlers/privacy/index.ts'
import { type PrivateText, Secret } from '../handlers/secret.ts'

export interface Looking extends SubjectRef {
  /** The card's own id. */
  id: string
  view: string
  /** Who looks. */
  lane: string
}

export async function recordReveal(
  { trx, now }: Reading,
  { id: card, view, lane, feature, subject }: Looking,
  shown: Card<PrivateText> | Said<PrivateText>,
  id: () => string,
): Promise<void> {
  const what = secretsIn(shown)
  if (what.length === 0) return
  const entry = revealed({ feature, subject }, { what, view, card })
  if (await wasRevealed(trx, entry)) return
  const act = id()
  await recordAct(trx, [{ ...entry, id: act, act, at: now, by: lane, onBehalfOf: null }])
}

/** The labels of what is secret: 信访人, 电话, 住址. */
export function secretsIn(shown: Card<PrivateText> | Said<PrivateText>): string[] {
  if (isSaid(shown)) return shown.said instanceof Secret ? ['内容'] : []
  return [...new Set(shown.blocks.flatMap(labelsIn))]
}

function labelsIn(block: Block<PrivateText>): string[] {
  switch (block.kind) {
    case 'facts':
      return block.facts.flatMap(({ label, value }) => (value instanceof Secret ? [label] : []))
    case 'text':
      return block.text instanceof Secret ? ['内容'] : []
    case 'table':
      return block.columns.filter((_, at) => block.rows.some((row) => row[at] instanceof Secret))
    case 'fold':
      return block.blocks.flatMap(labelsIn)
    default:
      return []
  }
}
