// The log: one line, a level, named facts. Facts are ids, codes and counts; never what people typed. Behind that rule stands
// a second one: whatever a door writes goes through `redacted`.
import { forGroup } from '../handlers/privacy/index.ts'

export const levels = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof levels)[number]
export type Facts = Record<string, string | number | boolean | null | undefined>
export type Log = (level: Level, line: string, facts?: Facts) => void

/** Ids and places in the code, by which an error is found again: they stay as they are. */
const kept = ['id', 'lane', 'subject', 'since', 'until', 'where', 'path', 'job', 'feature', 'kind']
const hidden =
  /secret|token|authori[sz]ation|password|cookie|(?:_|^)key$|^(?:text|content|body|name|phone|address|facts)$/i
const longest = 400

/** Telephones and identity numbers struck out, secrets by their key, and nothing long enough to be a letter. */
export function redacted(line: string, facts: Facts): { line: string; facts: Facts } {
  const shown = Object.entries(facts).map(([key, value]) => [key, redactedFact(key, value)])
  return { line: redactedText(line), facts: Object.fromEntries(shown) }
}

function redactedFact(key: string, value: Facts[string]): Facts[string] {
  if (hidden.test(key)) return '［隐去］'
  if (kept.includes(key)) return value
  return typeof value === 'string' ? redactedText(value) : redactedNumber(value)
}

/** A telephone is one even where it was taken for a number. */
function redactedNumber(value: Exclude<Facts[string], string>): Facts[string] {
  const text = String(value)
  return typeof value === 'number' && forGroup(text) !== text ? forGroup(text) : value
}

const redactedText = (text: string) =>
  forGroup(withoutPassword(text.length > longest ? `${text.slice(0, longest)}…` : text))

/** postgres://user:password@host */
const withoutPassword = (text: string) =>
  text.replace(/(\w:\/\/[^\s:/@]*):[^\s@/]+@/g, '$1:［隐去］@')

/** What may be said of an error: its name, code and the place it came from. Messages can hold what people typed. */
export function errorFacts(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: typeof error }
  const code =
    'code' in error && /^[\w-]{1,40}$/.test(String(error.code)) ? String(error.code) : undefined
  return {
    error: /^\w{1,40}$/.test(error.name) ? error.name : 'Error',
    code,
    where: placeOf(error),
  }
}

/** The stack repeats the message first, and a message may look like a stack. */
function placeOf({ message, stack = '' }: Error): string | undefined {
  const after = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : ''
  return after
    .split('\n')
    .find((line) => /^\s+at\s/.test(line))
    ?.trim()
}
