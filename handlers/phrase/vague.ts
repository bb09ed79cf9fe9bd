// Words without a date: 尽快, 会前, 月初, 下个月. They are always asked about, with a few days offered.
import {
  addDays,
  addMonths,
  addWorkdays,
  type Day,
  dayFrom,
  monthOf,
  parts,
  weekOf,
} from '../calendar.ts'
import { ask, choice, counted } from './answer.ts'
import { APART, AWAY, away, type Groups, N, number, YEAR } from './grammar.ts'
import type { Ctx, DateReading } from './reading.ts'
import { type Rule, rule } from './rule.ts'
import { workdayChoices } from './weeks.ts'

const SOON =
  '尽快|抓紧|尽早|及早|早日|马上|立即|立刻|即刻|从速|火速|近期|近日|近几天|这几天|这两天|最近|过几天|过两天|过些天|改天|回头|有空|适时|择期|择日|另行通知|另行安排|待定|稍后|日后|即日起|现在|随时|长期|另行商定'
const NAMELESS =
  '会前|会后|会议前|会议后|开会前|节后|年后|汛后|汛期|假后|放假前|放假后|收假[前后]|开学[前后]|检查前|验收前|考核前|审计前|巡视前|换届前|两会前|全会前|高考前|中考前|[寒暑]假[前后]|雨季前|冬季前|入冬前|上冻前|封冻前|开工前|完工前|竣工前|冬至前|腊月[初二三十廿一四五六七八九]{0,3}前?|正月[初二三十廿一四五六七八九]{0,3}前?|年初'

export const vagueRules: readonly Rule[] = [
  rule(0, `(?<!不)(?:${SOON})`, (_, ctx) => offer(ctx, '请说明完成的期限')),
  rule(1, `(?:元旦|春节|清明|五一|劳动|端午|中秋|国庆|十一)节?(?:之|以)?后`, (_, ctx) =>
    offer(ctx, '请写明是节后哪一天'),
  ),
  rule(1, `(?:${NAMELESS})`, (_, ctx, said) => offer(ctx, `“${said}”是哪一天？请写明几月几日`)),
  rule(
    1,
    `(?:(?<mo>${AWAY})|${APART}${YEAR}?(?<m>${N}))?月(?<at>[初中])(?![旬央])`,
    readWithinMonth,
  ),
  rule(
    1,
    `(?<mo>下{1,4}个?)月(?![底末初中上下内之以份0-9一二三四五六七八九十廿卅第最倒前的])`,
    readNextMonth,
  ),
  rule(
    1,
    `(?<wk>下{1,4}个?)(?:周|星期|礼拜)(?![一二三四五六日天末内之以底1-7周最倒])前?`,
    readNextWeek,
  ),
  rule(1, `(?:[0-9]{4}-|第)?(?<![0-9])[0-9]{2}周(?!内|之内|以内|后|岁)|第[0-9]{1,2}周`, (_, ctx) =>
    offer(ctx, '请写明几月几日'),
  ),
  rule(1, `(?<=[限到至]:?\\s?)[〇零](?![0-9])`, () => ask('没有看懂期限，请写明几月几日')),
]

const offer = (ctx: Ctx, question: string): DateReading =>
  ask(
    question,
    [3, 5].map((n) => counted(ctx, addWorkdays(ctx.h, ctx.today, n), { label: `${n}个工作日内 ` })),
  )

function readWithinMonth(g: Groups, ctx: Ctx): DateReading {
  const first = monthSaid(g, ctx, g.at === '初' ? 10 : 20)
  const days = (g.at === '初' ? [5, 10] : [15, 20]).map((n) => addDays(first, n - 1))
  return ask(
    `“月${g.at}”指哪一天？`,
    days.filter((d) => d >= ctx.today).map((d) => choice(ctx, d)),
  )
}

// The first of the month meant: the next one where none is named and its last choice is over.
const monthSaid = (g: Groups, ctx: Ctx, last: number): Day => {
  const { year, month, date } = parts(ctx.today)
  const named = number(g.m)
  const months = away(g.mo)
  if (months !== undefined) return addMonths(monthOf(ctx.today).from, months)
  if (named === undefined) return addMonths(monthOf(ctx.today).from, date <= last ? 0 : 1)
  const later = named < month || (named === month && date > last)
  return dayFrom(later ? year + 1 : year, named, 1) ?? monthOf(ctx.today).from
}

function readNextMonth(g: Groups, ctx: Ctx): DateReading {
  const first = addMonths(monthOf(ctx.today).from, away(g.mo) ?? 1)
  return ask(
    '请说明是哪一天',
    [addDays(first, 9), addDays(first, 19), monthOf(first).to].map((d) => choice(ctx, d)),
  )
}

function readNextWeek(g: Groups, ctx: Ctx): DateReading {
  const week = weekOf(addDays(ctx.today, (away(g.wk) ?? 1) * 7))
  return ask('请说明是哪一天', workdayChoices(ctx, week))
}
