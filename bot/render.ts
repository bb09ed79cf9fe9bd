// Draws a view for the audience of its card: the row says who looks, never the payload of a tap.

import type { Selectable } from 'kysely'
import { cardOfMessage } from '../db/ledger/cards.ts'
import type { CardTable } from '../db/tables/ledger.ts'
import { type Block, type Card, isSaid, type Said, superseded } from '../handlers/card.ts'
import type { Reading } from '../handlers/feature.ts'
import type { Wire } from '../handlers/outside.ts'
import { movedWords } from '../handlers/renewal/renewal.ts'
import type { PrivateText } from '../handlers/secret.ts'
import { lastUndoable, undoOf } from '../handlers/undo/index.ts'
import { encodeCard } from './feishu/encode.ts'
import { encodeSaid, mentionedIn, plainText } from './feishu/said.ts'
import type { Parts } from './parts.ts'
import { recordReveal } from './reveal.ts'
import { labelIn, type Typed, withTyped } from './typed.ts'

export type CardRow = Selectable<CardTable>
type Features = Pick<Parts, 'features' | 'id'>
type Shown = Card<PrivateText> | Said<PrivateText>

export interface DrawnCard {
  id: string
  lane: string
  revision: number
  content: string
  /** False while the answer of another tap may still arrive after this one: then only a redraw counts as shown. */
  counts: boolean
}

/** `gone`: overtaken, no longer worth sending. What has been sent is never gone: it says that it is superseded. */
export async function drawRow(
  parts: Features,
  reading: Reading,
  row: CardRow,
): Promise<Wire | 'gone'> {
  const shown = await shownOn(parts, reading, row)
  return shown === 'gone' ? 'gone' : wireOf(shown, row)
}

async function shownOn(parts: Features, reading: Reading, row: CardRow): Promise<Shown | 'gone'> {
  if (row.withdrawn !== null) return withdrawnCard(row.withdrawn)
  const shown = await viewOf(parts, reading, row)
  if (shown !== 'gone') return shown
  if (row.message_id === null) return 'gone'
  return superseded('此卡片已失效', '所涉事项已变动，请以最新卡片为准。')
}

async function viewOf(parts: Features, reading: Reading, row: CardRow): Promise<Shown | 'gone'> {
  const view = parts.features.find((f) => f.name === row.feature)?.views[row.view]
  if (!view) throw new Error(`no view ${row.feature}/${row.view}`)
  const { subject, args, lane } = row
  if (lane.startsWith('oc_')) return (await view.group?.(reading, subject, args, lane)) ?? 'gone'
  const person = reading.office.people.get(lane)
  const shown = person && (await view.person?.(reading, subject, args, person))
  if (!shown || shown === 'gone') return 'gone'
  await recordReveal(reading, row, shown, parts.id)
  return isSaid(shown) || view.ownUndo ? shown : withUndo(reading, row, shown)
}

/** 〔撤销〕 on the actor's own card, for as long as it is possible. */
async function withUndo(
  reading: Reading,
  row: CardRow,
  card: Card<PrivateText>,
): Promise<Card<PrivateText>> {
  if (row.feature === 'digest') return card
  // A duty that has its own takes precedence.
  if (card.blocks.some(hasUndo)) return card
  const act = await lastUndoable(reading, row.lane, row)
  if (!act) return card
  return { ...card, blocks: [...card.blocks, { kind: 'buttons', buttons: [undoOf(act)] }] }
}

const hasUndo = (block: Block<PrivateText>) =>
  block.kind === 'buttons' && block.buttons.some(({ text }) => text === '撤销')

function wireOf(shown: Shown, row: CardRow): Wire {
  const inGroup = row.lane.startsWith('oc_')
  if (isSaid(shown)) return encodeSaid(opened(shown.said, inGroup), shown.mention)
  if (row.as_words) {
    const words = plainText(shown, inGroup ? 'group' : 'person')
    return encodeSaid(`${words}\n${howToAnswer}`, mentionedIn(shown))
  }
  return { type: 'interactive', content: encoded(shown, row).content }
}

const withdrawnCard = (said: string) =>
  said === movedWords
    ? superseded('此卡片不再更新', said, '已移至提醒')
    : superseded('此卡片已撤回', said, '已撤回')

const howToAnswer = '（卡片未能显示，已改发文字；请直接回复文字办理，例如“同意”“签收 督1号”。）'

function encoded(card: Card<PrivateText>, row: CardRow) {
  if (!row.lane.startsWith('oc_')) return encodeCard(card, 'person', row.id)
  // A secret in it would end the encoding: the types have kept it out already.
  return encodeCard(card as Card<string>, 'group', row.id)
}

function opened(said: PrivateText, inGroup: boolean): string {
  if (typeof said === 'string') return said
  if (inGroup) throw new TypeError('a secret was about to reach a group')
  return said.reveal()
}

/** The card of a message as it should look now, with what was typed into its form; undefined when there is none. */
export async function drawCard(
  parts: Features,
  reading: Reading,
  messageId: string,
  typed?: Typed,
): Promise<(DrawnCard & { label(field: string): string }) | undefined> {
  const row = await cardOfMessage(reading.trx, messageId)
  if (!row) return undefined
  const now = row.retired ? retiredCard : await shownOn(parts, reading, row)
  if (now === 'gone' || isSaid(now)) return undefined
  const { content } = encoded(typed ? withTyped(now, typed) : now, row)
  const counts = (row.redraw_at === null || row.redraw_at <= reading.now) && !typed
  return {
    ...{ id: row.id, lane: row.lane, revision: row.wanted, content, counts },
    label: (field) => (typed ? labelIn(now, typed, field) : field),
  }
}

const retiredCard = superseded('此卡片已失效', '此卡片不再更新，请按最新卡片或提醒办理。')
