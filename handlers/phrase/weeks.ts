// Weeks as limits, Monday first: 本周内 is their last working day, 周末前 the last one before Saturday.
import {
  addDays,
  type Day,
  lastWorkdayBefore,
  lastWorkdayOnOrBefore,
  type Period,
  weekOf,
  workdaysIn,
} from '../calendar.ts'
import { ask, choice, counted, dueOn, say } from './answer.ts'
import { AWAY, away, BY, type Groups, IN, WEEKNAME } from './grammar.ts'
import type { Choice, Ctx, DateReading } from './reading.ts'
import { type Rule, rule } from './rule.ts'

export const weekRules: readonly Rule[] = [
  rule(3, `(?<wk>${AWAY})${WEEKNAME}(?:${IN}|底)`, (g, ctx) => lastOfWeek(ctx, away(g.wk) ?? 0)),
  rule(3, `(?<![每一二两三四五六七八九十0-9])周${IN}`, (_, ctx) => lastOfWeek(ctx, 0)),
  rule(2, `(?:本|这个?)${WEEKNAME}(?![一二三四五六日天末1-7最倒第前之以周星礼])`, (_, ctx) =>
    lastOfWeek(ctx, 0),
  ),
  rule(2, `(?<wk>${AWAY})?(?:周|礼拜|星期)末(?:\\s?(?<by>${BY}))?`, readWeekend),
]

const lastOfWeek = (ctx: Ctx, weeks: number): DateReading => {
  const week = weekOf(addDays(ctx.today, weeks * 7))
  const last = lastWorkdayOnOrBefore(ctx.h, week.to)
  if (weeks < 0 || last.day < ctx.today || last.day < week.from)
    return ask('这一周的工作日已过，以哪一天为限？', workdayChoices(ctx, nextWeek(ctx)))
  const note = weeks === 0 ? '本周最后工作日' : '该周最后工作日'
  const words = `${plain(ctx, last.day)}（${note}）`
  const confirm = weeks === 0 ? {} : { confirm: `按${words}计` }
  return dueOn(ctx, last.day, { words, provisional: last.provisional || undefined, ...confirm })
}

function readWeekend(g: Groups, ctx: Ctx): DateReading {
  const week = weekOf(addDays(ctx.today, (away(g.wk) ?? 0) * 7))
  const saturday = addDays(week.from, 5)
  const last = lastWorkdayBefore(ctx.h, saturday)
  if (g.by === undefined || last.day < ctx.today)
    return ask(
      '“周末”指哪一天？',
      [last.day, saturday, week.to].filter((d) => d >= ctx.today).map((d) => choice(ctx, d)),
    )
  return dueOn(ctx, last.day, { words: `${plain(ctx, last.day)}（周末前最后工作日）` })
}

const nextWeek = (ctx: Ctx) => weekOf(addDays(ctx.today, 7))

export const workdayChoices = (ctx: Ctx, period: Period): Choice[] =>
  workdaysIn(ctx.h, period).map((d) => counted(ctx, lastWorkdayOnOrBefore(ctx.h, d)))

const plain = (ctx: Ctx, d: Day) => say(ctx, d).replace(/（.*）/, '')
