// Names of people: any letters of any script, middle dots, one character and more. Shown as typed;
// found again in folded form, so that the dots • ‧ ・ · are one.
import { clean, fold } from './fold.ts'

// Private-use signs are names too: old systems write rare characters with them.
const NAME = /^[\p{L}\p{Co}](?:[\p{L}\p{M}\p{Co}'’.·•‧・᛫⋅ -]{0,62}[\p{L}\p{M}\p{Co}.])?$/u
const DOTS = /\s*[·•‧・᛫⋅･․.]\s*/gu

export const isName = (text: string): boolean => NAME.test(text.trim()) && clean(text) === text

/** The form under which a name is searched for and compared. */
export const nameKey = (text: string): string =>
  fold(text).text.trim().toLowerCase().replace(DOTS, '·').replace(/’/g, "'").replace(/\s+/g, ' ')

export const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b)

/** Length as a person counts it: characters, not UTF-16 units. */
export const nameLength = (text: string): number => [...text].length
