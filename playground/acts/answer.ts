// The bot's answer to a card callback, judged as the client judges it: a code where it is bad,
// else toast and new card.
import type { Box } from '../box.ts'
import { checkCard } from '../card-check.ts'
import { isObject, type Json, parseJson, stringOf } from '../json.ts'
import { cardRules } from '../open/card.ts'
import type { Reply } from '../post.ts'
import { fillTemplate } from '../template.ts'
import type { Message } from '../world.ts'
import type { TapResult } from './tap.ts'

export interface Toast {
  type: string
  content: string
}

const toastTypes = new Set(['info', 'success', 'error', 'warning'])

export function applyAnswer(box: Box, message: Message, reply: Reply): TapResult {
  if (reply.kind !== 'answered')
    return { status: 504, ms: reply.ms, toast: null, error: lost[reply.kind] }
  const { status, ms } = reply
  const bad = (error: number): TapResult => ({ status, ms, toast: null, error })
  if (status !== 200) return bad(200671)
  const answer = parseJson(reply.body)
  if (!isObject(answer) || !isAnswer(answer)) return bad(200672)
  const toast = toastOf(answer.toast)
  if (toast === undefined) return bad(200672)
  if (answer.card === undefined || answer.card === null) return { status, ms, toast, error: null }
  const card = cardOf(box, answer.card)
  if (typeof card === 'number') return bad(card)
  if (!message.recalled) box.world.change(message, { card })
  return { status, ms, toast, error: null }
}

const lost = { refused: 200342, unknown_host: 200343, broken: 200080, late: 200341 }

/** A bare card or any other object is no answer. */
const isAnswer = (answer: Json) =>
  Object.keys(answer).every((key) => key === 'toast' || key === 'card')

function toastOf(toast: unknown): Toast | null | undefined {
  if (toast === undefined || toast === null) return null
  if (!isObject(toast)) return undefined
  const type = stringOf(toast.type) || 'info'
  if (!toastTypes.has(type)) return undefined
  const chinese = isObject(toast.i18n) ? stringOf(toast.i18n.zh_cn) : ''
  return { type, content: chinese || stringOf(toast.content) }
}

/** The card to show, or the code that the client shows. */
function cardOf(box: Box, part: unknown): Json | number {
  if (!isObject(part)) return 200673
  const card = part.type === 'template' ? templateOf(box, part.data) : part.data
  if (!isObject(card) || (part.type !== 'raw' && part.type !== 'template')) return 200673
  if (card.schema !== '2.0' && Object.keys(card).length) return 200830
  return checkCard(card, cardRules(box)) ? 200673 : card
}

const templateOf = ({ behaviour }: Box, data: unknown) => fillTemplate(behaviour.templates, data)
