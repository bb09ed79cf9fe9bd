// Natural weeks (Monday first), months, quarters, halves and years as periods of days.
// A period holds both of its ends.
import { addDays, addMonths, type Day, day, dayFrom, parts, weekdayOf } from './day.ts'

export interface Period {
  from: Day
  to: Day
}

export type QuarterNumber = 1 | 2 | 3 | 4
export interface Quarter {
  year: number
  quarter: QuarterNumber
}

const QUARTERS = [1, 2, 3, 4] as const

export const weekOf = (d: Day): Period => {
  const from = addDays(d, 1 - weekdayOf(d))
  return { from, to: addDays(from, 6) }
}

export const monthOf = (d: Day): Period => monthRange(parts(d).year, parts(d).month)

export const monthRange = (year: number, month: number): Period => months(year, month, 1)

export const monthEnd = (d: Day): Day => monthOf(d).to

export const quarterOf = (d: Day): Quarter => {
  const { year, month } = parts(d)
  return { year, quarter: QUARTERS[Math.ceil(month / 3) - 1] ?? 4 }
}

export const quarterRange = ({ year, quarter }: Quarter): Period => months(year, quarter * 3 - 2, 3)

export const addQuarters = ({ year, quarter }: Quarter, n: number): Quarter =>
  quarterOf(addMonths(quarterRange({ year, quarter }).from, n * 3))

/** 2026Q4, as it is kept in rows. */
export const quarterKey = ({ year, quarter }: Quarter): string => `${year}Q${quarter}`

export const halfOf = (d: Day): Period => halfRange(parts(d).year, parts(d).month <= 6 ? 1 : 2)

export const halfRange = (year: number, half: 1 | 2): Period => months(year, half * 6 - 5, 6)

export const yearOf = (d: Day): number => parts(d).year

export const yearRange = (year: number): Period => months(year, 1, 12)

export const within = (d: Day, { from, to }: Period): boolean => from <= d && d <= to

export const daysOf = ({ from, to }: Period): Day[] => {
  const days: Day[] = []
  for (let d = from; d <= to; d = addDays(d, 1)) days.push(d)
  return days
}

const months = (year: number, month: number, count: number): Period => {
  const from = dayFrom(year, month, 1) ?? day('0001-01-01')
  return { from, to: addDays(addMonths(from, count), -1) }
}
