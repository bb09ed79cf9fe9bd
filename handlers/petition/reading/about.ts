// Sentences about a petition that has a number, or about the card that was replied to. A bare number is taken for a petition only
// beside words that belong to petitions: 督12号 never is one.
import { type Day, yearOf } from '../../calendar.ts'
import type { Understood, Words } from '../../feature.ts'
import { find, readDue, readMatters, readPast, type Span, tidy, without } from '../../phrase.ts'
import type { PetitionNumber } from '../petition.ts'
import { asking, chinese, type Given } from './dates.ts'

export type Ref = { number: PetitionNumber } | { id: string }

export interface About {
  ref: Ref
  /** What was said, the number taken out. */
  text: string
  on: Day
  onSaid: boolean
  due: Day | null
}

const ours = [undefined, '信访', '来访', '来信']

/** Every petition that is named. */
export function refsIn({ text, about }: Words, today: Day): { refs: Ref[]; spans: Span[] } {
  const found = readMatters(text).filter(
    (m) => ours.includes(m.series) && !/督\s*$/u.test(text.slice(0, m.span[0])),
  )
  if (found.length > 0)
    return {
      refs: found.map((m) => ({ number: { year: m.year ?? yearOf(today), n: m.n } })),
      spans: found.map((m) => m.span),
    }
  return about?.feature === 'petition'
    ? { refs: [{ id: about.subject }], spans: [] }
    : { refs: [], spans: [] }
}

export interface Pattern {
  says: RegExp
  not?: RegExp
  /** Which date belongs to it: the day it happened, the day by which it is wanted, or none. */
  date: 'past' | 'due' | 'none'
}

export function readAbout(
  words: Words,
  given: Given,
  { says, not, date }: Pattern,
): Understood<About> {
  if (
    !find(words.text, says) ||
    (not && find(words.text, not)) ||
    /督办?[〔(（【[]?\s*(?:20)?\d/u.test(words.text)
  )
    return undefined
  const { refs, spans } = refsIn(words, given.today)
  const [ref] = refs
  if (!ref || refs.length > 1) return undefined
  const text = tidy(without(words.text, spans))
  const plain = { ref, text, on: given.today, onSaid: false, due: null }
  if (date === 'past') return pastOf(words, spans, given, plain)
  return date === 'due' ? dueOf(words, spans, given, plain) : { slots: plain }
}

/** Of the same length, so that a span found in it fits the whole sentence. */
const blanked = (text: string, spans: Span[]) =>
  spans.reduce(
    (rest, [from, to]) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to),
    text,
  )

function pastOf({ text }: Words, spans: Span[], given: Given, plain: About): Understood<About> {
  const found = readPast(blanked(text, spans), asking(given))
  if (!found) return { slots: plain }
  const { reading, span } = found
  if (reading.kind === 'no') return { refused: 'unclear', what: '日期', hint: reading.reason }
  if (reading.kind === 'ask') return question(reading, text, span)
  return { slots: { ...plain, on: reading.day, onSaid: true } }
}

function dueOf({ text }: Words, spans: Span[], given: Given, plain: About): Understood<About> {
  const found = readDue(blanked(text, spans), asking(given))
  if (!found) return { slots: plain }
  const { reading, span } = found
  if (reading.kind === 'no') return { refused: 'unclear', what: '期限', hint: reading.reason }
  if (reading.kind === 'ask') return question(reading, text, span)
  if (reading.kind !== 'day')
    return { refused: 'unclear', what: '期限', hint: '请写明几月几日前。' }
  return { slots: { ...plain, due: reading.day } }
}

function question(
  { question: said, choices }: { question: string; choices: { label: string; day: Day }[] },
  text: string,
  [from, to]: Span,
): Understood<About> {
  const sentences = choices.map(({ label, day }) => ({
    label,
    sentence: text.slice(0, from) + chinese(day) + text.slice(to),
  }))
  return { ask: { question: said, choices: sentences } }
}
