// Periods for statistics and plans: 本月, 三季度, 上半年, 今年, 11月份. Statistics look back and stop
// today; a plan (谈话计划 一季度) looks ahead to the next such period.
import {
  addDays,
  addMonths,
  addQuarters,
  type Day,
  dayFrom,
  earlier,
  halfRange,
  monthOf,
  type Period,
  parts,
  quarterKey,
  quarterOf,
  quarterRange,
  weekOf,
  yearOf,
  yearRange,
} from '../calendar.ts'
import { ask } from './answer.ts'
import { fold } from './fold.ts'
import { APART, AWAY, away, type Groups, N, number, WEEKNAME, YEAR, yearSaid } from './grammar.ts'
import { readPast } from './past.ts'
import type { PointMatch } from './points.ts'
import { rangesIn } from './ranges.ts'
import {
  type Asking,
  type AskReading,
  type Ctx,
  ctxOf,
  type Found,
  type NoReading,
  type RangeReading,
} from './reading.ts'
import { quarterNumber } from './years.ts'

export interface PeriodReading extends RangeReading {
  unit: 'day' | 'days' | 'week' | 'month' | 'quarter' | 'half' | 'year'
  /** The whole period, where `to` stops today. */
  whole: Period
  confirm?: string
}
type Unit = PeriodReading['unit']
type Reading = PeriodReading | AskReading | NoReading
interface Rule {
  pattern: RegExp
  read: (g: Groups, ctx: Ctx, ahead: boolean) => Reading | undefined
}

const rule = (source: string, read: Rule['read']): Rule => ({
  pattern: new RegExp(source, 'u'),
  read,
})

const QUARTERS = '[一二三四1-4]'
const TO = '(?:至|到|-|~)'

const RULES: readonly Rule[] = [
  rule(`${YEAR}?前(?<b>[两二三2-3])个?季度?`, (g, ctx) => quarters(ctx, g, '1', g.b)),
  rule(`${YEAR}?第?(?<a>${QUARTERS})(?:季度)?${TO}第?(?<b>${QUARTERS})季度`, (g, ctx) =>
    quarters(ctx, g, g.a, g.b),
  ),
  rule(`${YEAR}?前(?<b>${N})个月`, (g, ctx) => monthsOf(ctx, g, '1', g.b)),
  rule(
    `${APART}${YEAR}?(?<a>${N})月?份?${TO}(?<b>${N})月份?(?![0-9一二三四五六七八九十])`,
    (g, ctx) => monthsOf(ctx, g, g.a, g.b),
  ),
  rule(`${APART}${YEAR}?(?<a>${N})月份?以来`, (g, ctx) => monthsOf(ctx, g, g.a, undefined)),
  rule(`${YEAR}?第?(?<q>[一二三四1-4])季度?`, (g, ctx, ahead) => {
    const at = (year: number) => quarterRange({ year, quarter: quarterNumber(g.q) })
    return yearly(ctx, 'quarter', yearSaid(g, yearOf(ctx.today)), at, ahead)
  }),
  rule(`(?<mo>${AWAY})个?季度?`, (g, ctx) =>
    period(ctx, 'quarter', quarterRange(addQuarters(quarterOf(ctx.today), away(g.mo) ?? 0))),
  ),
  rule(`${YEAR}?(?<hf>[上下])半年`, (g, ctx, ahead) => {
    const at = (year: number) => halfRange(year, g.hf === '上' ? 1 : 2)
    return yearly(ctx, 'half', yearSaid(g, yearOf(ctx.today)), at, ahead)
  }),
  rule(`${APART}${YEAR}?(?<m>${N})月份?(?![0-9一二三四五六七八九十])`, (g, ctx, ahead) => {
    const first = dayFrom(yearOf(ctx.today), number(g.m) ?? 0, 1)
    if (!first) return ask('没有看懂月份，请写明哪个月')
    const at = (year: number) => monthOf(dayFrom(year, parts(first).month, 1) ?? first)
    return yearly(ctx, 'month', yearSaid(g, yearOf(ctx.today)), at, ahead)
  }),
  rule(`(?<mo>${AWAY})月`, (g, ctx) =>
    period(ctx, 'month', monthOf(addMonths(monthOf(ctx.today).from, away(g.mo) ?? 0))),
  ),
  rule(`(?<mo>${AWAY})${WEEKNAME}`, (g, ctx) =>
    period(ctx, 'week', weekOf(addDays(ctx.today, (away(g.mo) ?? 0) * 7))),
  ),
  rule(`[近最过去前]{1,2}(?<n>${N})(?<unit>天|日|个?周|个?星期|个月)`, readLast),
  rule(`${YEAR}?(?:全年|年度|本年|年内|年初以来|以来)|${YEAR}`, (g, ctx) =>
    period(ctx, 'year', yearRange(yearSaid(g, yearOf(ctx.today)) ?? yearOf(ctx.today))),
  ),
]

/** The period that a text asks figures for; `ahead` for plans. Undefined: none is named. */
export const readPeriod = (
  text: string,
  asking: Asking,
  ahead = false,
): Found<Reading> | undefined => {
  const folded = fold(text)
  const ctx = ctxOf(asking)
  const [range] = rangesIn(folded.text, ctx, (m) => pastDay(m, asking))
  if (range) {
    const span = folded.origin(range.start, range.end)
    const { reading } = range
    const period = reading.kind === 'no' ? reading : whole('days', reading)
    return { reading: period, said: text.slice(...span), span }
  }
  for (const { pattern, read } of RULES) {
    const match = pattern.exec(folded.text)
    if (!match) continue
    const reading = read(match.groups ?? {}, ctx, ahead)
    if (!reading) continue
    const span = folded.origin(match.index, match.index + match[0].length)
    return { reading, said: text.slice(...span), span }
  }
  return oneDay(text, asking)
}

const oneDay = (text: string, asking: Asking): Found<Reading> | undefined => {
  const found = readPast(text, asking)
  if (found?.reading.kind !== 'day') return undefined
  const { day, words } = found.reading
  return { ...found, reading: whole('day', { kind: 'range', from: day, to: day, words }) }
}

const pastDay = (match: PointMatch, asking: Asking): Day | undefined => {
  const reading = readPast(match.text, asking)?.reading
  return reading?.kind === 'day' ? reading.day : undefined
}

const whole = (unit: Unit, range: RangeReading): PeriodReading => ({
  ...range,
  unit,
  whole: { from: range.from, to: range.to },
})

// Without a year: the last that has begun, or for a plan the next that has not ended.
const yearly = (
  ctx: Ctx,
  unit: Unit,
  said: number | undefined,
  at: (year: number) => Period,
  ahead: boolean,
): PeriodReading => {
  const year = yearOf(ctx.today)
  if (said !== undefined) return period(ctx, unit, at(said), ahead)
  if (ahead) return period(ctx, unit, at(at(year).to < ctx.today ? year + 1 : year), true)
  if (at(year).from <= ctx.today) return period(ctx, unit, at(year))
  return { ...period(ctx, unit, at(year - 1)), confirm: `按${year - 1}年计` }
}

const period = (ctx: Ctx, unit: Unit, range: Period, ahead = false): PeriodReading => {
  const to = ahead || range.from > ctx.today ? range.to : earlier(range.to, ctx.today)
  return { kind: 'range', unit, from: range.from, to, whole: range, words: sayPeriod(unit, range) }
}

const sayPeriod = (unit: Unit, { from, to }: Period): string => {
  const { year, month } = parts(from)
  if (unit === 'year') return `${year}年`
  if (unit === 'half') return `${year}年${month === 1 ? '上' : '下'}半年`
  if (unit === 'quarter') return `${year}年${'一二三四'[quarterOf(from).quarter - 1]}季度`
  return unit === 'month' ? `${year}年${month}月` : `${from}至${to}`
}

const quarters = (ctx: Ctx, g: Groups, a: string | undefined, b: string | undefined): Reading => {
  const year = yearSaid(g, yearOf(ctx.today)) ?? yearOf(ctx.today)
  const [from, to] = [a, b].map((n) => quarterRange({ year, quarter: quarterNumber(n) }))
  return several(ctx, from?.from, to?.to)
}

const monthsOf = (ctx: Ctx, g: Groups, a: string | undefined, b: string | undefined): Reading => {
  const year = yearSaid(g, yearOf(ctx.today)) ?? yearOf(ctx.today)
  const from = dayFrom(year, number(a) ?? 0, 1)
  const to = b === undefined ? ctx.today : dayFrom(year, number(b) ?? 0, 1)
  return several(ctx, from, to && monthOf(to).to)
}

const several = (ctx: Ctx, from: Day | undefined, to: Day | undefined): Reading =>
  from && to && from <= to
    ? period(ctx, 'days', { from, to })
    : ask('没有看懂时段，请写明从哪个月到哪个月')

function readLast(g: Groups, ctx: Ctx): Reading | undefined {
  const n = number(g.n)
  if (!n || !Number.isInteger(n) || n > 3650) return undefined
  const from = /月/.test(g.unit ?? '')
    ? addDays(addMonths(ctx.today, -n), 1)
    : addDays(ctx.today, 1 - n * (/[天日]/.test(g.unit ?? '') ? 1 : 7))
  return period(ctx, 'days', { from, to: ctx.today })
}

/** 2026Q4 for a period that is a quarter. */
export const quarterKeyOf = ({ unit, from }: PeriodReading): string | undefined =>
  unit === 'quarter' ? quarterKey(quarterOf(from)) : undefined
