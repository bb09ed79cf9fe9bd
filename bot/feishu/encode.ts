// Our card → card JSON 2.0. What people wrote goes only where Feishu shows it as typed; what is secret goes only
// into a person's own card; what is too long is cut with a line that says so.
import { createHash } from 'node:crypto'
import {
  type Card,
  type GroupCard,
  isSaid,
  type Light,
  type PrivateCard,
} from '../../handlers/card.ts'
import type { Wire } from '../../handlers/outside.ts'
import type { PrivateText } from '../../handlers/secret.ts'
import { blockNodes, type FactNode, factColumns, factLine } from './blocks.ts'
import { type Dropped, fits, measure, shorten } from './fit.ts'
import { cardNames } from './names.ts'
import { clip, div, oneLine, plain } from './nodes.ts'
import { noticeOf } from './notice.ts'
import { type Audience, opened } from './opened.ts'
import { encodeSaid } from './said.ts'

export { unpackPayload } from './payload.ts'
export { encodeSaid }

export interface EncodedCard {
  /** For send and update. */
  content: string
  /** The same, for the answer to a tap. */
  json: object
  /** What did not fit, if anything; for the log. */
  dropped?: Dropped[]
}

/** `id`: the outbox row's; its short form marks the first element, so that a card can be found again in its chat. */
export function encodeCard(card: GroupCard, audience: 'group', id: string): EncodedCard
export function encodeCard(card: PrivateCard, audience: 'person', id: string): EncodedCard
export function encodeCard(card: Card<PrivateText>, audience: Audience, id: string): EncodedCard {
  const whole = opened(card, audience)
  const roomy = toJson(whole, id, factColumns)
  if (fits(measure(JSON.stringify(roomy)))) return { content: JSON.stringify(roomy), json: roomy }
  const print = (tried: Card) => JSON.stringify(toJson(tried, id, factLine))
  const { card: cut, dropped } = shorten(whole, audience, print)
  const json = toJson(cut, id, factLine)
  return { content: JSON.stringify(json), json, ...(dropped.length > 0 && { dropped }) }
}

/** What was frozen in the outbox row `id`: it holds no Secret any more, whoever reads it. */
export function encodeNotice(body: unknown, id = ''): Wire {
  const notice = noticeOf(body)
  if ('file' in notice) return { type: 'file', content: JSON.stringify({ file_key: notice.file }) }
  if (isSaid(notice)) return encodeSaid(notice.said, notice.mention)
  return { type: 'interactive', content: encodeCard(notice, 'group', id).content }
}

/** A letter and 19 of [a-z0-9]: as much of a UUID as an element_id can hold. */
export function shortId(uuid: string): string {
  const number = BigInt(`0x${uuid.replace(/[^0-9a-f]/gi, '') || '0'}`)
  return `m${(number % 36n ** 19n).toString(36).padStart(19, '0')}`
}

/** Tells two encodings apart, without keeping what they hold. */
export function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22)
}

export type Toast = { type: 'info' | 'success' | 'error' | 'warning'; content: string }

/** The answer to a tap: always an object of the documented shape (feishu-platform.md §1.7). */
export function encodeAnswer({ toast, card }: { toast?: Toast; card?: object }): object {
  return { ...(toast && { toast }), ...(card && { card: { type: 'raw', data: card } }) }
}

function toJson(card: Card, id: string, fact: FactNode): object {
  const drawing = { names: cardNames(), fact, tablesLeft: 3 }
  const [first = div(''), ...rest] = card.blocks.flatMap((block) => blockNodes(block, drawing))
  return {
    schema: '2.0',
    config: {
      update_multi: true,
      enable_forward_interaction: false,
      summary: { content: heading(card.title) },
    },
    header: headerOf(card),
    body: { elements: [{ ...first, element_id: shortId(id) }, ...rest] },
  }
}

const tagColours = {
  green: 'green',
  yellow: 'yellow',
  red: 'red',
  grey: 'neutral',
  blue: 'blue',
} as const satisfies Record<Light, string>

function headerOf({ title, tag, light = 'blue' }: Card): object {
  const word = {
    tag: 'text_tag',
    text: plain(clip(oneLine(tag ?? ''), 20)),
    color: tagColours[light],
  }
  return { title: plain(heading(title)), template: light, ...(tag && { text_tag_list: [word] }) }
}

const heading = (title: string) => clip(oneLine(title), 200) || '—'
