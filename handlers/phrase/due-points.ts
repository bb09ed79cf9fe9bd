// A pointed day as a limit: 20号前 is this month's or the next one's, 6月30日前 may be next year's,
// 周三前 on a Wednesday is asked about (domain.md §8.1).
import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  daysBetween,
  isWorkday,
  lastWorkdayBefore,
  monthOf,
  parts,
  type Weekday,
  weekdayOf,
  weekOf,
  yearOf,
} from '../calendar.ts'
import { ask, choice, counted, dueOn, no, say } from './answer.ts'
import { type Clock, type Groups, readClock } from './grammar.ts'
import { contradicts, type Point, type PointMatch } from './points.ts'
import type { Choice, Ctx, DateReading } from './reading.ts'

/** A date at most so many days past is a slip of the tongue: asked about, with no default. */
const SLIP = 60

/** `or` is the other time that the words can mean. */
type Hours = Clock & { until?: string; or?: string }

export const readDuePoint = ({ point, g, text }: PointMatch, ctx: Ctx): DateReading => {
  const hours = hoursOf(g, ctx)
  if (!hours) return ask('没有看懂时间，请写明几点')
  const { or, ...sure } = hours
  const reading = resolve(point, g, ctx, sure)
  if (reading.kind === 'day' && or) return eitherTime(ctx, reading.day, or, sure.time)
  if (reading.kind !== 'day' || !contradicts(g, reading.day)) return reading
  return ask(`${text.trim()}前后不一，请写明以哪一天为限`, [choice(ctx, reading.day)])
}

const eitherTime = (ctx: Ctx, d: Day, or: string, time: string | undefined): DateReading =>
  ask('是几点之前？', [choice(ctx, d, { time: or }), choice(ctx, d, { time })])

const resolve = (point: Point, g: Groups, ctx: Ctx, hours: Hours): DateReading => {
  switch (point.at) {
    case 'never':
      return no(`${point.reason}，请核定日期`)
    case 'day':
      return point.weeks === 0 && point.day < ctx.today
        ? pastWeekday(ctx, point.day)
        : dueOn(ctx, point.day, hours)
    case 'month-day':
      return onMonthDay(ctx, point.month, point.date, hours)
    case 'date':
      return onDate(ctx, point.date, hours)
    case 'weekday':
      return onWeekday(ctx, point.weekday, hours, g.by !== undefined || g.shift !== undefined)
  }
}

const pastWeekday = (ctx: Ctx, d: Day): DateReading =>
  ask(`${say(ctx, d)}已过，请说明是哪一天`, [choice(ctx, addDays(d, 7))])

const onMonthDay = (ctx: Ctx, month: number, date: number, hours: Hours): DateReading => {
  const year = yearOf(ctx.today)
  const thisYear = dayFrom(year, month, date)
  if (!thisYear) return noSuchDay(ctx, month, date)
  return yearless(ctx, thisYear, dayFrom(year + 1, month, date), hours)
}

/** A day without a year: this year's if it is to come, else by how long ago it was. */
export const yearless = (
  ctx: Ctx,
  thisYear: Day,
  nextYear: Day | undefined,
  wanted: Parameters<typeof dueOn>[2] = {},
): DateReading => {
  if (thisYear >= ctx.today) return dueOn(ctx, thisYear, wanted)
  const next = nextYear ? [choice(ctx, nextYear)] : []
  if (!nextYear || daysBetween(thisYear, ctx.today) <= SLIP)
    return ask(`${say(ctx, thisYear)}已过，请说明以哪一天为限`, next)
  const confirm = `今年的${say(ctx, thisYear)}已过，按${say(ctx, nextYear)}计`
  return dueOn(ctx, nextYear, { ...wanted, confirm })
}

const noSuchDay = (ctx: Ctx, month: number, date: number): DateReading => {
  const year = yearOf(ctx.today)
  const years = [year, year + 1, year + 2, year + 3, year + 4, year + 8]
  const ends = [year, year + 1].flatMap((y) => {
    const first = dayFrom(y, month, 1)
    return first && monthOf(first).to >= ctx.today ? [monthOf(first).to] : []
  })
  const real = years.flatMap((y) => dayFrom(y, month, date) ?? [])
  const days = [ends[0], real[0]].filter((d) => d !== undefined)
  const where = ends[0] ? yearOf(ends[0]) : year
  return ask(
    `${where}年${month}月没有${date}日，以哪一天为限？`,
    days.map((d) => choice(ctx, d)),
  )
}

const onDate = (ctx: Ctx, date: number, hours: Hours): DateReading => {
  if (date > 31) return no(`没有${date}日，请核定日期`)
  const { year, month } = parts(ctx.today)
  const here = dayFrom(year, month, date)
  const later = parts(addMonths(monthOf(ctx.today).from, 1))
  const next = dayFrom(later.year, later.month, date)
  if (here && here > ctx.today) return dueOn(ctx, here, hours)
  const choices = [here === ctx.today ? here : undefined, next].flatMap((d) => d ?? [])
  if (here === ctx.today)
    return ask(
      `今天就是${date}日，以哪一天为限？`,
      choices.map((d) => choice(ctx, d)),
    )
  if (!here || !next)
    return ask(
      `${here ? later.month : month}月没有${date}日，以哪一天为限？`,
      [monthOf(ctx.today).to, ...choices].map((d) => choice(ctx, d)),
    )
  return dueOn(ctx, next, { ...hours, confirm: `本月${date}日已过，按${say(ctx, next)}计` })
}

const onWeekday = (ctx: Ctx, name: Weekday, hours: Hours, by: boolean): DateReading => {
  const here = addDays(weekOf(ctx.today).from, name - 1)
  const next = addDays(here, 7)
  if (here > ctx.today) return dueOn(ctx, here, hours)
  if (weekdayOf(ctx.today) === name)
    return ask('今天就是这一天，以哪一天为限？', [choice(ctx, here), choice(ctx, next)])
  const confirm = `本周的${say(ctx, here)}已过，按${say(ctx, next)}计`
  if (!by || hours.time || name !== 1) return dueOn(ctx, next, { ...hours, confirm })
  const words = `${say(ctx, next)}下班前`
  const choices = beforeIt(ctx, next)
  return dueOn(ctx, next, { ...hours, time: ctx.hours.end, confirm, words, ...choices })
}

// 周一前 may have meant the end of this week.
const beforeIt = (ctx: Ctx, next: Day): { choices?: Choice[] } => {
  const before = lastWorkdayBefore(ctx.h, next)
  const own = isWorkday(ctx.h, next) ? [choice(ctx, next)] : []
  return before.day > ctx.today
    ? { choices: [...own, counted(ctx, before, { label: '改为' })] }
    : {}
}

/** The clock of a limit: 下班前 is the end of work, 明天上午前 is noon. Undefined: no such time. */
export const hoursOf = (g: Groups, ctx: Ctx): Hours | undefined => {
  const clock = g.clock ? readClock(g.clock.trim()) : {}
  if (!clock) return undefined
  if (g.shift) return { time: shiftEnd(g.shift, clock, ctx) }
  if (g.upto) return upTo(clock, g.upto)
  if (clock.time) return { ...clock, ...early(g.clock ?? '', clock.time) }
  if (!clock.part || !g.by) return clock
  const ends = { 上午: ctx.hours.noon, 中午: ctx.hours.noon, 下午: ctx.hours.end, 晚上: undefined }
  const time = ends[clock.part]
  return { ...clock, ...(time && { time }) }
}

const shiftEnd = (shift: string, clock: Clock, { hours }: Ctx): string => {
  if (shift === '上班') return hours.start
  return clock.part === '上午' ? hours.noon : hours.end
}

const upTo = (clock: Clock, said: string): Hours | undefined => {
  const until = readClock(said.trim(), clock.part)?.time
  if (!clock.time || !until || until <= clock.time) return undefined
  return { ...clock, until }
}

// 5点 without 上午 or 下午 is hardly five in the morning; 0点 may be either end of the day.
const early = (said: string, time: string): { or?: string } => {
  if (!/^[^:]*[点时]/.test(said) || /[上下中晚早凌清]/.test(said) || time >= '08:00') return {}
  return { or: time < '01:00' ? '23:59' : `${Number(time.slice(0, 2)) + 12}${time.slice(2)}` }
}
