// What a phrase about time can turn out to be: a value, a question back with its choices, a refusal
// with the reason. Never today by default, never a silent shift (domain.md §8.1).
import type { Temporal } from 'temporal-polyfill'
import { type Day, type Holidays, timeOf, type Weekday } from '../calendar.ts'
import type { Span } from './fold.ts'

/** A button: its words, and the day it stands for. */
export interface Choice {
  label: string
  day: Day
  time?: string
  provisional?: boolean
}
export type PartOfDay = '上午' | '中午' | '下午' | '晚上'

export interface DayReading {
  kind: 'day'
  day: Day
  /** Shanghai clock time, HH:MM. */
  time?: string
  /** End of a span of hours, 15:00—15:40. */
  until?: string
  part?: PartOfDay
  /** Why the person must confirm before it is saved. */
  confirm?: string
  provisional?: boolean
  /** Buttons beside the date (a rest day: the working day first, for internal matters). */
  choices?: Choice[]
  /** The date as the card prints it. */
  words: string
}
export interface AskReading {
  kind: 'ask'
  question: string
  choices: Choice[]
}
export interface NoReading {
  kind: 'no'
  reason: string
}
export interface RangeReading {
  kind: 'range'
  from: Day
  to: Day
  words: string
}
export interface EveryReading {
  kind: 'every'
  unit: 'day' | 'workday' | 'week' | 'month' | 'quarter' | 'half' | 'year'
  interval: number
  weekdays?: Weekday[]
  /** Day of the month, or its end. */
  date?: number | 'end' | 'last-workday'
  month?: number
  first: Day
  until?: Day
  time?: string
  provisional?: boolean
  /** The starting point is in doubt: ask, with `choices`. */
  question?: string
  choices?: Choice[]
  words: string
}
export type DateReading = DayReading | AskReading | NoReading | EveryReading | RangeReading

/** A reading with the place in the text that it used, so that the caller can cut it out. */
export interface Found<R> {
  reading: R
  said: string
  span: Span
}

/** Work hours and seasons are settings of the office (domain.md §5, §10.14). */
export interface Hours {
  start: string
  noon: string
  end: string
}
export interface Season {
  name: string
  month: number
  date: number
}
export interface Asking {
  today: Day
  now: Temporal.Instant
  holidays: Holidays
  hours?: Hours
  seasons?: readonly Season[]
}
export interface Ctx {
  today: Day
  time: string
  h: Holidays
  hours: Hours
  seasons: readonly Season[]
}

export const HOURS: Hours = { start: '08:30', noon: '12:00', end: '17:30' }
export const SEASONS: readonly Season[] = [
  { name: '凌汛', month: 12, date: 1 },
  { name: '伏秋汛', month: 7, date: 1 },
  { name: '防汛值班', month: 6, date: 1 },
]

export const ctxOf = ({ today, now, holidays, hours = HOURS, seasons = SEASONS }: Asking): Ctx => ({
  today,
  time: timeOf(now),
  h: holidays,
  hours,
  seasons,
})
