// Expressions that point at one day: 12月10日, 2026.11.18, 下月10号, 后天, 下下周一, 20号. They are only
// found here; whether a missing year means the next or the last one is for due.ts and past.ts.
import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  monthOf,
  parts,
  sayWeekday,
  type Weekday,
  weekOf,
} from '../calendar.ts'
import {
  APART,
  AWAY,
  away,
  BY,
  CLOCK,
  type Groups,
  N,
  number,
  TAIL,
  WEEKNAME,
  YEAR,
  yearSaid,
} from './grammar.ts'

export type Point =
  | { at: 'day'; day: Day; weeks?: number }
  | { at: 'month-day'; month: number; date: number }
  | { at: 'date'; date: number }
  | { at: 'weekday'; weekday: Weekday }
  | { at: 'never'; reason: string }

export interface PointMatch {
  point: Point
  g: Groups
  text: string
  start: number
  end: number
}
interface Head {
  pattern: RegExp
  read: (g: Groups, today: Day) => Point | undefined
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
const DATE_END = `(?:[日号](?![常程志])|(?=\\s?(?:${BY}|下班|上午|下午|中午|${CLOCK}|[，,。；;、)]|$)))`
const head = (source: string, read: Head['read'], tail = TAIL): Head => ({
  pattern: new RegExp(source + tail, 'gu'),
  read,
})

// 11月27日周五前: the weekday belongs to the date, and is checked against it.
const DATED_TAIL = `(?:\\s?(?<wd>${WEEKNAME}[一二三四五六日天](?!第)))?${TAIL}`

const dated4 = (g: Groups) => dated(Number(g.y4), number(g.m), number(g.d))
const dated2 = (g: Groups) => dated(undefined, number(g.m), number(g.d))
const MD = '(?<m>[0-9]{1,2})[-.](?<d>[0-9]{1,2})'

const HEADS: readonly Head[] = [
  head(
    '(?<![0-9-])(?<y4>[0-9]{4})(?<sep>[-./])(?<m>[0-9]{1,2})\\k<sep>(?<d>[0-9]{1,2})(?![0-9])',
    dated4,
    DATED_TAIL,
  ),
  head('(?<![0-9])(?<y4>20[0-9]{2})(?<m>[01][0-9])(?<d>[0-3][0-9])(?![0-9])', dated4, DATED_TAIL),
  head(
    `${APART}${YEAR}?(?<m>${N})\\s?月份?的?\\s?(?<d>${N})\\s?${DATE_END}`,
    (g, today) => dated(yearSaid(g, parts(today).year), number(g.m), number(g.d)),
    DATED_TAIL,
  ),
  head('(?<![0-9/.-])(?<m>[0-9]{1,2})/(?<d>[0-9]{1,2})(?![0-9/])', dated2, DATED_TAIL),
  head(`(?<![0-9/.-])${MD}(?=\\s?${BY})`, dated2),
  head(`(?<=[时期]限:?\\s?)${MD}(?![0-9])`, dated2),
  head(
    `(?<mo>${AWAY})月的?\\s?(?<d>${N})\\s?${DATE_END}`,
    (g, today) => inMonth(today, away(g.mo) ?? 0, number(g.d)),
    DATED_TAIL,
  ),
  head(
    '(?:(?<short>[今明昨后])(?=[早晚])|(?<![一二三四五六七八九十])(?<rel>大{0,3}[后前]天|后日|前日|[今明昨当][天日]|本日))',
    (g, today) => relative(g.rel ?? `${g.short}天`, today),
  ),
  head(
    `(?<![每逢隔单双次第0-9]|每个|(?<![周期拜])[一二两三四五六七八九十])(?<wk>${AWAY})?(?:${WEEKNAME}的?)?${WEEKNAME}(?<w>[一二三四五六日天]|[1-7](?![0-9]))(?![常程志报次]|[日天]?分会)`,
    (g, today) => weekday(g, today),
  ),
  head(`(?<![月年个第./-]|月的)${APART}(?<d>${N})[日号](?![常程志])`, (g) => dateOnly(number(g.d))),
]

export const pointsIn = (text: string, today: Day): PointMatch[] =>
  HEADS.flatMap(({ pattern, read }) =>
    [...text.matchAll(pattern)].flatMap(({ 0: said, index, groups = {} }) => {
      const point = read(groups, today)
      if (!point) return []
      const end = index + said.trimEnd().length
      return [{ point, g: groups, text: said, start: index, end }]
    }),
  )

const IN_NOTE = new RegExp(`(?:(?<m>${N})月)?(?<d>${N})[日号]`)

/** Whether what stands beside a date denies it: 12月10日（周五）, 周五（12月4日）, 12月8日（不含）. */
export const contradicts = ({ wd, note = '' }: Groups, d: Day): boolean => {
  const said = new RegExp(`${WEEKNAME}([一二三四五六日天])`).exec(wd ?? note)?.[1]
  const other = IN_NOTE.exec(note)?.groups
  const { month, date } = parts(d)
  return (
    (said !== undefined && sayWeekday(d) !== `周${said.replace('天', '日')}`) ||
    (other?.m !== undefined && number(other.m) !== month) ||
    (other?.d !== undefined && number(other.d) !== date) ||
    note.includes('不含')
  )
}

const dated = (year: number | undefined, month?: number, date?: number): Point | undefined => {
  if (month === undefined || date === undefined) return { at: 'never', reason: '没有看懂日期' }
  if (year === undefined) return monthDay(month, date)
  const day = dayFrom(year, month, date)
  return day ? { at: 'day', day } : never(`${year}年${month}月`, date, month)
}

// 2028 is a leap year: every date that any year has.
const monthDay = (month: number, date: number): Point =>
  dayFrom(2028, month, date) ? { at: 'month-day', month, date } : never(`${month}月`, date, month)

const never = (where: string, date: number, month: number): Point => ({
  at: 'never',
  reason: month < 1 || month > 12 ? `没有${month}月` : `${where}没有${date}日`,
})

const inMonth = (today: Day, months: number, date?: number): Point => {
  const { year, month } = parts(addMonths(monthOf(today).from, months))
  return dated(year, month, date) ?? { at: 'never', reason: '没有看懂日期' }
}

const dateOnly = (date: number | undefined): Point | undefined =>
  date !== undefined && date >= 1 && date <= 99 && Number.isInteger(date)
    ? { at: 'date', date }
    : undefined

const relative = (word: string, today: Day): Point => {
  const big = [...word].filter((c) => c === '大').length
  const kind = word.at(big) ?? ''
  const days = { 今: 0, 当: 0, 本: 0, 明: 1, 后: 2, 昨: -1, 前: -2 }[kind] ?? 0
  return { at: 'day', day: addDays(today, days < 0 ? days - big : days + big) }
}

const weekday = (g: Groups, today: Day): Point | undefined => {
  const index = '一二三四五六日'.indexOf((g.w ?? '').replace('天', '日'))
  const name = WEEKDAYS[index >= 0 ? index : Number(g.w) - 1]
  if (name === undefined) return undefined
  const weeks = away(g.wk)
  if (weeks === undefined) return { at: 'weekday', weekday: name }
  return { at: 'day', day: addDays(weekOf(today).from, weeks * 7 + name - 1), weeks }
}
