// Ends of weeks, months, 旬, quarters, halves and years as limits: 月底, 12月中旬, 下季度末, 年底前.
// The end of a period is inside it; a period that is over is asked about or moved a year.
import {
  addDays,
  addMonths,
  addQuarters,
  type Day,
  dayFrom,
  halfRange,
  isWorkday,
  lastWorkdayBefore,
  lastWorkdayOnOrBefore,
  monthLength,
  monthOf,
  nthWorkday,
  type Period,
  parts,
  type QuarterNumber,
  quarterOf,
  quarterRange,
  weekOf,
  workdaysIn,
  yearOf,
  yearRange,
} from '../calendar.ts'
import { yearless } from './due-points.ts'
import { festivalEve } from './feasts.ts'
import {
  APART,
  AWAY,
  away,
  BY,
  type Groups,
  IN,
  N,
  number,
  WEEKNAME,
  YEAR,
  yearSaid,
} from './grammar.ts'
import {
  ask,
  type Choice,
  type Ctx,
  choice,
  counted,
  type DateReading,
  dueOn,
  no,
  say,
} from './reading.ts'
import { type Rule, rule } from './rule.ts'

const END = `(?:底|末|${IN})`
const CLOSE = `(?:\\s?下班)?(?:\\s?(?<by>${BY}))?`
const DONE = '(?=\\s?(?:完成|办结|报送|上报|拿出|落实))'
const MONTH = `(?:${APART}${YEAR}?(?<m>${N})月|(?<mo>${AWAY})月)`
const BARE = `(?<![个${'0-9一二三四五六七八九十每'}])`

export const endRules: readonly Rule[] = [
  rule(2, `本年度${IN}`, readYear),
  rule(3, `(?<wk>${AWAY})${WEEKNAME}(?:${IN}|底)`, (g, ctx) => lastOfWeek(ctx, away(g.wk) ?? 0)),
  rule(3, `(?<![每一二两三四五六七八九十0-9])周${IN}`, (_, ctx) => lastOfWeek(ctx, 0)),
  rule(2, `(?:本|这个?)${WEEKNAME}(?![一二三四五六日天末1-7最倒第前之以周星礼])`, (_, ctx) =>
    lastOfWeek(ctx, 0),
  ),
  rule(2, `(?<wk>${AWAY})?(?:周|礼拜|星期)末(?:\\s?(?<by>${BY}))?`, readWeekend),
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
  rule(
    2,
    `${YEAR}?第?(?<q>[一二三四1-4])季(?:度(?:底|末|${IN}|\\s?(?<by>${BY})|${DONE})|[底末])`,
    readQuarter,
  ),
  rule(1, `${YEAR}?第?(?<q>[一二三四1-4])季度`, readQuarter),
  rule(2, `(?<mo>${AWAY})季(?:度(?:底|末|${IN}|\\s?(?<by>${BY}))?|[底末]|${IN})`, readOwnQuarter),
  rule(2, `(?<![一二三四1-4本下上这当])季度?(?:[底末]|(?<=度)${IN})${CLOSE}`, (_, ctx) =>
    endOf(ctx, quarterRange(quarterOf(ctx.today))),
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
  rule(
    3,
    `(?<of>${LAST_OF()})(?:的)?(?:最后|倒数第?)(?<n>[一二两三四五六七八九十0-9]{0,3})个?工作日`,
    readNthLast,
  ),
  rule(3, `(?<of>${LAST_OF()}|明年)的?(?:第(?<n>${N})|首)个?工作日`, readNth),
  rule(3, `(?<of>${LAST_OF()})前(?<n>${N})个?工作日`, readBeforeEnd),
]

function LAST_OF(): string {
  return `(?:${AWAY})?(?:周|月|季度?|年)[底末]?|(?:${N})月[份底末]?`
}

const endOf = (ctx: Ctx, { to }: Period): DateReading => dueOn(ctx, to)

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
