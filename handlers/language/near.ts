// Near misses: 等记来访 → 登记来访, with the rest of the sentence kept as it was typed.
import type { Command } from '../feature.ts'
import { fold, similar } from '../phrase.ts'

export interface Correction {
  word: string
  sentence: string
}

const most = 3
const longest = 10

/** What the opening of a sentence may have meant; the caller keeps those that some command reads. */
export function corrections(text: string, known: readonly string[]): Correction[] {
  const folded = fold(text)
  const start = /^[\s,，。]*(?:请|帮我|麻烦)?/u.exec(folded.text)?.[0].length ?? 0
  const found: Correction[] = []
  for (const length of lengths(folded.text.slice(start), known)) {
    const said = folded.text.slice(start, start + length)
    const [, end] = folded.origin(start + length - 1, start + length)
    for (const word of similar(said, known)) {
      if (found.some((one) => one.word === word)) continue
      found.push({ word, sentence: `${word}${text.slice(end)}` })
    }
  }
  return found.slice(0, most)
}

/** A whole word of the sentence first (督半 | 工程处), then openings as long as the words we know. */
function lengths(text: string, known: readonly string[]): number[] {
  const first = /^[^\s,，。:：;；0-9@〔(]+/u.exec(text)?.[0].length ?? 0
  const own = known.map((word) => word.length).filter((length) => length <= text.length)
  return [...new Set([...(first <= longest ? [first] : []), ...own])].filter((n) => n > 0)
}

/** Names of commands, and the words their examples begin with. */
export function openingsOf(commands: readonly Command[]): string[] {
  const heads = commands.flatMap(({ name, says }) => [name, ...says.map(headOf)])
  return [...new Set(heads)].filter((head) => head.length > 1 && head.length <= 6)
}

const headOf = (example: string): string => /^\p{Script=Han}+/u.exec(example)?.[0] ?? ''
