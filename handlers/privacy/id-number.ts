// Numbers of identity cards: 18 digits with their check digit (GB 11643), or the former 15. Typed in groups, full-width, with spaces.
import { fold, type Span } from '../phrase.ts'

const written =
  /(?<![0-9])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9])|(?<![0-9])[1-9](?:[ -]?[0-9]){14}(?![0-9])/gu

export function idNumbersIn(text: string): Span[] {
  const folded = fold(text)
  return [...folded.text.matchAll(written)]
    .filter(({ 0: said }) => isIdNumber(said.replace(/[ -]/g, '')))
    .map(({ 0: said, index }) => folded.origin(index, index + said.length))
}

export function isIdNumber(digits: string): boolean {
  if (digits.length === 15) return isDate(`19${digits.slice(6, 12)}`)
  return (
    digits.length === 18 &&
    isDate(digits.slice(6, 14)) &&
    checkDigit(digits) === digits.at(-1)?.toUpperCase()
  )
}

/** 0…10 as `0`…`9`, `X`: the weighted sum of all 18 leaves 1 when divided by 11. */
function checkDigit(digits: string): string | undefined {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  return '10X98765432'[sum % 11]
}

/** Near enough to tell a birthday from a serial number: YYYYMMDD. */
function isDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(
    Number,
  )
  if (year === undefined || month === undefined || day === undefined) return false
  return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}
