// Counting: the start day is never counted (民法典 201), working days know 调休, and every result can
// say, day by day, how it came about.
import { addDays, type Day, daysBetween } from './day.ts'
import { type Holidays, isProvisional, isWorkday, reasonOf } from './holidays.ts'
import { daysOf, type Period } from './period.ts'

/** One line of the day ledger; `n` is its number where the day counts. */
export interface LedgerRow {
  day: Day
  n?: number
  why: string
  provisional: boolean
}
export interface Dated {
  day: Day
  /** Rests on a notice that is not in: print PROVISIONAL beside it. */
  provisional: boolean
  ledger: () => LedgerRow[]
}
/** A limit in calendar days. `day` never moves; the two others are what people work to. */
export interface LegalDue extends Dated {
  restDay: boolean
  internalTarget: Dated
  rolled: Dated
}

/** n working days after the day (before it, if negative); 0 gives the day itself. */
export const addWorkdays = (h: Holidays, start: Day, n: number): Dated => {
  if (!Number.isInteger(n)) throw new RangeError(`not a count of days: ${n}`)
  const step = n < 0 ? -1 : 1
  let at = start
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, step)
    if (isWorkday(h, at)) left -= 1
  }
  return dated(h, at, n === 0 ? [] : [addDays(start, step), at])
}

export const lastWorkdayOnOrBefore = (h: Holidays, d: Day): Dated => seek(h, d, -1)

export const firstWorkdayOnOrAfter = (h: Holidays, d: Day): Dated => seek(h, d, 1)

export const lastWorkdayBefore = (h: Holidays, d: Day): Dated => seek(h, addDays(d, -1), -1)

export const firstWorkdayAfter = (h: Holidays, d: Day): Dated => seek(h, addDays(d, 1), 1)

/** Working days after `from` up to and with `to`; negative when `to` is earlier. */
export const workdaysBetween = (h: Holidays, from: Day, to: Day): number =>
  to < from
    ? -workdaysIn(h, { from: to, to: addDays(from, -1) }).length
    : workdaysIn(h, { from: addDays(from, 1), to }).length

export const workdaysIn = (h: Holidays, period: Period): Day[] =>
  daysOf(period).filter((d) => isWorkday(h, d))

/** The n-th working day of a period, counted from its end if negative (−1 is the last). */
export const nthWorkday = (h: Holidays, period: Period, n: number): Dated | undefined => {
  const found = workdaysIn(h, period).at(n > 0 ? n - 1 : n)
  if (n === 0 || !found) return undefined
  return dated(h, found, n > 0 ? [period.from, found] : [period.to, found])
}

/** 《信访工作条例》 counts calendar days and says nothing of a last day that is a rest day: the date
 *  stays, is flagged, and our own target is the working day before (domain.md §1.2). */
export const legalDue = (h: Holidays, start: Day, n: number): LegalDue => {
  const due = addDays(start, n)
  return {
    ...onDay(h, due),
    ledger: () => daysOf({ from: addDays(start, 1), to: due }).map((d, i) => row(h, d, i + 1)),
  }
}

/** The same facts for a date that is already fixed. */
export const onDay = (h: Holidays, due: Day): LegalDue => ({
  day: due,
  provisional: false,
  restDay: !isWorkday(h, due),
  internalTarget: lastWorkdayOnOrBefore(h, due),
  rolled: firstWorkdayOnOrAfter(h, due),
  ledger: () => [],
})

const seek = (h: Holidays, start: Day, step: 1 | -1): Dated => {
  let at = start
  while (!isWorkday(h, at)) at = addDays(at, step)
  return dated(h, at, [start, at])
}

const dated = (h: Holidays, d: Day, looked: readonly [Day, Day] | readonly []): Dated => {
  const [first, last] = looked
  if (first === undefined || last === undefined)
    return { day: d, provisional: isProvisional(h, d, d), ledger: () => [] }
  return { day: d, provisional: isProvisional(h, first, last), ledger: () => walk(h, first, last) }
}

const walk = (h: Holidays, first: Day, last: Day): LedgerRow[] => {
  const step = daysBetween(first, last) < 0 ? -1 : 1
  const rows: LedgerRow[] = []
  let n = 0
  for (let i = 0; i <= Math.abs(daysBetween(first, last)); i++) {
    const at = addDays(first, i * step)
    rows.push(isWorkday(h, at) ? row(h, at, ++n) : row(h, at))
  }
  return rows
}

const row = (h: Holidays, d: Day, n?: number): LedgerRow => ({
  day: d,
  ...(n !== undefined && { n }),
  why: reasonOf(h, d).why,
  provisional: isProvisional(h, d, d),
})
