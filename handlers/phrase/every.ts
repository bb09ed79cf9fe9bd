// What comes back: 每月25日前, 每周五, 每季度末. A turn that falls on a rest day is due on the working
// day before (domain.md §3.7); a turn that is today is asked about.
import { sayDate } from '../calendar.ts'
import { ask, choice, counted } from './answer.ts'
import { BY, CLOCK, type Groups, N, number, readClock, WEEKNAME } from './grammar.ts'
import type { Ctx, DateReading, EveryReading } from './reading.ts'
import { type Rule, rule } from './rule.ts'
import { type Plan, turns } from './turns.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
const CLOSE = `(?:\\s?(?<clock>${CLOCK}))?(?:\\s?下班)?(?:\\s?(?:${BY}))?`
const LAST = '最后(?:一|1)?个?工作日'
const W = '[一二三四五六日天1-7]'

export const everyRules: readonly Rule[] = [
  rule(8, `每逢?个?月的?(?<d>${N})[日号]${CLOSE}`, (g, ctx) => {
    const date = number(g.d)
    if (date === undefined || date < 1 || date > 31) return ask('没有看懂是每月几日')
    return every(ctx, g, { unit: 'month', interval: 1, date })
  }),
  rule(8, `每逢?个?月的?(?<e>[底末]|最后一天|${LAST})${CLOSE}`, (g, ctx) =>
    every(ctx, g, {
      unit: 'month',
      interval: 1,
      date: g.e?.endsWith('工作日') ? 'last-workday' : 'end',
    }),
  ),
  rule(
    8,
    `每逢?(?<k>[两二2双隔]|隔[一1])?个?${WEEKNAME}的?(?:${WEEKNAME})?(?<w>${W}(?:[、,和及]?(?:周)?${W}){0,6})(?!次)${CLOSE}`,
    readWeekly,
  ),
  rule(8, `每个?工作日${CLOSE}`, (g, ctx) => every(ctx, g, { unit: 'workday', interval: 1 })),
  rule(8, `每[天日](?!常)${CLOSE}`, (g, ctx) => every(ctx, g, { unit: 'day', interval: 1 })),
  rule(8, `每个?季度?(?:[底末]|最后)?${CLOSE}`, (g, ctx) =>
    every(ctx, g, { unit: 'quarter', interval: 1, date: 'end' }),
  ),
  rule(8, `每半年[底末]?${CLOSE}`, (g, ctx) =>
    every(ctx, g, { unit: 'half', interval: 1, date: 'end' }),
  ),
  rule(8, `每逢?年(?:(?<m>${N})月(?:(?<d>${N})[日号]|[底末])|年?[底末])?${CLOSE}`, readYearly),
  rule(2, `[单双隔]周(?=${W})|每隔?[两二2]?个?(?:${WEEKNAME}|月)(?:一次|1次)?`, (_, _ctx, said) =>
    ask(`${said}的哪一天？请写明，例如“每周五”“每月25日前”`),
  ),
]

function readWeekly(g: Groups, ctx: Ctx): DateReading {
  const weekdays = [...(g.w ?? '')].flatMap((c) => {
    const i = '一二三四五六日'.indexOf(c.replace('天', '日'))
    return WEEKDAYS[i >= 0 ? i : Number(c) - 1] ?? []
  })
  const interval = g.k ? 2 : 1
  return every(ctx, g, { unit: 'week', interval, weekdays })
}

function readYearly(g: Groups, ctx: Ctx): DateReading {
  const month = number(g.m) ?? 12
  const date = g.d ? number(g.d) : 'end'
  if (date === undefined || month < 1 || month > 12) return ask('没有看懂是每年几月几日')
  return every(ctx, g, { unit: 'year', interval: 1, month, date })
}

const every = (ctx: Ctx, g: Groups, plan: Plan): DateReading => {
  const time = g.clock ? readClock(g.clock.trim())?.time : undefined
  const [first, second] = turns(ctx.h, plan, ctx.today, 2)
  if (!first || !second) return ask('没有看懂周期，请写明，例如“每月25日前”')
  const doubt = first.day === ctx.today && !['day', 'workday'].includes(plan.unit)
  const words = sayEvery(plan)
  return {
    kind: 'every',
    ...plan,
    first: first.day,
    ...(time && { time }),
    ...(first.provisional && { provisional: true }),
    ...(doubt && {
      question: '今天就是这一期，从哪一期开始？',
      choices: [
        { ...choice(ctx, first.day), label: `${THIS[plan.unit]}起（今天）` },
        { ...counted(ctx, second), label: `${sayDate(second.day, ctx)}起` },
      ],
    }),
    words,
  }
}

const THIS: Readonly<Record<EveryReading['unit'], string>> = {
  day: '今天',
  workday: '今天',
  week: '本周',
  month: '本月',
  quarter: '本季度',
  half: '本半年',
  year: '今年',
}

const sayEvery = ({ unit, interval, weekdays, date, month }: Plan): string => {
  const often = interval > 1 ? '两' : ''
  const on = typeof date === 'number' ? `${date}日` : date === 'last-workday' ? '最后工作日' : '底'
  switch (unit) {
    case 'day':
      return '每天'
    case 'workday':
      return '每个工作日'
    case 'week':
      return `每${often}周${(weekdays ?? []).map((w) => '一二三四五六日'[w - 1]).join('、')}`
    case 'month':
      return `每月${on}`
    case 'quarter':
      return '每季度末'
    case 'half':
      return '每半年末'
    case 'year':
      return `每年${month}月${on}`
  }
}
