// The limit inside a sentence: every rule looks, what stands alone or says 前 or 内 wins, and the
// caller gets the place so that the rest can be read without it.
import { countRules } from './counts.ts'
import { bounded, type Placed, settle } from './doubt.ts'
import { readDuePoint } from './due-points.ts'
import { everyRules } from './every.ts'
import { feastRules } from './feasts.ts'
import { fold } from './fold.ts'
import { monthRules } from './months.ts'
import { nthRules } from './nth.ts'
import { type PointMatch, pointsIn } from './points.ts'
import { rangesIn } from './ranges.ts'
import { type Asking, type Ctx, ctxOf, type DateReading, type Found } from './reading.ts'
import { apart } from './rule.ts'
import { vagueRules } from './vague.ts'
import { weekRules } from './weeks.ts'
import { yearRules } from './years.ts'

interface Candidate {
  start: number
  end: number
  score: number
  read: () => DateReading | undefined
}
type Hit = Candidate & Placed

const RULES = [
  ...everyRules,
  ...countRules,
  ...weekRules,
  ...monthRules,
  ...yearRules,
  ...nthRules,
  ...feastRules,
  ...vagueRules,
]

const LABEL =
  /(?:[时期]限|限期|最[迟晚]|不[晚迟]于|不超过|不得超过|截止|截至|延期|推迟|改期|改|延|预约|约|定)(?:时间|日期)?(?:到|至|在|于|为|是)?[:]?\s?$/u
const TOWARD = /(?:到|至|于|限|要求|务必|预计|争取|在)\s?$/u
const SOURCE_BEFORE =
  /(?:来文|来信|收信|收到|信访|来访|会议|批示|印发|受理|送达|登记)(?:日期|时间|日)?[:]?\s?$/u
const SOURCE_AFTER =
  /^\s?(?:的)?(?:收到|来文|来信|来访|受理|送达|第?[0-9一二三四五六七八九十]{0,3}次?(?:局长办公会|局务会|党组会|专题会|办公会|会议)|批示|印发|下发|发文|签收|寄|发生|来的|议定)/u

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
      score: weight + Math.max(0, bonus(text, index, index + said.length)),
      read: () => read(groups, ctx, said.trim()),
    })),
  )

const pointed = (text: string, ctx: Ctx): Candidate[] =>
  pointsIn(text, ctx.today).flatMap((match) => {
    const { start, end } = match
    const limit = isLimit(match)
    const weak = isWeak(match, ctx)
    const gain = bonus(text, start, end)
    const extra = limit || !weak ? Math.max(0, gain) : gain
    if (!limit && extra < 1 && text.trim() !== match.text.trim() && weak) return []
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
