// The limit inside a sentence: every rule looks, what stands alone or says 前 or 内 wins, and the
// caller gets the place so that the rest can be read without it.
import {
  addDays,
  addMonths,
  addWorkdays,
  type Day,
  dayFrom,
  monthOf,
  yearOf,
  yearRange,
} from '../calendar.ts'
import { countRules } from './counts.ts'
import { readDuePoint } from './due-points.ts'
import { endRules } from './ends.ts'
import { everyRules, occurrences } from './every.ts'
import { feastRules } from './feasts.ts'
import { fold } from './fold.ts'
import { away, N, number, YEAR, yearSaid } from './grammar.ts'
import { type PointMatch, pointsIn } from './points.ts'
import { rangesIn } from './ranges.ts'
import {
  type Asking,
  ask,
  type Ctx,
  choice,
  ctxOf,
  type DateReading,
  type DayReading,
  type EveryReading,
  type Found,
} from './reading.ts'
import { vagueRules } from './vague.ts'

interface Candidate {
  start: number
  end: number
  score: number
  read: () => DateReading | undefined
}
interface Hit extends Candidate {
  reading: DateReading
}

const RULES = [...everyRules, ...countRules, ...endRules, ...feastRules, ...vagueRules]

const LABEL =
  /(?:[时期]限|限期|最[迟晚]|不[晚迟]于|不超过|不得超过|截止|截至|延期|推迟|改期|改|延|预约|约|定)(?:时间|日期)?(?:到|至|在|于|为|是)?[:]?\s?$/u
const TOWARD = /(?:到|至|于|限|要求|务必|预计|争取|在)\s?$/u
const SOURCE_BEFORE =
  /(?:来文|来信|收信|收到|信访|来访|会议|批示|印发|受理|送达|登记)(?:日期|时间|日)?[:]?\s?$/u
const SOURCE_AFTER =
  /^\s?(?:的)?(?:收到|来文|来信|来访|受理|送达|第?[0-9一二三四五六七八九十]{0,3}次?(?:局长办公会|局务会|党组会|专题会|办公会|会议)|批示|印发|下发|发文|签收|寄|发生|来的|议定)/u
const ABOUT_BEFORE = /(?:大约|大概|约莫|左近|估计)\s?(?:在|到)?\s?$/u
const ABOUT_AFTER = /^\s?(?:左右|前后|上下|之后|以后|过后|后(?![天日年勤备续期])|起|开始)/u
const UNTIL = /(?:到|至|截止|截至|为止)\s?$/u
const START = new RegExp(
  `(?:${YEAR}?(?<m>${N})月|(?<mo>下{1,4}个?)月|${YEAR.replace('<y>', '<y2>').replace('<yw>', '<yw2>')})份?(?:1日)?(?:起|开始)`,
  'u',
)
const OFFSET = new RegExp(
  `^\\s?(?:前)?\\s?(?<n>${N})\\s?(?<unit>个?工作日|天|日|周)(?!内|之内|以内)`,
  'u',
)

/** The limit that a text names. Undefined: it names none, and the caller asks for one. */
export const readDue = (text: string, asking: Asking): Found<DateReading> | undefined => {
  const folded = fold(text)
  const ctx = ctxOf(asking)
  const hits = hitsIn(folded.text, ctx)
  const [best, next] = hits
  if (!best) return undefined
  const span = folded.origin(best.start, best.end)
  const reading = bounded(settle(folded.text, ctx, best, next), hits, best, folded.text, ctx)
  return { reading, said: text.slice(...span), span }
}

const hitsIn = (text: string, ctx: Ctx): Hit[] =>
  apart([...rangesIn(text, ctx).map(asCandidate), ...ruled(text, ctx), ...pointed(text, ctx)])
    .filter(({ score }) => score >= 0)
    .toSorted((a, b) => b.score - a.score || a.start - b.start)
    .flatMap((candidate) => {
      const reading = candidate.read()
      return reading ? [{ ...candidate, reading }] : []
    })

const asCandidate = ({ start, end, reading }: ReturnType<typeof rangesIn>[number]): Candidate => ({
  start,
  end,
  score: 2,
  read: () => reading,
})

const ruled = (text: string, ctx: Ctx): Candidate[] =>
  RULES.flatMap(({ pattern, weight, read }) =>
    [...text.matchAll(pattern)].map(({ 0: said, index, groups = {} }) => ({
      start: index,
      end: index + said.trimEnd().length,
      score: weight + bonus(text, index, index + said.length),
      read: () => read(groups, ctx, said.trim()),
    })),
  )

const pointed = (text: string, ctx: Ctx): Candidate[] =>
  pointsIn(text, ctx.today).flatMap((match) => {
    const { start, end } = match
    const limit = isLimit(match)
    const extra = limit ? Math.max(0, bonus(text, start, end)) : bonus(text, start, end)
    if (!limit && extra < 1 && text.trim() !== match.text.trim() && isWeak(match, ctx)) return []
    return [{ start, end, score: (limit ? 3 : 1) + extra, read: () => readDuePoint(match, ctx) }]
  })

const isLimit = ({ point, g }: PointMatch): boolean =>
  g.shift !== undefined || (g.by !== undefined && !(point.at === 'date' && g.by.endsWith('内')))

// 12号 may be a matter, 昨天 and 11月23日 on 25 November tell where a thing comes from.
const isWeak = ({ point, g }: PointMatch, { today }: Ctx): boolean => {
  if (point.at === 'date') return true
  if (point.at === 'day') return point.day < today && point.weeks !== 0
  if (point.at !== 'month-day' || g.note || g.wd) return false
  const day = `${today.slice(0, 4)}-${pad(point.month)}-${pad(point.date)}`
  return day < today
}

const pad = (n: number) => String(n).padStart(2, '0')

const bonus = (text: string, start: number, end: number): number => {
  const before = text.slice(Math.max(0, start - 12), start)
  const after = text.slice(end, end + 12)
  if (SOURCE_BEFORE.test(before) || SOURCE_AFTER.test(after)) return -3
  if (LABEL.test(before)) return 2
  return TOWARD.test(before) ? 1 : 0
}

// What begins first and reaches farthest holds its place; what lies in it is part of it.
const apart = (candidates: Candidate[]): Candidate[] => {
  const kept: Candidate[] = []
  const order = candidates.toSorted(
    (a, b) => a.start - b.start || b.end - a.end || b.score - a.score,
  )
  for (const candidate of order)
    if ((kept.at(-1)?.end ?? 0) <= candidate.start) kept.push(candidate)
  return kept
}

const settle = (text: string, ctx: Ctx, best: Hit, next: Hit | undefined): DateReading => {
  const { reading } = best
  if (reading.kind !== 'day') return reading
  const doubt = offsetFrom(text, ctx, best, reading) ?? nearly(text, ctx, best, reading)
  if (doubt) return doubt
  if (next?.reading.kind !== 'day' || next.score < Math.min(best.score, 3)) return reading
  if (next.reading.day === reading.day) return reading
  return ask('写了两个日期，以哪一个为期限？', [offered(ctx, reading), offered(ctx, next.reading)])
}

const offered = (ctx: Ctx, { day, time }: DayReading) => choice(ctx, day, { ...(time && { time }) })

// 12月10日前三天: a count back from the date, not the date.
const offsetFrom = (text: string, ctx: Ctx, { start, end }: Hit, { day }: DayReading) => {
  const rest = text.slice(end)
  const g = OFFSET.exec(rest)?.groups
  const before = /前$/.test(text.slice(start, end)) || /^\s?前/.test(rest)
  const n = number(g?.n)
  if (!before || !g || !n || !Number.isInteger(n) || n > 366) return undefined
  return ask('请确认以哪一天为限', [choice(ctx, back(ctx, day, n, g.unit ?? '')), choice(ctx, day)])
}

// 12月10日左右, 12月10日以后: no limit as it stands.
const nearly = (text: string, ctx: Ctx, { start, end }: Hit, { day }: DayReading) =>
  ABOUT_BEFORE.test(text.slice(0, start)) || ABOUT_AFTER.test(text.slice(end))
    ? ask('请写明以哪一天为限', [choice(ctx, day)])
    : undefined

const back = (ctx: Ctx, d: Day, n: number, unit: string): Day => {
  if (unit.endsWith('工作日')) return addWorkdays(ctx.h, d, -n).day
  return addDays(d, unit === '周' ? -7 * n : -n)
}

// 每周五 报进度 到12月底; 从明年1月起每月5日前报
const bounded = (reading: DateReading, hits: Hit[], best: Hit, text: string, ctx: Ctx) => {
  if (reading.kind !== 'every') return reading
  const from = startIn(text, ctx)
  const begun = from ? beginning(ctx, reading, from) : reading
  const end = hits.find(
    ({ start, reading: { kind } }) =>
      start !== best.start && kind === 'day' && UNTIL.test(text.slice(0, start)),
  )?.reading
  return end?.kind === 'day' ? { ...begun, until: end.day } : begun
}

const startIn = (text: string, ctx: Ctx): Day | undefined => {
  const g = START.exec(text)?.groups
  if (!g) return undefined
  const first = monthOf(ctx.today).from
  const year = yearSaid({ y: g.y ?? g.y2, yw: g.yw ?? g.yw2 }, yearOf(ctx.today))
  if (g.m === undefined) return year ? yearRange(year).from : addMonths(first, away(g.mo) ?? 0)
  const here = dayFrom(year ?? yearOf(ctx.today), number(g.m) ?? 0, 1)
  return here && year === undefined && here < first ? addMonths(here, 12) : here
}

const beginning = (ctx: Ctx, reading: EveryReading, from: Day): EveryReading => {
  const { question: _, choices: __, ...sure } = reading
  const later = from > ctx.today ? from : ctx.today
  const [first] = occurrences(ctx.h, { ...sure, first: later }, later, addDays(later, 800))
  return first ? { ...sure, first: first.day } : reading
}
