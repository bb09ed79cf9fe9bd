// The due days of what comes back, each on the working day before if it falls on a rest day (§3.7).
import {
  addDays,
  addMonths,
  type Dated,
  type Day,
  dayFrom,
  daysBetween,
  daysOf,
  type Holidays,
  halfOf,
  lastWorkdayOnOrBefore,
  monthLength,
  monthOf,
  parts,
  quarterOf,
  quarterRange,
  weekdayOf,
  weekOf,
  yearOf,
  yearRange,
} from '../calendar.ts'
import type { EveryReading } from './reading.ts'

export type Plan = Pick<EveryReading, 'unit' | 'interval' | 'weekdays' | 'date' | 'month'>

/** The due days of a plan within a period, each on the working day before if it is a rest day. */
export const occurrences = (h: Holidays, plan: EveryReading, from: Day, to: Day): Dated[] => {
  const end = plan.until && plan.until < to ? plan.until : to
  const start = plan.first > from ? plan.first : from
  return distinct(
    nominal(plan, start, end, plan.first).map((d) => lastWorkdayOnOrBefore(h, d)),
  ).filter(({ day }) => day >= start)
}

export const turns = (h: Holidays, plan: Plan, today: Day, count: number): Dated[] =>
  distinct(
    nominal(plan, today, addDays(today, 800), anchorOf(plan, today)).map((d) =>
      lastWorkdayOnOrBefore(h, d),
    ),
  )
    .filter(({ day }) => day >= today)
    .slice(0, count)

// Every second week counts from the first such day to come.
const anchorOf = ({ weekdays = [] }: Plan, today: Day): Day =>
  daysOf({ from: today, to: addDays(today, 6) }).find((d) => weekdays.includes(weekdayOf(d))) ??
  today

const distinct = (found: Dated[]): Dated[] =>
  found.filter(({ day }, i) => day !== found[i - 1]?.day)

const nominal = (plan: Plan, from: Day, to: Day, anchor: Day): Day[] => {
  switch (plan.unit) {
    case 'day':
    case 'workday':
      return steps(from, to, (d) => addDays(d, 1))
    case 'week':
      return steps(from, to, (d) => addDays(d, 1)).filter((d) => inWeek(plan, d, anchor))
    case 'month':
      return steps(monthOf(from).from, to, (d) => addMonths(d, 1))
        .map((d) => monthDate(plan, d))
        .filter((d) => from <= d && d <= to)
    case 'quarter':
      return ends(from, to, 3, (d) => quarterRange(quarterOf(d)).to)
    case 'half':
      return ends(from, to, 6, (d) => halfOf(d).to)
    case 'year':
      return ends(from, to, 12, (d) => yearDate(plan, d))
  }
}

const ends = (from: Day, to: Day, months: number, end: (d: Day) => Day): Day[] =>
  steps(yearRange(yearOf(from)).from, to, (d) => addMonths(d, months))
    .map(end)
    .filter((d) => from <= d && d <= to)

const steps = (from: Day, to: Day, next: (d: Day) => Day): Day[] => {
  const days: Day[] = []
  for (let d = from; d <= to; d = next(d)) days.push(d)
  return days
}

const inWeek = ({ weekdays = [], interval }: Plan, d: Day, anchor: Day): boolean => {
  const weeks = daysBetween(weekOf(anchor).from, weekOf(d).from) / 7
  return weekdays.includes(weekdayOf(d)) && weeks % interval === 0
}

// 每月31日 is the last day of a shorter month.
const monthDate = ({ date }: Plan, first: Day): Day => {
  const { year, month } = parts(first)
  const last = monthLength(year, month)
  return addDays(first, (typeof date === 'number' ? Math.min(date, last) : last) - 1)
}

const yearDate = (plan: Plan, d: Day): Day =>
  monthDate(plan, dayFrom(yearOf(d), plan.month ?? 12, 1) ?? d)
