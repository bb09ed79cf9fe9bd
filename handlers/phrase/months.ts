// Ends of months and 旬 as limits: 月底, 11月底, 12月中旬. A month without a day is asked about.
import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  isWorkday,
  monthLength,
  monthOf,
  type Period,
  parts,
  yearOf,
} from '../calendar.ts'
import { ask, choice, dueOn, no, say } from './answer.ts'
import { yearless } from './due-points.ts'
import {
  APART,
  AWAY,
  away,
  BY,
  CLOSE,
  DONE,
  END,
  type Groups,
  IN,
  N,
  number,
  YEAR,
  yearSaid,
} from './grammar.ts'
import type { Ctx, DateReading } from './reading.ts'
import { type Rule, rule } from './rule.ts'

const MONTH = `(?:${APART}${YEAR}?(?<m>${N})月|(?<mo>${AWAY})月)`
const BARE = `(?<![个${'0-9一二三四五六七八九十每'}])`

export const monthRules: readonly Rule[] = [
  rule(2, `${MONTH}份?月?${END}${CLOSE}`, readMonthEnd),
  rule(2, `(?:${BARE}|(?<=年))月[底末]${CLOSE}`, (_, ctx) => endOf(ctx, monthOf(ctx.today))),
  rule(2, `${BARE}月${IN}`, (_, ctx) => endOf(ctx, monthOf(ctx.today))),
  rule(2, `${MONTH}份?${DONE}`, readMonthEnd),
  rule(1, `(?:本|这个?)月(?=[把将就要内完办报交拿]|\\s?$)`, (_, ctx) =>
    dueOn(ctx, monthOf(ctx.today).to, { confirm: `按${say(ctx, monthOf(ctx.today).to)}计` }),
  ),
  rule(1, `^\\s?${MONTH}份?\\s?$`, readWholeMonth),
  rule(2, `${MONTH}份?\\s?(?:之前|以前|前(?![往来去期后]))`, readBeforeMonth),
  rule(2, `(?:${MONTH}份?)?(?<ten>[上中下])旬(?:${END}|\\s?(?<by>${BY}))?`, readTenDays),
]

const endOf = (ctx: Ctx, { to }: Period): DateReading => dueOn(ctx, to)

/** The year that is said, or undefined; a month of this year otherwise. */
const monthSaid = (g: Groups, ctx: Ctx): { year?: number; month: number } | undefined => {
  const months = away(g.mo)
  if (months !== undefined) return parts(addMonths(monthOf(ctx.today).from, months))
  const [month, year] = [number(g.m), yearSaid(g, yearOf(ctx.today))]
  if (month === undefined || month < 1 || month > 12 || !Number.isInteger(month)) return undefined
  return { month, ...(year !== undefined && { year }) }
}

/** A day within a month that may lack its year. */
const inMonth = (g: Groups, ctx: Ctx, dayIn: (year: number, month: number) => Day | undefined) => {
  const said = monthSaid(g, ctx)
  if (!said) return no('没有看懂月份，请写明几月几日')
  const here = dayIn(said.year ?? yearOf(ctx.today), said.month)
  if (!here) return no('没有这一天，请核定日期')
  if (said.year !== undefined) return dueOn(ctx, here)
  return yearless(ctx, here, dayIn(yearOf(ctx.today) + 1, said.month))
}

const lastDay = (year: number, month: number) => dayFrom(year, month, monthLength(year, month))

function readMonthEnd(g: Groups, ctx: Ctx): DateReading {
  return inMonth(g, ctx, lastDay)
}

// A month alone says no day.
function readWholeMonth(g: Groups, ctx: Ctx): DateReading {
  const end = inMonth(g, ctx, lastDay)
  if (end.kind !== 'day') return end
  const first = monthOf(end.day).from
  const days = [addDays(first, 9), addDays(first, 19), end.day].filter((d) => d >= ctx.today)
  return ask(
    '请说明是哪一天',
    days.map((d) => choice(ctx, d)),
  )
}

// “12月前” may or may not take December in.
function readBeforeMonth(g: Groups, ctx: Ctx): DateReading {
  const said = monthSaid(g, ctx)
  if (!said) return no('没有看懂月份，请写明几月几日')
  const year = yearOf(ctx.today)
  const end = [said.year ?? year, (said.year ?? year) + 1]
    .flatMap((y) => lastDay(y, said.month) ?? [])
    .find((d) => d >= ctx.today)
  const days = end ? [addDays(monthOf(end).from, -1), end] : []
  return ask(
    `“${said.month}月前”是否含${said.month}月？`,
    days.filter((d) => d >= ctx.today).map((d) => choice(ctx, d)),
  )
}

function readTenDays(g: Groups, ctx: Ctx): DateReading {
  const own = g.m === undefined && g.mo === undefined
  const dayIn = (year: number, month: number) =>
    g.ten === '下' ? lastDay(year, month) : dayFrom(year, month, g.ten === '上' ? 10 : 20)
  const groups = own ? { ...g, mo: soon(ctx, dayIn) ? '本' : '下' } : g
  const reading = inMonth(groups, ctx, dayIn)
  if (reading.kind !== 'day') return reading
  if (g.by !== undefined) return beforeTenDays(ctx, reading.day)
  const doubt = !isWorkday(ctx.h, reading.day) && { confirm: `按${say(ctx, reading.day)}计` }
  return { ...reading, ...doubt }
}

const soon = (ctx: Ctx, dayIn: (year: number, month: number) => Day | undefined) => {
  const { year, month } = parts(ctx.today)
  return (dayIn(year, month) ?? '') >= ctx.today
}

// “中旬前” may be its first day or its last.
const beforeTenDays = (ctx: Ctx, end: Day): DateReading => {
  const { year, month, date } = parts(end)
  const start = date === 10 ? 0 : date === 20 ? 10 : 20
  const before = start === 0 ? addDays(monthOf(end).from, -1) : dayFrom(year, month, start)
  const days = [before, end].filter((d) => d !== undefined).filter((d) => d >= ctx.today)
  return ask(
    '是旬初之前还是旬末之前？',
    days.map((d) => choice(ctx, d)),
  )
}
