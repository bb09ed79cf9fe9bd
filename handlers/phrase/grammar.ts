// Pieces of the grammar: numerals, clock times, what may follow a date. Every repetition is bounded,
// so a long text costs no more than its length.

import { NUMERAL, readNumber } from './numerals.ts'
import type { PartOfDay } from './reading.ts'

export type Groups = Readonly<Record<string, string | undefined>>

/** A numeral of up to six signs, and the guard that keeps 三天 from being read out of 两三天. */
export const N = `[${NUMERAL}]{1,6}`
export const APART = `(?<![${NUMERAL}几数多来余半第.])`
export const IN = '(?:之内|以内|内(?![部容审控网业外涝勤]))'
export const BY = '(?:之前|以前|前(?![往来去期后景提任台述沿端])|止|为止|截止)'
export const WEEKNAME = '(?:周|星期|礼拜)'

const PART = '(?:凌晨|清晨|早上|早晨|上午|中午|午后|下午|傍晚|晚上|夜里|(?<=[今明昨后])[早晚])'
const HOUR = `(?:${N}\\s?(?:点钟?|时|:)\\s?(?:半|[一三]刻|整|${N}分?)?)`
export const CLOCK = `(?:${PART}\\s?(?:${HOUR})?|${HOUR})`
const NOTE = '(?:\\([^()]{0,40}\\)){0,2}'
const SPAN = `(?:\\s?(?:到|至|-|~){1,2}\\s?(?<upto>${CLOCK}))?`

/** Ends of periods, and what may follow them. */
export const END = `(?:底|末|${IN})`
export const CLOSE = `(?:\\s?下班)?(?:\\s?(?<by>${BY}))?`
export const DONE = '(?=\\s?(?:完成|办结|报送|上报|拿出|落实))'

/** What may stand behind a date: (周四，含当日), 上午10点, 下班, 前. */
export const TAIL = `(?<note>${NOTE})(?:\\s?(?:的|当天|当日)?\\s?(?<clock>${CLOCK})${SPAN})?(?:\\s?(?<shift>下班|上班))?(?:\\s?(?<by>${BY}|${IN}))?`

export const number = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : readNumber(text)

/** The year of a phrase: 2027年, 二〇二七年, 27年, 明年; undefined where none is said. */
export const yearSaid = (g: Groups, thisYear: number): number | undefined => {
  const relative = { 今: 0, 本: 0, 当: 0, 明: 1, 后: 2, 去: -1, 前: -2 }[g.yw?.[0] ?? '']
  if (relative !== undefined) return thisYear + relative
  const said = number(g.y)
  return said !== undefined && said < 100 ? 2000 + said : said
}

export const YEAR = `(?:(?:(?<yw>今年|本年|当年|明年|后年|去年|前年)|(?<y>(?:20)?[0-9]{2}|[零〇○一二三四五六七八九]{2,4})\\s?年)的?\\s?)`

/** How many weeks or months 上, 本, 下下 point away; undefined where nothing is said. */
export const away = (word: string | undefined): number | undefined => {
  const first = word?.[0]
  const times = [...(word ?? '')].filter((c) => c === first).length
  if (first === undefined) return undefined
  return first === '下' ? times : first === '上' ? -times : 0
}

export const AWAY = '(?:本|这一?个?|当|上{1,4}个?|下{1,4}个?)'

export interface Clock {
  time?: string
  part?: PartOfDay
}

const READ = new RegExp(
  `^(?<part>${PART}|[早晚])?\\s?(?:(?<h>${N})\\s?(?:点钟?|时|:)\\s?(?:(?<half>半)|(?<quarter>[一三])刻|整|(?<m>${N})分?)?)?$`,
)

/** A clock time as said; 下午三点 is 15:00; undefined for an hour that no clock has. */
export const readClock = (text: string, before?: string): Clock | undefined => {
  const g: Groups = READ.exec(text)?.groups ?? {}
  const part = partOf(g.part ?? before)
  if (g.h === undefined) return part && { part }
  const hour = number(g.h)
  const minute = g.half ? 30 : g.quarter ? (g.quarter === '一' ? 15 : 45) : g.m ? number(g.m) : 0
  if (hour === undefined || minute === undefined || hour > 24 || minute > 59) return undefined
  if (hour === 24 && minute === 0) return {}
  const h = inDay(hour, g.part ?? before)
  return h === undefined ? undefined : { time: `${pad(h)}:${pad(minute)}`, ...(part && { part }) }
}

const partOf = (word: string | undefined): PartOfDay | undefined => {
  if (!word) return undefined
  if (['凌晨', '清晨', '早上', '早晨', '早', '上午'].includes(word)) return '上午'
  if (word === '中午') return '中午'
  return ['午后', '下午'].includes(word) ? '下午' : '晚上'
}

const inDay = (hour: number, word: string | undefined): number | undefined => {
  if (hour === 12 && /[晚夜凌]/.test(word ?? '')) return undefined
  const late = ['下午', '晚上'].includes(partOf(word) ?? '') || (word === '中午' && hour < 4)
  const h = late && hour < 12 ? hour + 12 : hour
  return h < 24 ? h : undefined
}

const pad = (n: number) => String(n).padStart(2, '0')
