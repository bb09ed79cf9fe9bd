// What the clock says of talks, as lines of each talker's own sheet: at the quarter's start, its middle, before its end, and
// the report to the director afterwards (domain.md §4.3). Asked again when the sheet is drawn: whoever is done is left in peace.
import {
  addDays,
  addQuarters,
  type Dated,
  type Quarter,
  quarterOf,
  sayDate,
  sayDated,
} from '../calendar.ts'
import type { Due, Line, Reading } from '../feature.ts'
import { nameOf } from '../people.ts'
import { dayAt, instantAt } from '../when.ts'
import { openFiguresButton, openPlanButton } from './buttons.ts'
import { defaultRemind, type Occasion, quarterDates, type RemindBy } from './dates.ts'
import { sayFigures } from './figures.ts'
import { dutiesOf, readingOf, standingsOf, standingTalks } from './obligations.ts'
import { sayLeft } from './plan/card.ts'
import type { Known } from './roster.ts'
import { sayReading, shortQuarter } from './rules.ts'
import { planFor, type Schedule, scheduleOf, talkersOf } from './schedule.ts'
import { loadKnown, loadQuarter } from './store.ts'
import { figuresSubject, planSubject } from './subjects.ts'

const morning = '08:30'

export const dues: Record<string, Due> = {
  /** One row for all: subject `quarter`. */
  async remind(ctx) {
    const known = await loadKnown(ctx)
    const next = nextOf(ctx, known)
    const now = lastOf(ctx, known)
    // Before anything was noted there is no office yet to remind.
    if (!now || !known.since || known.since > now.at.day) return { lines: [], next }
    const report =
      now.occasion === 'start' ? await reportLines(ctx, addQuarters(now.quarter, -1), known) : []
    return { lines: [...report, ...(await talkerLines(ctx, now))], next }
  },
}

interface Moment {
  quarter: Quarter
  occasion: Exclude<Occasion, 'report'>
  at: Dated
}

/** The report goes with the next quarter's start: both are the first working day after. */
function momentsOf(ctx: Reading, known: Known, quarter: Quarter): Moment[] {
  const { report: _, ...dates } = quarterDates(ctx.office.holidays, quarter, remindBy(ctx, known))
  const occasions = ['start', 'middle', 'tenth', 'third'] as const
  return occasions.map((occasion) => ({ quarter, occasion, at: dates[occasion] }))
}

function remindBy(ctx: Reading, known: Known): RemindBy {
  const [from, n] = known.on('setting', 'remind', ctx.today)
  return from === 'last' || from === 'before' ? { from, n: Number(n) } : defaultRemind
}

function lastOf(ctx: Reading, known: Known): Moment | undefined {
  return momentsOf(ctx, known, quarterOf(ctx.today))
    .filter(({ at }) => at.day <= ctx.today)
    .toSorted((a, b) => (a.at.day < b.at.day ? -1 : 1))
    .at(-1)
}

function nextOf(ctx: Reading, known: Known) {
  const quarter = quarterOf(ctx.today)
  const days = [quarter, addQuarters(quarter, 1)]
    .flatMap((q) => momentsOf(ctx, known, q))
    .map(({ at }) => instantAt(at.day, morning))
    .filter((at) => at > ctx.now)
    .toSorted()
  return days[0] ?? instantAt(addDays(dayAt(ctx.now), 1), morning)
}

async function talkerLines(ctx: Reading, now: Moment): Promise<Line[]> {
  const about = await loadQuarter(ctx, now.quarter)
  const talkers = talkersOf(standingsOf(about, standingTalks(about.talks, ctx.today)))
  return talkers.flatMap((person) => {
    const schedule = scheduleOf(about, person)
    const text =
      now.occasion === 'start' ? planLine(ctx, about, schedule) : lineOf(ctx, now, schedule)
    if (!text) return []
    const payload = openPlanButton.on(planSubject(person, now.quarter))
    const rank = now.occasion === 'third' ? ('today' as const) : ('info' as const)
    return [{ to: { person }, text, rank, buttons: [{ text: '查看待谈名单', payload }] }]
  })
}

/** 谁、何时: the first five, the rest on the card. */
function planLine(ctx: Reading, about: Parameters<typeof planFor>[0], schedule: Schedule): string {
  const planned = planFor(about, schedule).toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const people = new Set(schedule.wanted.map(({ talkee }) => talkee)).size
  const first = planned
    .slice(0, 5)
    .map(({ talkee, day }) => `${nameOf(ctx.office, talkee)}（${sayDate(day, ctx)}前）`)
  const more = planned.length > 5 ? '等' : ''
  if (people === 0) return ''
  return `${shortQuarter(schedule.quarter, ctx.today)}谈话安排：共${people}人，建议${first.join('、')}${more}。`
}

/** domain.md §7.2#17. */
function lineOf(ctx: Reading, now: Moment, schedule: Schedule): string | undefined {
  const doubt = now.at.provisional ? `（提醒日${sayDated(ctx.office.holidays, now.at, ctx)}）` : ''
  const nothing = '谈话内容无需在此填写，登记时间即可。'
  const hard = sayLeft(ctx, schedule)
  if (hard) return `${hard}请统筹安排。${nothing}${doubt}`
  const counted = schedule.standings.filter((s) => s.rule === 'R3' && s.times === null && !s.exempt)
  if (counted.length === 0) return undefined
  const held = counted.reduce((sum, s) => sum + s.held, 0)
  const people = counted.filter((s) => s.held > 0).length
  return `含今日还有${schedule.pace.days}个工作日，您已谈${held}次、${people}人，请统筹安排。${nothing}${doubt}`
}

async function reportLines(ctx: Reading, quarter: Quarter, known: Known): Promise<Line[]> {
  const about = await loadQuarter(ctx, quarter)
  const standings = standingsOf(about, standingTalks(about.talks, ctx.today))
  const words = sayFigures(quarter, standings, dutiesOf(about).vacancies, ctx.today)
  const payload = openFiguresButton.on(figuresSubject(quarter))
  const directors = ctx.office.roles.filter((r) => r.role === '办公室主任' && !r.deputy)
  const r3 = readingOf(known, 'R3', quarterOf(ctx.today))
  const ask =
    r3.force === 'counts' ? `副主任谈话口径（${sayReading(r3)}）尚未确认，请在统计卡上确认。` : ''
  return directors.map(({ person }) => ({
    ...{ to: { person }, text: words + ask, rank: 'info' as const },
    buttons: [{ text: '查看统计', payload }],
  }))
}
