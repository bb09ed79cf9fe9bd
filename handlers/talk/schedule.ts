// One talker's quarter: what stands, what is still wanted, by when, and whether it can still be held.
import { type Day, daysOf, type Holidays, later, type Quarter, quarterRange } from '../calendar.ts'
import { workdaysLeft } from './dates.ts'
import { isThere, type Standing, settingOn, standingsOf, standingTalks } from './obligations.ts'
import { type Pace, paceOf } from './pace.ts'
import { planTalks, type Wanted } from './planner.ts'
import type { Known } from './roster.ts'
import type { Planned } from './store.ts'
import type { Talk } from './talk.ts'

export interface Schedule {
  quarter: Quarter
  talker: string
  /** Theirs, of every rule. */
  standings: Standing[]
  wanted: Wanted[]
  pace: Pace
  /** The last day of the required rules' period. */
  end: Day
}

export interface About {
  known: Known
  holidays: Holidays
  today: Day
  quarter: Quarter
  talks: readonly Talk[]
}

/** More talks on one day are no talks (setting `talk.per_day`). */
const perDayDefault = 3
const perDay = (known: Known, at: Day) => Number(settingOn(known, 'per_day', at) ?? perDayDefault)

export function scheduleOf(about: About, talker: string): Schedule {
  const { known, quarter, today } = about
  const all = standingsOf(about, standingTalks(about.talks, today))
  const standings = all.filter((s) => s.talkers.includes(talker))
  const main = mainOf(standings)
  const end = main[0]?.window.to ?? quarterRange(quarter).to
  const start = later(today, quarterRange(quarter).from)
  const wanted = wantedOf(about, talker, main, start)
  const hard = main.filter((s) => s.reading.force === 'required')
  const left = workdaysLeft(about.holidays, start, end).filter((at) =>
    isThere(known, about.holidays, talker, at),
  )
  const owed = hard.length > 0 ? wantedOf(about, talker, hard, start) : []
  const pace = paceOf(owed, left, perDay(known, today))
  return { quarter, talker, standings, wanted, pace, end }
}

/** What is planned with dates: what is required, or counted while its reading is not settled; else the target. */
function mainOf(standings: Standing[]): Standing[] {
  const due = standings.filter((s) => !s.exempt)
  const main = due.filter((s) => s.rule === 'R1' || s.rule === 'R3')
  return main.length > 0 ? main : due.filter((s) => s.rule === 'R4')
}

function wantedOf(about: About, talker: string, of: Standing[], start: Day): Wanted[] {
  const times = new Map<string, { n: number; days: Day[] }>()
  for (const standing of of) {
    const left = standing.times === null ? standing.reading.times - standing.held : standing.left
    for (let n = 0; n < left; n++) {
      // Of a group, those first who were talked with least.
      const talkee = standing.talkees.toSorted(
        (a, b) => count(standing, times, a) - count(standing, times, b),
      )[0]
      if (!talkee) break
      const before = times.get(talkee)
      times.set(talkee, { n: (before?.n ?? 0) + 1, days: standing.days })
    }
  }
  return [...times].map(([talkee, { n, days }]) => {
    const end = of.find((s) => s.talkees.includes(talkee))?.window.to ?? start
    return {
      talkee,
      times: n,
      days: openDays(about, talker, talkee, start, end).filter((at) => !days.includes(at)),
      after: days.at(-1) ?? null,
    }
  })
}

const count = (standing: Standing, times: Map<string, { n: number }>, talkee: string) =>
  (times.get(talkee)?.n ?? 0) + (standing.talked.includes(talkee) ? 1 : 0)

/** Both there, and outside the spans that the office keeps free (flood-season peaks), where that leaves any. */
function openDays(
  { known, holidays }: About,
  talker: string,
  talkee: string,
  start: Day,
  end: Day,
): Day[] {
  if (end < start) return []
  const both = daysOf({ from: start, to: end }).filter(
    (at) => isThere(known, holidays, talker, at) && isThere(known, holidays, talkee, at),
  )
  const spans = known.on('setting', 'avoid', start)
  const calm = both.filter((at) => !spans.some((span) => inSeason(span, at)))
  return calm.length > 0 ? calm : both
}

/** 07-20/08-20 in any year; 12-20/01-05 runs over its end. */
function inSeason(span: string, at: Day): boolean {
  const [from = '', to = ''] = span.split('/')
  const date = at.slice(5)
  return from <= to ? from <= date && date <= to : date >= from || date <= to
}

/** Days kept where they still hold, the rest planned anew around nothing: a plan is advice. */
export function planFor(about: About, schedule: Schedule): Planned[] {
  const plan = planTalks({ wanted: schedule.wanted, perDay: perDay(about.known, about.today) })
  return [...plan.dates].flatMap(([talkee, days]) =>
    days.map((day, i) => ({ talkee, nth: i + 1, day })),
  )
}

export function talkersOf(standings: readonly Standing[]): string[] {
  return [...new Set(standings.filter((s) => s.rule !== 'R2').flatMap((s) => s.talkers))]
}
