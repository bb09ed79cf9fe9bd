// Working days by their place: 本月最后一个工作日, 12月第三个工作日, 季度末前十个工作日.
import {
  addDays,
  addMonths,
  addQuarters,
  dayFrom,
  monthOf,
  nthWorkday,
  type Period,
  quarterOf,
  quarterRange,
  weekOf,
  yearOf,
  yearRange,
} from '../calendar.ts'
import { ask, counted, dueOn } from './answer.ts'
import { AWAY, away, type Groups, N, number } from './grammar.ts'
import type { Ctx, DateReading } from './reading.ts'
import { type Rule, rule } from './rule.ts'

const OF = `(?:${AWAY})?(?:周|月|季度?|年)[底末]?|(?:${N})月[份底末]?`

export const nthRules: readonly Rule[] = [
  rule(
    3,
    `(?<of>${OF})(?:的)?(?:最后|倒数第?)(?<n>[一二两三四五六七八九十0-9]{0,3})个?工作日`,
    readNthLast,
  ),
  rule(3, `(?<of>${OF}|明年)的?(?:第(?<n>${N})|首)个?工作日`, readNth),
  rule(3, `(?<of>${OF})前(?<n>${N})个?工作日`, readBeforeEnd),
]

const periodNamed = (ctx: Ctx, of: string): Period | undefined => {
  const n = away(/^[本这当上下]/.test(of) ? of : undefined) ?? 0
  if (/周/.test(of)) return weekOf(addDays(ctx.today, n * 7))
  if (/季/.test(of)) return quarterRange(addQuarters(quarterOf(ctx.today), n))
  if (/年/.test(of)) return yearRange(yearOf(ctx.today) + n)
  const month = number(/^(.{1,3})月/.exec(of)?.[1])
  if (month === undefined || n !== 0) return monthOf(addMonths(monthOf(ctx.today).from, n))
  const first = dayFrom(yearOf(ctx.today), month, 1)
  return first && monthOf(first)
}

function readNthLast(g: Groups, ctx: Ctx, said: string): DateReading {
  const period = periodNamed(ctx, g.of ?? '')
  const n = g.n ? number(g.n) : 1
  const found = period && n && nthWorkday(ctx.h, period, -n)
  if (!found) return ask('没有看懂是第几个工作日，请写明日期')
  const note = said.replace(/\s/g, '')
  return dueOn(ctx, found.day, { note, provisional: found.provisional || undefined })
}

function readNth(g: Groups, ctx: Ctx, said: string): DateReading {
  const period = g.of === '明年' ? yearRange(yearOf(ctx.today) + 1) : periodNamed(ctx, g.of ?? '')
  const n = g.n ? number(g.n) : 1
  const found = period && n && nthWorkday(ctx.h, period, n)
  if (!found) return ask('没有看懂是第几个工作日，请写明日期')
  return dueOn(ctx, found.day, { note: said, provisional: found.provisional || undefined })
}

// “季度末前十个工作日”: the tenth from the end, or ten before the last (domain.md §8.4).
function readBeforeEnd(g: Groups, ctx: Ctx): DateReading {
  const period = periodNamed(ctx, g.of ?? '')
  const n = number(g.n)
  if (!period || !n) return ask('没有看懂是几个工作日，请写明日期')
  const found = [
    { label: `倒数第${n}个 `, found: nthWorkday(ctx.h, period, -n) },
    { label: `提前${n}个 `, found: nthWorkday(ctx.h, period, -n - 1) },
  ]
  return ask(
    '以哪一天为准？',
    found.flatMap(({ label, found }) => (found ? [counted(ctx, found, { label })] : [])),
  )
}
