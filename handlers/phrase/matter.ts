// Numbers of matters in every bracket and width: 信访〔2026〕23号, 信访2026-23, 督（２０２６）１２号, 23号.
// 20号前, 下月10号 and 3号闸 are no matters.
import { fold, type Span } from './fold.ts'
import { NUMERAL, readNumber } from './numerals.ts'

export interface MatterNumber {
  series?: string
  year?: number
  n: number
  span: Span
}

/** Prefixes of the office; settings may name others. */
export const SERIES = ['信访', '来访', '来信', '复查', '复核', '督办', '督'] as const

const NOT_DAY =
  '(?!\\s?(?:之前|以前|前(?![往来去期])|下班|上午|下午|上班|当天|截止|为止|收到|收信|寄))'
const NOT_PLACE = '(?![楼院门机闸坝井桩路线库仓垛])'
const AFTER_DAY_WORD = `(?<![${NUMERAL}/.-]|[月年]\\s?|每月的?|(?:期|迟|改|至|截)到?\\s?|止[于到]?\\s?|[时期]限:?\\s?)`

export const readMatters = (text: string, series: readonly string[] = SERIES): MatterNumber[] => {
  const folded = fold(text)
  return [...folded.text.matchAll(pattern(series))].flatMap(({ 0: said, index, groups = {} }) => {
    const n = readNumber(
      groups.n ?? groups.dashed ?? groups.named ?? groups.bare ?? groups.alone ?? '',
    )
    if (n === undefined || !Number.isInteger(n) || n < 1) return []
    const name = groups.s1 ?? groups.s2 ?? groups.s3 ?? groups.after
    const year = groups.year ?? groups.dash
    const span = folded.origin(index, index + said.length)
    return [{ ...(name && { series: called(name) }), ...(year && { year: Number(year) }), n, span }]
  })
}

/** The one matter a text names; undefined where it names none, or more than one. */
export const readMatter = (text: string, series?: readonly string[]): MatterNumber | undefined => {
  const found = readMatters(text, series)
  return found.length === 1 ? found[0] : undefined
}

/** The number as the office prints it: 信访〔2026〕23号. */
export const sayMatter = (series: string, year: number, n: number): string =>
  `${series}〔${year}〕${n}号`

const called = (name: string) => (name === '督办' ? '督' : name)

const pattern = (series: readonly string[]) => {
  const names = series
    .toSorted((a, b) => b.length - a.length)
    .map(literal)
    .join('|')
  const end = '(?![0-9年月日周-])(?:\\s?号)?(?:件)?'
  return new RegExp(
    [
      `(?<s1>${names})?\\s?\\(\\s?(?<year>20[0-9]{2})\\s?年?\\s?\\)\\s?第?\\s?(?<n>[${NUMERAL}]{1,6})${end}`,
      `(?<s2>${names})\\s?(?<dash>20[0-9]{2})\\s?-\\s?(?<dashed>[0-9]{1,6})${end}`,
      `(?<s3>${names})(?:第?(?<named>[${NUMERAL}]{1,6})(?:号${NOT_DAY}${NOT_PLACE}|(?=[\\s,，。;；]|$)))`,
      `${AFTER_DAY_WORD}第?(?<bare>[${NUMERAL}]{1,6})\\s?号${NOT_DAY}${NOT_PLACE}(?:件|(?<after>督办))?`,
      '(?<=^\\s?)(?<alone>[0-9]{1,6})(?=\\s?$)',
    ].join('|'),
    'gu',
  )
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
