// How many people came, in words: 张某等5人 is five in all, 一行3人, 夫妻俩, 二十来人 (about twenty).
// Who came and who is concerned are two figures: 等12人 代表5人 is asked about (domain.md §8.1).
import { fold, type Span } from './fold.ts'
import { NUMERAL, readNumber } from './numerals.ts'

export type Headcount =
  | { kind: 'count'; count: number; span: Span; said: string }
  /** Not a figure: kept in words, and asked for before statistics. */
  | { kind: 'about'; about: number; span: Span; said: string }
  /** Concerned and representatives: 到场几人？ */
  | { kind: 'ask'; affected: number; representatives: number; span: Span; said: string }

const N = `[${NUMERAL}]{1,7}`
const NOT = `(?<![${NUMERAL}几数])`
const UNIT = '(?:个人|口人|人(?![民员事大力次工家民数选均行])|名|位|口)'
const REPS = new RegExp(
  `${NOT}(?<all>${N})\\s?${UNIT}.{0,40}?(?:推选|选派|派)?代表\\s?(?<reps>${N})\\s?(?:人|名|位|个)?`,
  'u',
)
const ABOUT = new RegExp(
  `${NOT}(?:(?<near>约|大约|大概|近|上|将近|差不多|至少)\\s?(?<n1>${N})|(?<n2>${N})\\s?(?:来|余|多|几)\\s?|(?<n3>${N})(?=\\s?${UNIT}\\s?(?:左右|上下|以上))|(?<few>几十|数十|十几|好几|几百|上百|几))\\s?个?\\s?${UNIT}`,
  'u',
)
const EITHER = new RegExp(
  `${NOT}(?<first>[一二三四五六七八])(?<second>[二三四五六七八九])(?<ten>十)?\\s?${UNIT}`,
  'u',
)
const PLAIN = new RegExp(`${NOT}(?<n>${N}|俩|仨)\\s?个?\\s?${UNIT}`, 'u')
const FAMILY =
  /(?<kin>夫妻|夫妇|父子|母子|父女|母女|兄弟|姐妹|姊妹|兄妹|姐弟|爷孙|祖孙|婆媳)(?:(?<n>俩|仨|[二两三四五六七八九十])(?:个|人|口)?)?|一家(?<home>[二两三四五六七八九十]|[0-9]{1,2})口|(?<couple>两口子|老两口|小两口)/u
const PAIRS = ['夫妻', '夫妇']
const FEW: Readonly<Record<string, number>> = { 几十: 20, 数十: 20, 十几: 10, 几百: 200, 上百: 100 }

export const readHeadcount = (text: string): Headcount | undefined => {
  const folded = fold(text)
  for (const read of [reps, either, about, family, plain]) {
    const found = read(folded.text)
    if (!found) continue
    const { said, index, ...rest } = found
    const span = folded.origin(index, index + said.length)
    return { ...rest, said: text.slice(...span), span }
  }
  return undefined
}

const reps = (text: string) => {
  const match = REPS.exec(text)
  const affected = readNumber(match?.groups?.all ?? '')
  const representatives = readNumber(match?.groups?.reps ?? '')
  if (!match || affected === undefined || representatives === undefined) return undefined
  return { kind: 'ask' as const, affected, representatives, said: match[0], index: match.index }
}

const about = (text: string) => {
  const match = ABOUT.exec(text)
  const { n1, n2, n3, few } = match?.groups ?? {}
  const figure = few ? (FEW[few] ?? 2) : readNumber(n1 ?? n2 ?? n3 ?? '')
  if (!match || figure === undefined) return undefined
  return { kind: 'about' as const, about: figure, said: match[0], index: match.index }
}

const either = (text: string) => {
  const match = EITHER.exec(text)
  const { first = '', ten } = match?.groups ?? {}
  const low = readNumber(first)
  if (!match || low === undefined) return undefined
  return { kind: 'about' as const, about: ten ? low * 10 : low, said: match[0], index: match.index }
}

const family = (text: string) => {
  const match = FAMILY.exec(text)
  const { kin, n, home, couple } = match?.groups ?? {}
  const pair = couple || (kin && PAIRS.includes(kin)) ? 2 : undefined
  const count = readNumber(n ?? home ?? '') ?? pair
  if (!match || count === undefined) return undefined
  return { kind: 'count' as const, count, said: match[0], index: match.index }
}

const plain = (text: string) => {
  const match = PLAIN.exec(text)
  const count = readNumber(match?.groups?.n ?? '')
  if (!match || !count || !Number.isInteger(count)) return undefined
  return { kind: 'count' as const, count, said: match[0], index: match.index }
}
