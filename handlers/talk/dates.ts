// The days of a quarter on which talks are called to mind (domain.md §4.3), and when its book is closed.
import {
  type Dated,
  type Day,
  firstWorkdayAfter,
  type Holidays,
  nthWorkday,
  type Quarter,
  quarterRange,
  workdaysIn,
} from '../calendar.ts'

export type Occasion = 'start' | 'middle' | 'tenth' | 'third' | 'report'

export interface RemindBy {
  /** `last`: the n-th last working day · `before`: n working days before the last day. */
  from: 'last' | 'before'
  n: number
}

export const defaultRemind: RemindBy = { from: 'last', n: 10 }

export function quarterDates(
  holidays: Holidays,
  quarter: Quarter,
  remind = defaultRemind,
): Record<Occasion, Dated> {
  const period = quarterRange(quarter)
  const days = workdaysIn(holidays, period)
  const nth = (n: number) => nthWorkday(holidays, period, n) ?? firstOf(period.from)
  return {
    start: nth(1),
    middle: nth(Math.ceil(days.length / 2)),
    tenth: remindDay(holidays, quarter, remind),
    third: nth(-3),
    report: firstWorkdayAfter(holidays, period.to),
  }
}

/** 倒数第10个工作日, or 提前10个工作日: one day apart where the quarter ends on a working day (§8.4#28). */
export function remindDay(holidays: Holidays, quarter: Quarter, { from, n }: RemindBy): Dated {
  const period = quarterRange(quarter)
  const endWorks = workdaysIn(holidays, { from: period.to, to: period.to }).length === 1
  const back = from === 'last' || !endWorks ? n : n + 1
  return nthWorkday(holidays, period, -back) ?? firstOf(period.from)
}

const firstOf = (at: Day): Dated => ({ day: at, provisional: false, ledger: () => [] })

/** Closed with its report: what is entered afterwards needs the director (§8.4#7). */
export function isClosed(holidays: Holidays, quarter: Quarter, today: Day): boolean {
  return today >= firstWorkdayAfter(holidays, quarterRange(quarter).to).day
}

/** Working days left, today among them. */
export function workdaysLeft(holidays: Holidays, today: Day, end: Day): Day[] {
  return workdaysIn(holidays, { from: today, to: end })
}
