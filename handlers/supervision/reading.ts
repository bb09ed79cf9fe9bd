// Sentences of supervision → values: a new task, and what is said about one that has a number. What stays is as typed.
import { type Day, yearOf } from '../calendar.ts'
import type { Question, Understood, Words } from '../feature.ts'
import {
  type DateReading,
  find,
  type Piece,
  put,
  readDue,
  readMatter,
  type Span,
  tidy,
  without,
} from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { instantFor } from '../when.ts'
import { chinese, type Given } from './reading/new-task.ts'
import type { TaskNumber } from './task.ts'

export { type NewTask, readNewTask } from './reading/new-task.ts'

function asking(given: Given) {
  return { today: given.today, now: instantFor(given.now), holidays: given.office.holidays }
}

/** A value, a question with whole sentences as answers, or a refusal: never a guess. */
function theDay(
  reading: DateReading,
  sentence: (day: string) => string,
): { day: Day } | { ask: Question } | Refusal {
  switch (reading.kind) {
    case 'day':
      return { day: reading.day }
    case 'ask':
      return {
        ask: {
          question: reading.question,
          choices: reading.choices.map((c) => ({
            label: c.label,
            sentence: sentence(chinese(c.day)),
          })),
          gap: sentence('＿'),
        },
      }
    case 'no':
      return { refused: 'unclear', what: '时限', hint: reading.reason }
    case 'every':
    case 'range':
      return { refused: 'unclear', what: '时限', hint: '请写明一个完成日期，例如12月4日前。' }
  }
}

const overlaps = (a: Span, b: Span) => a[0] < b[1] && b[0] < a[1]

// ── about a task that has a number ──

export interface About {
  /** By number, or the card that was replied to. */
  task: { number: TaskNumber } | { id: string }
  text: string
  /** 预计下周三完成: when the unit expects to be done. It moves no limit. */
  expected?: Day | null
}

export function readAbout(
  { text, about }: Words,
  verb: RegExp,
  given: Pick<Given, 'today'> & Partial<Given>,
): Understood<About> {
  const said = find(text, verb)
  if (!said) return undefined
  const matter = readMatter(text, ['督'])
  if (matter) {
    const number = { year: matter.year ?? yearOf(given.today), n: matter.n }
    const rest = tidy(without(text, spansApart(said, matter.span)))
    return { slots: { task: { number }, text: rest, expected: expectedIn(rest, given) } }
  }
  if (about?.feature !== 'supervision') return undefined
  const rest = tidy(without(text, [said.span]))
  return { slots: { task: { id: about.subject }, text: rest, expected: expectedIn(rest, given) } }
}

const EXPECTS = /(?:预计|争取|计划|估计)(?:在|于|到)?/u

function expectedIn(text: string, { today, now, office }: Partial<Given>): Day | null {
  const said = find(text, EXPECTS)
  if (!said || !today || !now || !office) return null
  const asked = { today, now: instantFor(now), holidays: office.holidays }
  const found = readDue(text.slice(said.span[1], said.span[1] + 20), asked)
  return found?.reading.kind === 'day' ? found.reading.day : null
}

const spansApart = (said: Piece, other: Span): Span[] =>
  overlaps(said.span, other) ? [other] : [said.span, other]

export interface ExtensionAsked extends About {
  to: Day
  reason: string
}

const extend = /申请延期|延期|延长|延至/u
const why = /(?:原因|理由|因为|由于)(?:是|为)?[:：]?/u
const extendExample = '督1号延期到12月18日 原因是合同审核未完'

export function readExtension(words: Words, given: Given): Understood<ExtensionAsked> {
  const about = readAbout(words, extend, given)
  if (!about || !('slots' in about)) return about
  const { text } = about.slots
  const label = find(text, why)
  const wanted = text.slice(0, label?.span[0])
  const reason = label ? tidy(text.slice(label.span[1])) : ''
  const found = readDue(wanted, asking(given))
  if (!found) return missing('延至日期')
  // In the sentence as it was said, so that a reply to a card stays one.
  const at = words.text.indexOf(found.said)
  const sentence = (d: string) =>
    at < 0 ? `${words.text} ${d}` : put(words.text, [at, at + found.said.length], d)
  const day = theDay(found.reading, sentence)
  if ('ask' in day || 'refused' in day) return day
  if (!reason) return missing('延期原因', { gap: `${tidy(words.text)} 原因是＿` })
  return { slots: { ...about.slots, to: day.day, reason } }
}

const missing = (what: string, half: Partial<Question> = {}): Refusal => ({
  refused: 'missing',
  what,
  example: extendExample,
  half,
})
