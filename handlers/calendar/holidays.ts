// Which days work. The table of notices is an argument everywhere; a year without a notice falls
// back to the statutory days of the 放假办法 and is provisional (domain.md §5).
import { lunarDays } from '../../db/holidays/lunar.ts'
import { officialRows, officialSource, officialYears } from '../../db/holidays/official.ts'
import { addDays, type Day, day, isWeekend, parts, weekdayOf } from './day.ts'

export type Coverage = 'official' | 'provisional' | 'none'
export type Kind = 'off' | 'work'

export interface HolidayRow {
  day: Day
  kind: Kind
  name: string
  source: string
}
export interface HolidayYear {
  coverage: 'official' | 'provisional'
  days: Readonly<Record<string, { kind: Kind; name: string; source: string }>>
}
export interface Holidays {
  years: Readonly<Record<number, HolidayYear>>
}

export const PROVISIONAL = '暂按法定节日推算，待国务院办公厅通知确认'
export const MAKE_UP = '调休上班'
export const WEEKDAY_NAMES = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** The table from stored rows; `years` are those whose notice is in. */
export const holidaysOf = (rows: readonly HolidayRow[], years: readonly number[]): Holidays => ({
  years: Object.fromEntries(
    years.map((year) => [year, { coverage: 'official', days: daysIn(rows, year) }]),
  ),
})

const daysIn = (rows: readonly HolidayRow[], year: number): HolidayYear['days'] =>
  Object.fromEntries(
    rows
      .filter((row) => parts(row.day).year === year)
      .map(({ day, kind, name, source }) => [day, { kind, name, source }]),
  )

export const shippedRows: readonly HolidayRow[] = officialRows.map(([text, kind, name]) => ({
  day: day(text),
  kind,
  name,
  source: text < '2026' ? officialSource : '国务院办公厅2025年11月4日通知',
}))
export const shippedYears: readonly number[] = officialYears

/** The notices that come with the program (2004–2026); the office's own table replaces them. */
export const shippedHolidays: Holidays = holidaysOf(shippedRows, shippedYears)

/** The table with one more notice. A notice for Y may change the last days of December Y−1;
 *  the year's own December is kept where the next notice has already changed it. */
export const withNotice = (h: Holidays, year: number, rows: readonly HolidayRow[]): Holidays => {
  const before = h.years[year - 1]
  const days = { ...changedByNext(h, year), ...daysIn(rows, year) }
  const previous = before && { ...before, days: { ...before.days, ...daysIn(rows, year - 1) } }
  return {
    years: {
      ...h.years,
      ...(previous && { [year - 1]: previous }),
      [year]: { coverage: 'official', days },
    },
  }
}

const changedByNext = (h: Holidays, year: number): HolidayYear['days'] =>
  coverage(h, year + 1) !== 'official'
    ? {}
    : Object.fromEntries(
        Object.entries(h.years[year]?.days ?? {}).filter(([d]) => d.slice(5) >= LAST_DAYS),
      )

export const coverage = (h: Holidays, year: number): Coverage =>
  h.years[year]?.coverage ?? (lunarDays[year] ? 'provisional' : 'none')

/** 放假办法 (2024) Art. 2: 13 days. Art. 6's compensation falls on days that no one knows yet. */
export const provisionalYear = (year: number): HolidayYear => ({
  coverage: 'provisional',
  days: Object.fromEntries(
    statutory(year).map(([d, name]) => [d, { kind: 'off', name, source: '放假办法' } as const]),
  ),
})

export const festivals = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const
export type Festival = (typeof festivals)[number]

/** The first statutory day of a festival, 除夕 for 春节; undefined outside the stored years. */
export const festivalDay = (name: Festival, year: number): Day | undefined =>
  statutory(year).find(([, festival]) => festival === name)?.[0]

const statutory = (year: number): [Day, Festival][] => {
  const on = (name: Festival, first: string, from: number, count: number): [Day, Festival][] =>
    Array.from({ length: count }, (_, i) => [addDays(day(first), from + i), name])
  const [spring, qingming, duanwu, autumn] = lunarDays[year] ?? []
  const pad = String(year).padStart(4, '0')
  return [
    ...on('元旦', `${pad}-01-01`, 0, 1),
    ...(spring ? on('春节', spring, -1, 4) : []),
    ...(qingming ? on('清明节', qingming, 0, 1) : []),
    ...on('劳动节', `${pad}-05-01`, 0, 2),
    ...(duanwu ? on('端午节', duanwu, 0, 1) : []),
    ...(autumn ? on('中秋节', autumn, 0, 1) : []),
    ...on('国庆节', `${pad}-10-01`, 0, 3),
  ]
}

const fallback = new Map<number, HolidayYear>()
const tableOf = (h: Holidays, year: number): HolidayYear => {
  const known = h.years[year] ?? fallback.get(year)
  if (known) return known
  const made = provisionalYear(year)
  fallback.set(year, made)
  return made
}

/** What a day is and why: 工作日, 调休上班, 周六, 国庆节 … */
export const reasonOf = (h: Holidays, d: Day): { works: boolean; why: string } => {
  const entry = tableOf(h, parts(d).year).days[d]
  if (entry) return { works: entry.kind === 'work', why: entry.name }
  if (!isWeekend(d)) return { works: true, why: '工作日' }
  return { works: false, why: WEEKDAY_NAMES[weekdayOf(d) - 1] ?? '' }
}

export const isWorkday = (h: Holidays, d: Day): boolean => reasonOf(h, d).works

const LAST_DAYS = '12-25'

/** Whether a computation that looked at these days rests on a notice that is not in. The notice
 *  for the next year can change the last week of December: it did in 2007 and 2018. */
export const isProvisional = (h: Holidays, from: Day, to: Day): boolean => {
  const [first, last] = from <= to ? [from, to] : [to, from]
  for (let year = parts(first).year; year <= parts(last).year; year++)
    if (coverage(h, year) !== 'official') return true
  return last.slice(5) >= LAST_DAYS && coverage(h, parts(last).year + 1) !== 'official'
}
