// Second thoughts on the limit that was found: two limits, 左右, 前三天, and where a series begins and ends.
import {
  addDays,
  addMonths,
  addWorkdays,
  type Day,
  dayFrom,
  lastWorkdayBefore,
  monthOf,
  yearOf,
  yearRange,
} from '../calendar.ts'
import { ask, choice, counted } from './answer.ts'
import { away, N, number, YEAR, yearSaid } from './grammar.ts'
import type { Ctx, DateReading, DayReading, EveryReading } from './reading.ts'
import { occurrences } from './turns.ts'

/** A reading with its place in the folded text. */
export interface Placed {
  start: number
  end: number
  score: number
  reading: DateReading
}

const ABOUT_BEFORE = /(?:大约|大概|约莫|左近|估计)\s?(?:在|到)?\s?$/u
const ABOUT_AFTER =
  /^\s?(?:左右|前后|上下|之后|以后|过后|后(?![天日年勤备续期])|起|开始|(?:、|和|或者?)\s?[0-9一二三四五六七八九十]{1,3}[日号])/u
const EVENT_BEFORE = /^[^，。,;；\s]{0,6}(?:会议?|检查|验收|活动|培训|考核|审计|开始)(?:之|以)?前/u
const UNTIL = /(?:到|至|截止|截至|为止)\s?$/u
const START = new RegExp(
  `(?:${YEAR}?(?<m>${N})月|(?<mo>下{1,4}个?)月|${YEAR.replace('<y>', '<y2>').replace('<yw>', '<yw2>')})份?(?:1日)?(?:起|开始)`,
  'u',
)
const OFFSET = new RegExp(
  `^\\s?(?:前)?\\s?(?<n>${N})\\s?(?<unit>个?工作日|天|日|周)(?!内|之内|以内)`,
  'u',
)

export const settle = (
  text: string,
  ctx: Ctx,
  best: Placed,
  next: Placed | undefined,
): DateReading => {
  const { reading } = best
  if (reading.kind !== 'day') return reading
  const doubt = offsetFrom(text, ctx, best, reading) ?? nearly(text, ctx, best, reading)
  if (doubt) return doubt
  if (next?.reading.kind !== 'day' || next.score < Math.min(best.score, 3)) return reading
  if (next.reading.day === reading.day) return reading
  return ask('写了两个日期，以哪一个为期限？', [offered(ctx, reading), offered(ctx, next.reading)])
}

const offered = (ctx: Ctx, { day, time }: DayReading) => choice(ctx, day, { ...(time && { time }) })

// 12月10日前三天: a count back from the date, not the date.
const offsetFrom = (text: string, ctx: Ctx, { start, end }: Placed, { day }: DayReading) => {
  const rest = text.slice(end)
  const g = OFFSET.exec(rest)?.groups
  const before = /前$/.test(text.slice(start, end)) || /^\s?前/.test(rest)
  const n = number(g?.n)
  if (!before || !g || !n || !Number.isInteger(n) || n > 366) return undefined
  return ask('请确认以哪一天为限', [choice(ctx, back(ctx, day, n, g.unit ?? '')), choice(ctx, day)])
}

// 12月10日左右, 12月10日以后, 12月5日会议前: no limit as it stands.
const nearly = (text: string, ctx: Ctx, { start, end }: Placed, { day }: DayReading) =>
  ABOUT_BEFORE.test(text.slice(0, start)) || ABOUT_AFTER.test(text.slice(end, end + 9))
    ? ask('请写明以哪一天为限', [choice(ctx, day)])
    : EVENT_BEFORE.test(text.slice(end, end + 12))
      ? ask('请写明以哪一天为限', [counted(ctx, lastWorkdayBefore(ctx.h, day)), choice(ctx, day)])
      : undefined

const back = (ctx: Ctx, d: Day, n: number, unit: string): Day => {
  if (unit.endsWith('工作日')) return addWorkdays(ctx.h, d, -n).day
  return addDays(d, unit === '周' ? -7 * n : -n)
}

// 每周五 报进度 到12月底; 从明年1月起每月5日前报
export const bounded = (
  reading: DateReading,
  hits: Placed[],
  best: Placed,
  text: string,
  ctx: Ctx,
) => {
  if (reading.kind !== 'every') return reading
  const from = startIn(text, ctx)
  const begun = from ? beginning(ctx, reading, from) : reading
  const end = hits.find(
    ({ start, reading: { kind } }) =>
      start !== best.start && kind === 'day' && UNTIL.test(text.slice(0, start)),
  )?.reading
  return end?.kind === 'day' ? { ...begun, until: end.day } : begun
}

const startIn = (text: string, ctx: Ctx): Day | undefined => {
  const g = START.exec(text)?.groups
  if (!g) return undefined
  const first = monthOf(ctx.today).from
  const year = yearSaid({ y: g.y ?? g.y2, yw: g.yw ?? g.yw2 }, yearOf(ctx.today))
  if (g.m === undefined) return year ? yearRange(year).from : addMonths(first, away(g.mo) ?? 0)
  const here = dayFrom(year ?? yearOf(ctx.today), number(g.m) ?? 0, 1)
  return here && year === undefined && here < first ? addMonths(here, 12) : here
}

const beginning = (ctx: Ctx, reading: EveryReading, from: Day): EveryReading => {
  const { question: _, choices: __, ...sure } = reading
  const later = from > ctx.today ? from : ctx.today
  const [first] = occurrences(ctx.h, { ...sure, first: later }, later, addDays(later, 800))
  return first ? { ...sure, first: first.day } : reading
}
