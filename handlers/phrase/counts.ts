// Counted limits: 五个工作日内, 3日内, 一个月内 (the same date, 民法典 202), 24小时内 (by the clock).
// The day of speaking is not counted.
import {
  addDays,
  addMonths,
  addWorkdays,
  at,
  type Dated,
  type Day,
  dayOf,
  timeOf,
} from '../calendar.ts'
import { ask, choice, counted, dueOn, value } from './answer.ts'
import { fold, type Span } from './fold.ts'
import { APART, type Groups, IN, N, number } from './grammar.ts'
import type { Ctx, DateReading } from './reading.ts'
import { type Rule, rule } from './rule.ts'

/** Longer than ten years is a slip. */
const MOST = 3650
const DAY = '(?:个?自然日|个?日历日|天|日)'
const WEEK = '个?(?:周|星期|礼拜)'
const LOOSE = '(?:[几数两三][三四五]?|十几|几十|十来|近)'
const NOT_MOVED = '(?<!延期|延长|再延|推迟|顺延|提前|倒数|最后|前)'
const EVENT =
  '(?:会议?|收到[^，。\\s]{0,6}|接到[^，。\\s]{0,6}|收文|批复|批准|签收|签订|开工|完工|通知|文件|节|汛|到货|公示)(?:之|以)?后的?\\s?'

const UNIT = '(?<unit>工作日|天|日|周|月)'

export const countRules: readonly Rule[] = [
  rule(3, `${EVENT}(?<n>${N})\\s?个?${UNIT}${IN}?`, readAfterEvent),
  rule(3, `(?<![今然此最])(?:后|日起|起)的?\\s?(?<n>${N})\\s?个?${UNIT}${IN}`, readAfterEvent),
  rule(3, `${NOT_MOVED}${APART}(?<n>${N})\\s?个?工作[日天](?![前])(?:后|${IN})?`, (g, ctx) =>
    inDays(ctx, g, (n) => addWorkdays(ctx.h, ctx.today, n)),
  ),
  rule(3, `${APART}(?<n>${N})\\s?${DAY}${IN}`, (g, ctx) =>
    inDays(ctx, g, (n) => addDays(ctx.today, n)),
  ),
  rule(3, `(?<=限期?[:为]?\\s?)(?<n>${N})\\s?${DAY}(?:${IN})?`, (g, ctx) =>
    inDays(ctx, g, (n) => addDays(ctx.today, n)),
  ),
  rule(2, `${APART}(?<n>${N})\\s?(?:天|日)(?:之|以)?后`, (g, ctx) =>
    inDays(ctx, g, (n) => addDays(ctx.today, n)),
  ),
  rule(1, `${NOT_MOVED}${APART}(?<n>${N})\\s?天(?![前后内之以])`, readBareDays),
  rule(1, `^\\s?${APART}(?<n>${N})\\s?(?:${WEEK}|个月)\\s?$`, (g, ctx, said) =>
    asked(ctx, number(g.n), (n) =>
      said.endsWith('月') ? addMonths(ctx.today, n) : addDays(ctx.today, n * 7),
    ),
  ),
  rule(3, `半天${IN}`, readLoose),
  rule(3, `${APART}(?<n>${N})\\s?${WEEK}(?:${IN}|后)`, (g, ctx) =>
    inDays(ctx, g, (n) => addDays(ctx.today, n * 7)),
  ),
  rule(3, `${APART}(?<n>${N})\\s?个月(?:${IN}|后)`, (g, ctx) =>
    inDays(ctx, g, (n) => addMonths(ctx.today, n)),
  ),
  rule(3, `(?<![个年月0-9一二两三])半个月(?:${IN}|后)`, (_, ctx) =>
    dueOn(ctx, addDays(ctx.today, 15)),
  ),
  rule(1, `(?<![个年月0-9一二两三])半个月(?!${IN}|后)`, (_, ctx) =>
    dueOn(ctx, addDays(ctx.today, 15), { confirm: '按15日内计' }),
  ),
  rule(3, `${APART}(?<n>${N})个半月(?:${IN})?`, (g, ctx) =>
    asked(ctx, number(g.n), (n) => addDays(addMonths(ctx.today, n), 15)),
  ),
  rule(3, `(?<![上下每一二两三])半年(?:${IN}|后)`, (_, ctx) => dueOn(ctx, addMonths(ctx.today, 6))),
  rule(3, `${APART}(?<n>[一二两三四五六七八九十1-9]{1,2})年(?:${IN}|后)`, (g, ctx) =>
    inDays(ctx, g, (n) => addMonths(ctx.today, n * 12)),
  ),
  rule(3, `${APART}(?<n>${N}|半)\\s?个?(?:小时|钟头)${IN}`, (g, ctx) => readHours(g, ctx, 60)),
  rule(3, `${APART}(?<n>${N})\\s?分钟${IN}`, (g, ctx) => readHours(g, ctx, 1)),
  rule(3, `${LOOSE}(?:多|来)?个?(?:工作日|天|日|周|星期|月)${IN}`, readLoose),
  rule(
    3,
    `[0-9零一二三四五六七八九十百]{1,6}[多来余几]个?(?:工作日|天|日|周|星期|月)(?:${IN})?`,
    () => ask('请写明具体的期限'),
  ),
]

type To = (n: number) => Day | Dated

const inDays = (ctx: Ctx, { n: said }: Groups, to: To): DateReading => {
  const n = number(said)
  if (n === undefined || !Number.isInteger(n)) return ask('没有看懂数字，请写明几日内或几月几日')
  if (n < 1 || n > MOST) return ask('期限的天数不合适，请写明几日内或几月几日')
  const end = to(n)
  if (typeof end === 'string') return dueOn(ctx, end)
  return dueOn(ctx, end.day, { provisional: end.provisional || undefined })
}

const asked = (ctx: Ctx, n: number | undefined, to: (n: number) => Day): DateReading =>
  ask('请确认以哪一天为限', n && Number.isInteger(n) && n < 100 ? [choice(ctx, to(n))] : [])

// Nobody but the speaker knows when the event is: the days from today are only an offer.
function readAfterEvent(g: Groups, ctx: Ctx): DateReading {
  const n = number(g.n)
  const question = '从哪一天算起？请写明几月几日'
  if (!n || !Number.isInteger(n) || n > 366) return ask(question)
  return ask(question, [choice(ctx, unitsOn(ctx, n, g.unit), { label: '从今天算 ' })])
}

const unitsOn = (ctx: Ctx, n: number, unit: string | undefined): Day => {
  if (unit === '工作日') return addWorkdays(ctx.h, ctx.today, n).day
  if (unit === '月') return addMonths(ctx.today, n)
  return addDays(ctx.today, unit === '周' ? n * 7 : n)
}

function readBareDays(g: Groups, ctx: Ctx): DateReading | undefined {
  const n = number(g.n)
  if (n === undefined || !Number.isInteger(n) || n < 1 || n > MOST) return undefined
  return dueOn(ctx, addDays(ctx.today, n), { confirm: `按${n}日内计` })
}

function readLoose(_: Groups, ctx: Ctx): DateReading {
  return ask(
    '请写明具体的期限',
    [3, 5].map((n) => counted(ctx, addWorkdays(ctx.h, ctx.today, n))),
  )
}

// By the clock, from now; rest days are not skipped.
const readHours = (g: Groups, ctx: Ctx, minutes: number): DateReading => {
  const n = number(g.n)
  if (n === undefined || n <= 0 || n > 10000) return ask('没有看懂数字，请写明几月几日几点')
  const end = at(ctx.today, ctx.time).add({ minutes: Math.round(n * minutes) })
  return value(ctx, dayOf(end), { time: timeOf(end), choices: [] })
}

/** An amount of time that is no limit by itself: 延期30天, 再延十五个工作日, 谈心半小时. */
export interface Amount {
  n: number
  unit: 'workday' | 'day' | 'week' | 'month' | 'minute'
  span: Span
}

const AMOUNT = new RegExp(
  `${APART}(?:(?<n>${N})|(?<half>半))\\s?个?(?<unit>工作日|自然日|天|日(?![前之以])|周|星期|月|年|小时|钟头|分钟)`,
  'u',
)

export const readAmount = (text: string): Amount | undefined => {
  const folded = fold(text)
  const match = AMOUNT.exec(folded.text)
  const n = match?.groups?.half ? 0.5 : number(match?.groups?.n)
  const amount = match && n ? amountOf(n, match.groups?.unit ?? '') : undefined
  if (!match || !amount) return undefined
  return { ...amount, span: folded.origin(match.index, match.index + match[0].length) }
}

const amountOf = (n: number, unit: string): Omit<Amount, 'span'> | undefined => {
  if (unit === '小时' || unit === '钟头') return { n: n * 60, unit: 'minute' }
  if (unit === '分钟') return { n, unit: 'minute' }
  if (unit === '年') return { n: n * 12, unit: 'month' }
  if (unit === '月') return n < 1 ? { n: 15, unit: 'day' } : { n, unit: 'month' }
  const plain = {
    工作日: 'workday',
    自然日: 'day',
    天: 'day',
    日: 'day',
    周: 'week',
    星期: 'week',
  } as const
  const found = Object.entries(plain).find(([name]) => name === unit)?.[1]
  return found && Number.isInteger(n) ? { n, unit: found } : undefined
}
