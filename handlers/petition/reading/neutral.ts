// 概况为中性表述（domain.md §2.1）：who it is is kept apart, as ciphertext, and stays out of the summary.
import { readPhones, type Span, tidy, without } from '../../phrase.ts'

/** Names and numbers that are known, telephones and identity numbers taken out. */
export function neutral(summary: string | null, known: (string | undefined)[]): string | null {
  if (summary === null) return null
  const named = known.reduce<string>(
    (rest, one) => (one ? rest.replaceAll(one, '信访人') : rest),
    summary,
  )
  const phones = readPhones(named).map(({ span }) => span)
  return tidy(without(named, [...idNumbers(named), ...phones.filter(apart(named))])) || null
}

const idNumber = /(?<![0-9０-９])[0-9０-９]{17}[0-9０-９XxＸｘ](?![0-9０-９])/gu

const idNumbers = (text: string): Span[] =>
  [...text.matchAll(idNumber)].map(({ 0: said, index }) => [index, index + said.length])

/** Not within an identity number, which is cut as a whole. */
const apart = (text: string) => {
  const taken = idNumbers(text)
  return ([from]: Span) => !taken.some(([start, end]) => start <= from && from < end)
}
