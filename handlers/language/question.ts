// A question that waits: what was said, what is missing, the ready answers; and how an answer completes the sentence.
import { z } from 'zod'
import type { Question, Words } from '../feature.ts'
import { fold, readNumber, tidy } from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { sayRefusal } from '../refusal.ts'

const pair = z.object({ label: z.string(), value: z.string() })
const choice = z.object({ label: z.string(), sentence: z.string() })
const mention = z.object({ key: z.string(), openId: z.string(), name: z.string() })
const about = z.object({ feature: z.string(), subject: z.string() })

export const waiting = z.object({
  /** half: one thing is missing · near: it may have been meant otherwise */
  kind: z.enum(['half', 'near']),
  text: z.string(),
  original: z.string(),
  mentions: z.array(mention),
  about: about.optional(),
  command: z.string(),
  question: z.string(),
  known: z.array(pair),
  choices: z.array(choice),
  gap: z.string().optional(),
})

/** As it lies sealed. */
export type WaitingQuestion = z.infer<typeof waiting>

/** Where in a sentence the answer belongs. */
export const GAP = '＿'

/** As many ready answers as a card takes. */
const mostChoices = 8

export type Keeps = (text: string) => string

export function halfUnderstood(
  words: Words,
  command: string,
  ask: Question,
  keeps: Keeps = (text) => text,
): WaitingQuestion {
  const { question, choices, known = [], gap } = ask
  return {
    kind: 'half',
    ...saidIn(words, keeps),
    command,
    question,
    known,
    choices: kept(choices.slice(0, mostChoices), keeps),
    ...(gap?.includes(GAP) && { gap: keeps(gap) }),
  }
}

/** Each choice as far as the command that it leads to may be kept. */
export function nearMiss(
  words: Words,
  choices: (Question['choices'][number] & { keeps: Keeps })[],
): WaitingQuestion {
  const question = '没有看懂。您是否要：'
  const keeps: Keeps = (text) => choices.reduce((rest, choice) => choice.keeps(rest), text)
  const offered = kept(choices, keeps)
  return {
    kind: 'near',
    ...saidIn(words, keeps),
    command: '',
    question,
    known: [],
    choices: offered,
  }
}

const kept = (choices: Question['choices'], keeps: Keeps) =>
  choices.map(({ label, sentence }) => ({ label, sentence: keeps(sentence) }))

const saidIn = ({ text, original, mentions, about: of }: Words, keeps: Keeps) => ({
  text: keeps(text),
  original: keeps(original),
  mentions,
  ...(of && { about: of }),
})

/** A refusal for want of one thing is a question as well. */
export function questionOf(no: Extract<Refusal, { refused: 'missing' }>): Question {
  return { choices: [], ...no.half, question: sayRefusal(no) }
}

/** The sentence as it was said. */
export function wordsOf(it: WaitingQuestion, text: string): Words {
  return {
    text,
    original: named(text, it.mentions),
    mentions: it.mentions,
    where: 'private',
    ...(it.about && { about: it.about }),
  }
}

/** The sentences that an answer may have meant, the likeliest first. Mentions of the answer keep their persons. */
export function completions(it: WaitingQuestion, answer: Words): Words[] {
  const said = tidy(answer.text)
  if (!said) return []
  const chosen = choiceNamed(it, said)
  if (chosen) return [wordsOf(it, chosen.sentence)]
  if (it.kind === 'near') return []
  const mentions = answer.mentions.map((m) => ({ ...m, key: `${m.key}00` }))
  const text = answer.mentions.reduce(
    (rest, m) => rest.replaceAll(new RegExp(`${m.key}(?!\\d)`, 'g'), () => `${m.key}00`),
    answer.text.trim(),
  )
  const whole = { ...it, mentions: [...it.mentions, ...mentions] }
  return sentences(it, text).map((sentence) => wordsOf(whole, sentence))
}

function sentences(it: WaitingQuestion, answer: string): string[] {
  const forms = [answer, ...(DATE.test(fold(answer).text) ? [`${answer}前`] : [])]
  const filled = it.gap === undefined ? [] : forms.map((form) => fill(it.gap ?? '', form))
  const dated = forms.flatMap((form) => redated(it, form))
  return [...filled, ...dated, ...forms.map((form) => `${it.text} ${form}`)]
}

const fill = (gap: string, answer: string) => gap.split(GAP).join(answer)

const DATE = /[日号天周月一二三四五六0-9]$/u
const PRINTED = /\d{4}年\d{1,2}月\d{1,2}日/gu

/** The date of a ready answer that was not in what was said is what the typed date stands for. */
function redated({ text, choices }: WaitingQuestion, answer: string): string[] {
  const [first] = choices
  const own = first?.sentence.match(PRINTED)?.find((date) => !text.includes(date))
  if (!first || !own || !/\d|[一二三四五六七八九十日天末]/u.test(answer)) return []
  const [before = '', after = ''] = first.sentence.split(own)
  return [before + answer + (/[前内]$/u.test(answer) ? after.replace(/^前/u, '') : after)]
}

const YES = /^(?:是|是的|对|对的|好|好的|可以|确认|嗯|行|就这个|没错)[。！!]?$/u

/** By its words, its place (1, 第二个), or 是 where there is only one. */
/** The answer is one of the ready ones, by its words. */
export const namesChoice = (it: WaitingQuestion, { text }: Words): boolean =>
  choiceNamed(it, tidy(text)) !== undefined

function choiceNamed({ choices, kind }: WaitingQuestion, said: string) {
  const folded = fold(said).text
  if (YES.test(folded)) return choices.length === 1 || kind === 'near' ? choices[0] : undefined
  const exact = choices.filter(({ label }) => fold(label).text === folded)
  const holding = choices.filter(
    ({ label }) => [...folded].length > 1 && fold(label).text.includes(folded),
  )
  const found = exact.length > 0 ? exact : holding
  if (found.length === 1) return found[0]
  const place = /^第?([一二两三四五六七八1-8])[个项、.]?$/u.exec(folded)?.[1]
  return place && /^(?:第|[1-8]$)/u.test(folded) ? choices[(readNumber(place) ?? 0) - 1] : undefined
}

function named(text: string, mentions: WaitingQuestion['mentions']): string {
  return mentions
    .toSorted((a, b) => b.key.length - a.key.length)
    .reduce((rest, m) => rest.replaceAll(m.key, () => `@${m.name}`), text)
}
