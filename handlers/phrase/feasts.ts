// Before a festival or a flood season: the last working day before it, never the day itself.
// Lunar days come from stored rows (domain.md §5); what rests on a missing notice is 暂按.
import {
  addDays,
  type Dated,
  type Day,
  dayFrom,
  type Festival,
  festivalDay,
  festivals,
  firstWorkdayOnOrAfter,
  lastWorkdayBefore,
  yearOf,
} from '../calendar.ts'
import { ask, counted, dueOn, say } from './answer.ts'
import type { Groups } from './grammar.ts'
import type { Choice, Ctx, DateReading, Season } from './reading.ts'
import { type Rule, rule } from './rule.ts'

const NAMES: Readonly<Record<string, Festival>> = {
  元旦: '元旦',
  新年: '元旦',
  春节: '春节',
  除夕: '春节',
  过年: '春节',
  清明: '清明节',
  五一: '劳动节',
  劳动: '劳动节',
  端午: '端午节',
  中秋: '中秋节',
  国庆: '国庆节',
  十一: '国庆节',
}
const BEFORE = '(?:之前|以前|前(?![往来去期后]))'
const ANY = Object.keys(NAMES).join('|')
const FEAST = `(?<feast>${ANY})节?(?:假期|放假)?`

export const feastRules: readonly Rule[] = [
  rule(3, `(?<yw>明年)?${FEAST}${BEFORE}`, readFeast),
  rule(3, `(?<first>${ANY})节?[、和]?(?<second>${ANY})节?${BEFORE}`, (g, ctx) =>
    ask(
      '以哪一个节日为准？',
      [g.first, g.second].flatMap((said) => festivalEve(ctx, NAMES[said ?? ''] ?? '元旦')),
    ),
  ),
  rule(3, `${FEAST}(?:之|以)?后的?(?:第一|首)个?工作日`, readAfterFeast),
  rule(
    2,
    `(?<!春|元旦|清明|劳动|端午|中秋|国庆|季|环|细|情|时|调|章|小|两|双)节${BEFORE}`,
    readNextFeasts,
  ),
  rule(2, `[两双]节${BEFORE}`, readNextFeasts),
  rule(3, `(?<season>防汛值班|伏秋汛|主汛|大汛|凌汛)期?${BEFORE}`, readSeason),
  rule(2, `(?<!凌|秋|主|大|防)汛期?${BEFORE}`, (_, ctx) =>
    ask(
      '“汛前”指哪一个？',
      ctx.seasons.map((s) => seasonChoice(ctx, s)),
    ),
  ),
]

function readFeast(g: Groups, ctx: Ctx): DateReading {
  const name = NAMES[g.feast ?? ''] ?? '元旦'
  const next = nextFeast(ctx, name, g.yw ? yearOf(ctx.today) + 1 : undefined)
  if (!next) return ask(`没有${name}的日期数据，请写明几月几日`)
  const eve = lastWorkdayBefore(ctx.h, next)
  const confirm = name === '元旦' ? {} : { confirm: `按${say(ctx, eve.day)}计` }
  const over = ask(`${name}假期前的工作日已过，请说明是哪一天`)
  if (eve.day < ctx.today) return over
  const provisional = eve.provisional || undefined
  return dueOn(ctx, eve.day, { note: `${name}前最后工作日`, provisional, ...confirm })
}

// The first working day after the holiday; a holiday that has begun is the one meant.
function readAfterFeast(g: Groups, ctx: Ctx): DateReading {
  const name = NAMES[g.feast ?? ''] ?? '元旦'
  const year = yearOf(ctx.today)
  const back = [year, year + 1]
    .flatMap((y) => festivalDay(name, y) ?? [])
    .map((d) => firstWorkdayOnOrAfter(ctx.h, d))
    .find(({ day }) => day > ctx.today)
  if (!back) return ask(`没有${name}的日期数据，请写明几月几日`)
  const confirm = `按${say(ctx, back.day)}计`
  const provisional = back.provisional || undefined
  return dueOn(ctx, back.day, { note: `${name}后第一个工作日`, provisional, confirm })
}

function readNextFeasts(_: Groups, ctx: Ctx): DateReading {
  const coming = festivals
    .flatMap((name) => {
      const next = nextFeast(ctx, name)
      return next ? [{ name, next }] : []
    })
    .toSorted((a, b) => (a.next < b.next ? -1 : 1))
  return ask(
    '“节前”指哪一个节日？',
    coming.slice(0, 2).flatMap(({ name }) => festivalEve(ctx, name)),
  )
}

/** 〔春节前 2027年2月4日（周四）〕, or nothing where the day is unknown. */
export const festivalEve = (ctx: Ctx, name: Festival): Choice[] => {
  const next = nextFeast(ctx, name)
  return next ? [counted(ctx, lastWorkdayBefore(ctx.h, next), { label: `${name}前 ` })] : []
}

const nextFeast = (ctx: Ctx, name: Festival, from?: number): Day | undefined => {
  const year = from ?? yearOf(ctx.today)
  return [year, year + 1].flatMap((y) => festivalDay(name, y) ?? []).find((d) => d > ctx.today)
}

function readSeason(g: Groups, ctx: Ctx): DateReading {
  const said = g.season === '主汛' || g.season === '大汛' ? '伏秋汛' : g.season
  const season = ctx.seasons.find(({ name }) => name === said)
  if (!season) return ask('没有设置这个汛期，请写明几月几日')
  const eve = seasonEve(ctx, season)
  return dueOn(ctx, eve.day, {
    note: `${season.name}前最后工作日`,
    provisional: eve.provisional || undefined,
  })
}

const seasonChoice = (ctx: Ctx, season: Season): Choice =>
  counted(ctx, seasonEve(ctx, season), { label: `${season.name}前 ` })

const seasonEve = (ctx: Ctx, { month, date }: Season): Dated => {
  const year = yearOf(ctx.today)
  const start = [year, year + 1]
    .flatMap((y) => dayFrom(y, month, date) ?? [])
    .find((d) => d > ctx.today)
  return lastWorkdayBefore(ctx.h, start ?? addDays(ctx.today, 1))
}
