// Days of what has happened: visits, letters, talks. A date without a year is the last one past
// (补录 10月15日), and a day still to come is asked about.
import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  daysBetween,
  monthOf,
  parts,
  sayDay,
  type Weekday,
  weekdayOf,
  weekOf,
  yearOf,
} from '../calendar.ts'
import { ask, choice, no } from './answer.ts'
import { hoursOf } from './due-points.ts'
import { fold } from './fold.ts'
import { APART, CLOCK, type Groups, N, number, readClock } from './grammar.ts'
import { contradicts, type Point, type PointMatch, pointsIn } from './points.ts'
import { rangesIn } from './ranges.ts'
import {
  type Asking,
  type AskReading,
  type Ctx,
  ctxOf,
  type DayReading,
  type Found,
  type NoReading,
} from './reading.ts'
import { apart } from './rule.ts'

export type PastReading = DayReading | AskReading | NoReading
interface Candidate {
  start: number
  end: number
  score: number
  read: () => PastReading
}
type Hours = NonNullable<ReturnType<typeof hoursOf>>

/** Older than this without a year, it is confirmed. */
const LONG_AGO = 180

const AGO = new RegExp(`${APART}(?<n>${N})\\s?(?<unit>天|日|个?周|个?星期)(?:之|以)?前`, 'gu')
const JUST = /刚才|刚刚|方才/gu
const BARE = new RegExp(`${CLOCK}`, 'gu')
const EVENT = /^\s?(?:的)?(?:收|来|寄|送|当面|签|上午|下午|晚上)/u
const MATTER = /^\s?(?:件|督办|信访)/u

/** The day on which a reported thing happened. `near` are words that belong to the date wanted
 *  (收信日期, 收到) where a text names several. */
export const readPast = (
  text: string,
  asking: Asking,
  near: readonly string[] = [],
): Found<PastReading> | undefined => {
  const folded = fold(text)
  const ctx = ctxOf(asking)
  const [best, ...others] = apart(candidates(folded.text, ctx))
    .map((c) => ({ ...c, score: c.score + nearness(folded.text, c, near) }))
    .toSorted((a, b) => b.score - a.score || a.start - b.start)
  if (!best) return undefined
  const span = folded.origin(best.start, best.end)
  const equals = others.filter(({ score }) => score === best.score)
  const reading = asRange(folded.text, ctx, best) ?? oneOf(ctx, best, equals)
  return { reading, said: text.slice(...span), span }
}

// 11月20日到22日: a visit of several days is registered on one of them.
const asRange = (text: string, ctx: Ctx, { start }: Candidate): PastReading | undefined => {
  const range = rangesIn(text, ctx, (m) => dayIn(onPoint(m, ctx))).find((r) => r.start === start)
  if (range?.reading.kind !== 'range') return undefined
  const { from, to } = range.reading
  return ask('写了几天，以哪一天为准？', [choice(ctx, from), choice(ctx, to)])
}

const dayIn = (reading: PastReading) => (reading.kind === 'day' ? reading.day : undefined)

// Two days that are as good as each other are never chosen between; one still to come is no rival.
const oneOf = (ctx: Ctx, best: Candidate, equals: Candidate[]): PastReading => {
  const read = [best, ...equals].map((c) => c.read())
  const [first] = read
  const found = read.filter((r) => r.kind === 'day')
  const sure = found.filter((r) => r.confirm === undefined)
  const days = [...new Set((sure.length > 0 ? sure : found).map((r) => r.day))]
  if (days.length > 1)
    return ask(
      '写了几个日期，以哪一个为准？',
      days.slice(0, 4).map((d) => choice(ctx, d)),
    )
  return sure[0] ?? found[0] ?? first ?? ask('请写明日期')
}

const candidates = (text: string, ctx: Ctx): Candidate[] => {
  const whole = text.trim()
  const pointed = pointsIn(text, ctx.today).filter((m) => usable(m, text, whole))
  return [
    ...pointed.map((m) => ({ start: m.start, end: m.end, score: 2, read: () => onPoint(m, ctx) })),
    ...matches(text, AGO, 2, (g) => onAgo(g, ctx)),
    ...matches(text, JUST, 1, () => happened(ctx, ctx.today)),
    ...matches(text, BARE, 0, (_, said) => onClock(said, ctx)),
  ]
}

const matches = (
  text: string,
  pattern: RegExp,
  score: number,
  read: (g: Groups, said: string) => PastReading,
): Candidate[] =>
  [...text.matchAll(pattern)].map(({ 0: said, index, groups = {} }) => ({
    start: index,
    end: index + said.length,
    score,
    read: () => read(groups, said),
  }))

// 12号 is a date only where something happened on it.
const usable = ({ point, end, text: said }: PointMatch, text: string, whole: string): boolean => {
  if (point.at !== 'date') return true
  const after = text.slice(end, end + 8)
  return whole === said.trim() || (EVENT.test(after) && !MATTER.test(after))
}

const nearness = (text: string, { start, end }: Candidate, near: readonly string[]): number => {
  const before = text.slice(Math.max(0, start - 8), start)
  const after = text.slice(end, end + 4)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return near.some((word) => line.includes(word) || after.includes(word)) ? 3 : 0
}

const onPoint = ({ point, g, text }: PointMatch, ctx: Ctx): PastReading => {
  const hours = hoursOf({ ...g, by: undefined }, ctx)
  if (!hours) return ask('没有看懂时间，请写明几点')
  const reading = resolve(point, ctx, hours)
  if (reading.kind !== 'day' || !contradicts(g, reading.day)) return reading
  return ask(`${text.trim()}前后不一，请确认日期`, [choice(ctx, reading.day)])
}

const resolve = (point: Point, ctx: Ctx, hours: Hours): PastReading => {
  switch (point.at) {
    case 'never':
      return no(`${point.reason}，请核定日期`)
    case 'day':
      return happened(ctx, point.day, hours)
    case 'month-day':
      return onMonthDay(ctx, point.month, point.date, hours)
    case 'date':
      return onDate(ctx, point.date, hours)
    case 'weekday':
      return onWeekday(ctx, point.weekday, hours)
  }
}

const onMonthDay = (ctx: Ctx, month: number, date: number, hours: Hours): PastReading => {
  const year = yearOf(ctx.today)
  const years = Array.from({ length: 9 }, (_, i) => year - i)
  const last = years.flatMap((y) => dayFrom(y, month, date) ?? []).find((d) => d <= ctx.today)
  if (!last) return no(`没有${month}月${date}日，请核定日期`)
  const old = daysBetween(last, ctx.today) > LONG_AGO
  return happened(ctx, last, hours, old ? `按${sayDay(last, ctx)}计` : undefined)
}

const onDate = (ctx: Ctx, date: number, hours: Hours): PastReading => {
  const first = monthOf(ctx.today).from
  const last = [0, -1, -2]
    .flatMap((n) => {
      const { year, month } = parts(addMonths(first, n))
      return dayFrom(year, month, date) ?? []
    })
    .find((d) => d <= ctx.today)
  if (!last) return no(`没有${date}日，请核定日期`)
  const before = last < first
  return happened(ctx, last, hours, before ? `按${sayDay(last, ctx)}计` : undefined)
}

const onWeekday = (ctx: Ctx, name: Weekday, hours: Hours): PastReading => {
  const here = addDays(weekOf(ctx.today).from, name - 1)
  const before = addDays(here, -7)
  if (weekdayOf(ctx.today) === name)
    return ask('是今天还是上周？', [choice(ctx, here), choice(ctx, before)])
  if (here < ctx.today) return happened(ctx, here, hours)
  return happened(ctx, before, hours, `按上周的${sayDay(before, ctx)}计`)
}

const onAgo = (g: Groups, ctx: Ctx): PastReading => {
  const n = number(g.n)
  if (n === undefined || !Number.isInteger(n) || n > 3650) return ask('没有看懂是哪一天')
  return happened(ctx, addDays(ctx.today, -n * (/天|日/.test(g.unit ?? '') ? 1 : 7)))
}

const onClock = (said: string, ctx: Ctx): PastReading => {
  const clock = readClock(said.trim())
  if (!clock) return ask('没有看懂时间，请写明几点')
  if (!clock.time || clock.time <= ctx.time) return happened(ctx, ctx.today, clock)
  const { time } = clock
  const days = [ctx.today, addDays(ctx.today, -1)]
  return ask(
    `${time}是哪一天的？`,
    days.map((d) => choice(ctx, d, { time })),
  )
}

const happened = (ctx: Ctx, d: Day, hours: Hours = {}, confirm?: string): PastReading => {
  if (d > ctx.today) return ask(`${sayDay(d, ctx)}还没有到，请核定日期`)
  const early = d === ctx.today && hours.time !== undefined && hours.time > ctx.time
  const doubt = confirm ?? (early ? `现在还不到${hours.time}` : undefined)
  const { or: _, ...clock } = hours
  const shown = hours.until ? `${hours.time}—${hours.until}` : (hours.time ?? hours.part ?? '')
  return {
    kind: 'day',
    day: d,
    ...clock,
    ...(doubt && { confirm: doubt }),
    words: `${sayDay(d, ctx)}${shown}`,
  }
}
