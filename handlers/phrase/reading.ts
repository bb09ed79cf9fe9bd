// What a phrase about time can turn out to be: a value, a question back with its choices, a refusal
// with the reason. Never today by default, never a silent shift (domain.md §8.1).
import type { Temporal } from 'temporal-polyfill'
import {
  addWorkdays,
  type Dated,
  type Day,
  type Holidays,
  isWorkday,
  lastWorkdayBefore,
  sayDue,
  timeOf,
  type Weekday,
} from '../calendar.ts'
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

export const ask = (question: string, choices: readonly Choice[] = []): AskReading => ({
  kind: 'ask',
  question,
  choices: [...choices],
})

export const no = (reason: string): NoReading => ({ kind: 'no', reason })

export const say = (ctx: Ctx, d: Day): string => sayDue(ctx.h, d, { today: ctx.today })

interface ChoiceMore {
  time?: string | undefined
  label?: string
  provisional?: boolean
}

export const choice = (ctx: Ctx, d: Day, more: ChoiceMore = {}): Choice => {
  const { time, label = '', provisional } = more
  return {
    label: `${label}${say(ctx, d)}${provisional ? '（暂按）' : ''}${time ?? ''}`,
    day: d,
    ...(time && { time }),
    ...(provisional && { provisional }),
  }
}

/** A choice that was counted, and may rest on a notice that is not in. */
export const counted = (ctx: Ctx, { day, provisional }: Dated, more: ChoiceMore = {}): Choice =>
  choice(ctx, day, { ...more, provisional })

type Wanted = Partial<Pick<DayReading, 'time' | 'until' | 'part' | 'confirm' | 'provisional'>> & {
  /** Printed beside the date: 本周最后工作日. */
  note?: string
  words?: string
  choices?: Choice[]
}

/** A limit on a day: past is asked about, a rest day is kept and offered with the working day. */
export const dueOn = (ctx: Ctx, d: Day, wanted: Wanted = {}): DateReading => {
  if (isOver(ctx, d, wanted.time)) return asPast(ctx, d, wanted.time)
  if (d === ctx.today && !isWorkday(ctx.h, d))
    return ask(`${say(ctx, d)}是休息日，以哪一天为限？`, restChoices(ctx, d, wanted.time))
  return value(ctx, d, wanted)
}

/** The same without a look at the clock: for readings that are sure of their day. */
export const value = (ctx: Ctx, d: Day, wanted: Wanted = {}): DayReading => {
  const { note, words, choices, ...rest } = wanted
  const offered = choices ?? (isWorkday(ctx.h, d) ? [] : restChoices(ctx, d, wanted.time))
  return {
    kind: 'day',
    day: d,
    ...defined(rest),
    ...(offered.length > 0 && { choices: offered }),
    words: words ?? printed(ctx, d, note, wanted),
  }
}

const printed = (ctx: Ctx, d: Day, note: string | undefined, wanted: Wanted): string => {
  const doubt = wanted.provisional ? ['暂按'] : []
  const notes = [...(note ? [note] : []), ...doubt]
  const hours = wanted.until ? `${wanted.time}—${wanted.until}` : (wanted.time ?? wanted.part ?? '')
  return `${say(ctx, d)}${notes.length > 0 ? `（${notes.join('，')}）` : ''}${hours}`
}

// 结果遇休息日：日期不动，给前一工作日的按钮（已过则给后一工作日），内部事项该按钮排第一。
const restChoices = (ctx: Ctx, d: Day, time?: string): Choice[] => {
  const before = lastWorkdayBefore(ctx.h, d)
  const target = isOver(ctx, before.day, ctx.hours.end) ? addWorkdays(ctx.h, d, 1) : before
  return [counted(ctx, target, { time }), choice(ctx, d, { time })]
}

export const isOver = (ctx: Ctx, d: Day, time?: string): boolean =>
  d < ctx.today || (d === ctx.today && time !== undefined && time <= ctx.time)

const asPast = (ctx: Ctx, d: Day, time?: string): AskReading => {
  const next = addWorkdays(ctx.h, ctx.today, 1)
  const choices = d === ctx.today ? [counted(ctx, next, { time })] : []
  return ask(`${say(ctx, d)}${time ?? ''}已过，请说明以哪一天为限`, choices)
}

const defined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>
