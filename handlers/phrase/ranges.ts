// From one day to another: 下周三到周五, 12月1日至5日. The second day keeps the week, month or year of
// the first; an end before its start is refused.
import { addDays, addMonths, type Day, dayFrom, parts, weekOf, yearOf } from '../calendar.ts'
import { no, say } from './answer.ts'
import { readDuePoint } from './due-points.ts'
import { N, number, WEEKNAME } from './grammar.ts'
import { type PointMatch, pointsIn } from './points.ts'
import type { Ctx, DateReading, RangeReading } from './reading.ts'

interface RangeMatch {
  start: number
  end: number
  reading: RangeReading | ReturnType<typeof no>
}
type First = (point: PointMatch) => Day | undefined

const TO = '\\s?(?:到|至|-|~){1,2}\\s?'
const SHORT = new RegExp(
  `^${TO}(?:${WEEKNAME}(?<w>[一二三四五六日天])|(?<d>${N})[日号])(?:\\([^()]{0,20}\\))?`,
  'u',
)
const JOIN = new RegExp(`^${TO}$`, 'u')

export const rangesIn = (text: string, ctx: Ctx, first: First = dueFirst(ctx)): RangeMatch[] => {
  const points = pointsIn(text, ctx.today).filter(({ g }) => g.by === undefined && !g.clock)
  return points.flatMap((from) => {
    const day = /[到至~-]/.test(text.slice(from.end, from.end + 2)) ? first(from) : undefined
    const to = day && secondDay(text, from, day, points)
    return to ? [{ start: from.start, end: to.end, reading: rangeOf(ctx, day, to.day) }] : []
  })
}

const rangeOf = (ctx: Ctx, from: Day, to: Day): RangeMatch['reading'] =>
  to < from
    ? no(`${say(ctx, to)}早于${say(ctx, from)}，请核定起止日期`)
    : { kind: 'range', from, to, words: `${say(ctx, from)}至${say(ctx, to)}` }

const dueFirst =
  (ctx: Ctx): First =>
  (match) =>
    dayIn(readDuePoint(match, ctx))

const dayIn = (reading: DateReading) => (reading.kind === 'day' ? reading.day : undefined)

const secondDay = (text: string, from: PointMatch, day: Day, points: PointMatch[]) => {
  const short = SHORT.exec(text.slice(from.end, from.end + 40))
  const near = short?.groups && shortDay(short.groups, from, day)
  if (short && near) return { day: near, end: from.end + short[0].length }
  const next = points.find(
    ({ start }) =>
      start > from.end && JOIN.test(text.slice(from.end, Math.min(start, from.end + 6))),
  )
  const full = next && fullDay(next, day)
  return next && full ? { day: full, end: next.end } : undefined
}

const shortDay = (g: Record<string, string | undefined>, from: PointMatch, day: Day) => {
  if (g.w) return addDays(weekOf(day).from, '一二三四五六日'.indexOf(g.w.replace('天', '日')))
  if (from.point.at === 'weekday') return undefined
  const { year, month } = parts(day)
  return dayFrom(year, month, number(g.d) ?? 0)
}

// 12月28日至1月3日 runs into the next year.
const fullDay = ({ point }: PointMatch, from: Day): Day | undefined => {
  if (point.at === 'day') return point.day
  if (point.at !== 'month-day') return undefined
  const here = dayFrom(yearOf(from), point.month, point.date)
  if (here && here >= from) return here
  const next = dayFrom(yearOf(from) + 1, point.month, point.date)
  return next && next < addMonths(from, 6) ? next : here
}
