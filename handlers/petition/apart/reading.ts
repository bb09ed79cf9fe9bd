// 登记复查申请 …, 登记复核申请 …, and 检举控告 of which only form and date are read.
import type { Day } from '../../calendar.ts'
import type { Understood, Words } from '../../feature.ts'
import { find, isName, readAmount, readNumber, readPast, tidy } from '../../phrase.ts'
import { Secret } from '../../secret.ts'
import { asking, type Given } from '../reading/dates.ts'
import { isAccusation } from '../reading/registration.ts'
import type { Form } from '../words.ts'
import type { ReviewKind } from './review.ts'

export interface ReviewAsked {
  kind: ReviewKind
  name: Secret | null
  organ: string
  deliveredOn: Day | null
  receivedAt: Day
  hearingDays: number
  original: Secret
}

const opening = /^\s*(?:登记|收到)\s*(复查|复核)(?:申请)?[:：,，\s]*/u

export function readReviewAsked(words: Words, given: Given): Understood<ReviewAsked> {
  const said = find(words.text, opening)
  if (!said) return undefined
  if (words.where === 'group') return { refused: 'said-in-group' }
  const rest = words.text.slice(said.span[1])
  const kind = said.groups[1] === '复核' ? 'review_2' : 'review_1'
  const delivered = dayBefore(rest, /(?:当面|邮寄)?(?:送达|签收)/u, given)
  const received = dayBefore(rest, /收到/u, given)
  for (const one of [delivered, received]) if (one && ('ask' in one || 'refused' in one)) return one
  const name = rest
    .split(/[\s,，。;；]/u)
    .find((word) => isName(word) && !/不服|意见|今天|昨天|收到|听证/u.test(word))
  return {
    slots: {
      kind,
      name: name ? new Secret(name) : null,
      organ:
        tidy(find(rest, /不服\s*(.+?)(?:作出)?的?(?:处理|复查)?意见/u)?.groups[1] ?? '') ||
        '原办理机关',
      deliveredOn: delivered && 'day' in delivered ? delivered.day : null,
      receivedAt: received && 'day' in received ? received.day : given.today,
      hearingDays: hearingIn(rest),
      original: new Secret(words.original),
    },
  }
}

/** 12月1日听证一天: how long it took. */
function hearingIn(text: string): number {
  const after = text.slice(find(text, /听证/u)?.span[0] ?? text.length)
  const amount = readAmount(after)
  if (amount?.unit === 'day') return amount.n
  return after
    ? (readNumber(find(after, /听证([0-9一二两三四五六七八九十]+)/u)?.groups[1] ?? '') ?? 1)
    : 0
}

/** The date that stands before a word: 11月10日送达. */
function dayBefore(
  text: string,
  word: RegExp,
  given: Given,
): { day: Day } | Exclude<Understood<never>, undefined | { slots: never }> | undefined {
  const said = find(text, word)
  if (!said) return undefined
  const piece =
    text
      .slice(Math.max(0, said.span[0] - 12), said.span[0])
      .split(/[\s,，。;；书]/u)
      .at(-1) ?? ''
  const reading = readPast(piece, asking(given))?.reading
  if (!reading) return undefined
  if (reading.kind === 'no') return { refused: 'unclear', what: '日期', hint: reading.reason }
  if (reading.kind === 'ask') return { ask: { question: reading.question, choices: [] } }
  return { day: reading.day }
}

export interface AccusationRead {
  form: Form
  receivedAt: Day
}

const starts =
  /^\s*(?:今天|昨天|前天)?\s*(?:登记|收到|接到|转来)[^\n]{0,20}?(来信|匿名信|举报信|检举信|控告信|信件|来访|来电|电话|网上信访)/u

/** 收到匿名信一封，反映…: form and date, and nothing of what it is about. */
export function readAccusation(words: Words, given: Given): Understood<AccusationRead> {
  const said = find(words.text, starts)
  if (!said || !isAccusation(words.text) || words.where === 'group') return undefined
  const word = said.groups[1] ?? ''
  const form: Form = /访$/u.test(word)
    ? word === '网上信访'
      ? 'online'
      : 'visit'
    : /电/u.test(word)
      ? 'phone_call'
      : 'letter'
  const reading = readPast(words.text, asking(given))?.reading
  if (reading?.kind === 'ask')
    return {
      ask: {
        question: '收到日期是哪一天？请只写形式和日期，例如：收到举报信 11月24日收到。',
        choices: [],
      },
    }
  return { slots: { form, receivedAt: reading?.kind === 'day' ? reading.day : given.today } }
}
