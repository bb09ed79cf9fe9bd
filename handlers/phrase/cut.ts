// Taking understood pieces out of a sentence. Patterns look at the folded text, what is kept is as it was typed.
import { fold, type Span } from './fold.ts'

export interface Piece {
  /** As typed. */
  said: string
  span: Span
  /** The pattern's groups, folded. */
  groups: (string | undefined)[]
}

/** Where a pattern matches, in the text as typed. */
export const find = (text: string, pattern: RegExp): Piece | undefined => {
  const folded = fold(text)
  const match = pattern.exec(folded.text)
  if (!match) return undefined
  const span = folded.origin(match.index, match.index + match[0].length)
  return { said: text.slice(...span), span, groups: [...match] }
}

/** The text without those pieces, each replaced by a space. */
export const without = (text: string, spans: readonly Span[]): string =>
  spans
    .toSorted((a, b) => b[0] - a[0])
    .reduce((rest, [from, to]) => `${rest.slice(0, from)} ${rest.slice(to)}`, text)

/** Spaces at the ends and punctuation around gone, inner spaces single. */
export const tidy = (text: string): string =>
  text.replaceAll(/\s+/gu, ' ').replaceAll(/^[\s,，。;；:：、]+|[\s,，。;；:：、]+$/gu, '')
