// Ends of quarters, halves and years as limits: 下季度末, 上半年, 年底前. The end is inside; one that is
// over is asked about or moved a year.
import {
  addDays,
  addQuarters,
  type Day,
  halfRange,
  type QuarterNumber,
  quarterOf,
  quarterRange,
  yearOf,
  yearRange,
} from '../calendar.ts'
import { ask, choice, dueOn } from './answer.ts'
import { yearless } from './due-points.ts'
import { festivalEve } from './feasts.ts'
import { AWAY, away, BY, CLOSE, DONE, type Groups, IN, number, YEAR, yearSaid } from './grammar.ts'
import type { Ctx, DateReading } from './reading.ts'
import { type Rule, rule } from './rule.ts'

export const yearRules: readonly Rule[] = [
  rule(2, `本年度${IN}`, readYear),
  rule(
    2,
    `${YEAR}?第?(?<q>[一二三四1-4])季(?:度(?:底|末|${IN}|\\s?(?<by>${BY})|${DONE})|[底末])`,
    readQuarter,
  ),
  rule(1, `${YEAR}?第?(?<q>[一二三四1-4])季度`, readQuarter),
  rule(2, `(?<mo>${AWAY})季(?:度(?:底|末|${IN}|\\s?(?<by>${BY}))?|[底末]|${IN})`, readOwnQuarter),
  rule(2, `(?<![一二三四1-4本下上这当])季度?(?:[底末]|(?<=度)${IN})${CLOSE}`, (_, ctx) =>
    dueOn(ctx, quarterRange(quarterOf(ctx.today)).to),
  ),
  rule(2, `(?<!每)${YEAR}?(?<hf>[上下])半年(?:[底末]|${IN}|\\s?(?<by>${BY})|${DONE})`, readHalf),
  rule(1, `(?<!每)${YEAR}?(?<hf>[上下])半年`, readHalf),
  rule(
    2,
    `${YEAR}?年?(?:(?<=年)|(?<![${'0-9一二两三四五六七八九十百半几多数'}年])年)(?:[底末终]|${IN})${CLOSE}`,
    readYear,
  ),
  rule(1, `(?<yw>明年|今年)(?=\\s?(?:完成|办结|落实))`, readYear),
  rule(2, `(?<![0-9一二两三四五六七八九十百半几多数今明去本后每当])年前`, (_, ctx) =>
    ask('“年前”指哪一天？', [
      choice(ctx, yearRange(yearOf(ctx.today)).to),
      ...festivalEve(ctx, '春节'),
    ]),
  ),
]

// “三季度前” may or may not take the quarter in; “三季度末前” does.
const isBefore = (g: Groups, said: string): boolean =>
  g.by !== undefined && !/内$/.test(g.by) && !/[底末]/.test(said)

const beforePeriod = (
  ctx: Ctx,
  year: number | undefined,
  from: (year: number) => Day,
  to: (year: number) => Day,
): DateReading => {
  const here =
    year ?? (to(yearOf(ctx.today)) < ctx.today ? yearOf(ctx.today) + 1 : yearOf(ctx.today))
  const days = [addDays(from(here), -1), to(here)].filter((d) => d >= ctx.today)
  return ask(
    '是期初之前还是期末之前？',
    days.map((d) => choice(ctx, d)),
  )
}

function readQuarter(g: Groups, ctx: Ctx, said: string): DateReading {
  const quarter = quarterNumber(g.q)
  const year = yearSaid(g, yearOf(ctx.today))
  const end = (y: number) => quarterRange({ year: y, quarter }).to
  const from = (y: number) => quarterRange({ year: y, quarter }).from
  if (isBefore(g, said)) return beforePeriod(ctx, year, from, end)
  if (year !== undefined) return dueOn(ctx, end(year))
  return yearless(ctx, end(yearOf(ctx.today)), end(yearOf(ctx.today) + 1))
}

export const quarterNumber = (text: string | undefined): QuarterNumber => {
  const n = number(text)
  return n === 1 || n === 2 || n === 3 ? n : 4
}

function readOwnQuarter(g: Groups, ctx: Ctx, said: string): DateReading {
  const quarters = away(g.mo) ?? 0
  const { to } = quarterRange(addQuarters(quarterOf(ctx.today), quarters))
  if (quarters > 0 && said.endsWith('季度')) return ask('请说明是哪一天', [choice(ctx, to)])
  return dueOn(ctx, to)
}

function readHalf(g: Groups, ctx: Ctx, said: string): DateReading {
  const half = g.hf === '上' ? 1 : 2
  const year = yearSaid(g, yearOf(ctx.today))
  const end = (y: number) => halfRange(y, half).to
  if (isBefore(g, said)) return beforePeriod(ctx, year, (y) => halfRange(y, half).from, end)
  if (year !== undefined) return dueOn(ctx, end(year))
  return yearless(ctx, end(yearOf(ctx.today)), end(yearOf(ctx.today) + 1))
}

function readYear(g: Groups, ctx: Ctx): DateReading {
  const year = yearSaid(g, yearOf(ctx.today)) ?? yearOf(ctx.today)
  return dueOn(ctx, yearRange(year).to)
}
