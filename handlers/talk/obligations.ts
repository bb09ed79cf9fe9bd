// Who owes whom a talk in a quarter (domain.md §4.2, 4.3): computed from rules, roster, portfolios, absences, exemptions,
// talks held and the day asked about; never stored.
import {
  addDays,
  type Day,
  type Holidays,
  isWorkday,
  type Period,
  type Quarter,
  quarterKey,
  quarterOf,
  quarterRange,
  within,
  workdaysIn,
} from '../calendar.ts'
import {
  isMember,
  joinedIn,
  type Known,
  membersOn,
  present,
  sectionOf,
  sectionsOn,
} from './roster.ts'
import { type RuleName, type RuleReading, ruleNames, unpackReading, windowOf } from './rules.ts'
import type { Talk } from './talk.ts'

export interface Demand {
  rule: RuleName
  reading: RuleReading
  /** Whoever of them talks, it counts for the demand. */
  talkers: string[]
  /** One person; several where the reading counts per section or in all. */
  talkees: string[]
  /** Talks wanted; null where the rule only counts. */
  times: number | null
  window: Period
  /** 暂免: out of the denominator, shown without the reason. */
  exempt: boolean
  /** Joined too late to be counted: a welcome talk is suggested. */
  newcomer?: true
}

export interface Vacancy {
  rule: 'R1' | 'R3'
  section: string
}

export interface Duties {
  demands: Demand[]
  vacancies: Vacancy[]
}

export interface Given {
  known: Known
  holidays: Holidays
  quarter: Quarter
}

export function dutiesOf(given: Given): Duties {
  const parts = ruleNames.map((rule) => ofRule(given, rule))
  return {
    demands: parts.flatMap(({ demands }) => demands),
    vacancies: parts.flatMap(({ vacancies }) => vacancies),
  }
}

/** The reading that holds for a quarter is the one in force at its start; a confirmation reaches back to it. */
export function readingOf(known: Known, rule: RuleName, quarter: Quarter): RuleReading {
  return unpackReading(rule, known.on('rule', rule, quarterRange(quarter).from))
}

interface Pair {
  talkers: string[]
  talkee: string
  section: string | null
}

function ofRule(given: Given, rule: RuleName): Duties {
  const reading = readingOf(given.known, rule, given.quarter)
  if (reading.force === 'off') return { demands: [], vacancies: [] }
  const window = windowOf(reading.period, given.quarter)
  if (rule === 'R2' && settingOn(given.known, 'r2', window.from) === 'false')
    return { demands: [], vacancies: [] }
  const { pairs, vacancies } = pairing[rule](given.known, window.to)
  const asked = pairs.map((pair) => ({ pair, ...exemption(given, pair, window) }))
  const common = { rule, reading, window, times: reading.force === 'counts' ? null : reading.times }
  return { demands: grouped(asked, common), vacancies }
}

type Asked = { pair: Pair } & Pick<Demand, 'exempt' | 'newcomer'>
type Common = Pick<Demand, 'rule' | 'reading' | 'window' | 'times'>

function grouped(asked: Asked[], common: Common): Demand[] {
  const single = ({ pair, ...how }: Asked): Demand => ({
    ...common,
    talkers: pair.talkers,
    talkees: [pair.talkee],
    ...how,
  })
  const { unit } = common.reading
  if (unit === 'per_person' || common.times === null) return asked.map(single)
  const due = asked.filter((one) => !one.exempt)
  const groupOf = ({ pair }: Asked) =>
    `${pair.talkers.join()}${unit === 'per_section' ? pair.section : ''}`
  const together = [...Map.groupBy(due, groupOf).values()].map((ones) => ({
    ...common,
    talkers: ones[0]?.pair.talkers ?? [],
    talkees: ones.map(({ pair }) => pair.talkee),
    exempt: false,
  }))
  return [...together, ...asked.filter((one) => one.exempt).map(single)]
}

type Pairing = (known: Known, end: Day) => { pairs: Pair[]; vacancies: Vacancy[] }

/** By the posts held at the period's end: whoever was moved belongs where he is then (§4.3). */
const pairing: Record<RuleName, Pairing> = {
  R1(known, end) {
    const talkers = directorsOn(known, end)
    const sections = sectionsOn(known, end)
    const vacant = sections.filter((section) => headsOn(known, section, end).length === 0)
    // One person who heads two sections is one duty.
    const heads = unique(sections.flatMap((section) => headsOn(known, section, end)))
    return {
      pairs: pairsOf(known, talkers, heads, end),
      vacancies: vacant.map((section) => ({ rule: 'R1', section })),
    }
  },
  R2: (known, end) => ({
    pairs: pairsOf(known, directorsOn(known, end), membersOn(known, end), end),
    vacancies: [],
  }),
  R3(known, end) {
    const sections = sectionsOn(known, end).map((section) => ({
      section,
      talkers: chargeOn(known, section, end),
      staff: membersOn(known, end).filter((person) => sectionOf(known, person, end) === section),
    }))
    return {
      pairs: sections.flatMap(({ talkers, staff }) => pairsOf(known, talkers, staff, end)),
      vacancies: sections
        .filter(({ talkers, staff }) => talkers.length === 0 && staff.length > 0)
        .map(({ section }) => ({ rule: 'R3', section })),
    }
  },
  R4(known, end) {
    const pairs = sectionsOn(known, end).flatMap((section) => {
      const staff = membersOn(known, end).filter((p) => sectionOf(known, p, end) === section)
      return pairsOf(known, headsOn(known, section, end), staff, end)
    })
    return { pairs, vacancies: [] }
  },
}

/** No talk with oneself; a talker who is alone in charge of himself owes none. */
function pairsOf(known: Known, talkers: string[], talkees: string[], end: Day): Pair[] {
  return talkees.flatMap((talkee) => {
    const others = talkers.filter((talker) => talker !== talkee)
    const section = sectionOf(known, talkee, end) ?? null
    return others.length > 0 ? [{ talkers: others, talkee, section }] : []
  })
}

export const directorsOn = (known: Known, at: Day) =>
  present(known, known.on('director', '', at), at)
export const headsOn = (known: Known, section: string, at: Day) =>
  present(known, known.on('head', section, at), at)
export const chargeOn = (known: Known, section: string, at: Day) =>
  present(known, known.on('charge', section, at), at)

/** A newcomer with fewer working days left than this is not counted (setting `talk.newcomer_days`). */
const newcomerDays = 15

/** §4.3: newcomers, and whoever is away for more than half of the working days of his own time in the period. */
function exemption(
  { known, holidays }: Given,
  { talkee, talkers }: Pair,
  window: Period,
): Pick<Demand, 'exempt' | 'newcomer'> {
  const joined = joinedIn(known, talkee, window)
  const own = workdaysIn(holidays, { from: joined ?? window.from, to: window.to })
  const few = Number(settingOn(known, 'newcomer_days', window.from) ?? newcomerDays)
  if (joined && own.length < few) return { exempt: true, newcomer: true }
  const away = own.filter((at) => isAway(known, talkee, at)).length
  return { exempt: away * 2 > own.length || exempted(known, talkee, talkers, window) }
}

export function isAway(known: Known, person: string, at: Day): boolean {
  return known.on('absence', person, at).some((span) => {
    const [from = '', to = ''] = span.split('/')
    return from <= at && at <= to
  })
}

function exempted(known: Known, talkee: string, talkers: string[], window: Period): boolean {
  return quartersIn(window).some((quarter) => {
    const by = known.on('exempt', `${quarterKey(quarter)}/${talkee}`, window.to)
    return by.includes('all') || talkers.some((talker) => by.includes(talker))
  })
}

function quartersIn({ from, to }: Period): Quarter[] {
  const quarters: Quarter[] = []
  for (let at = from; at <= to; at = addDays(quarterRange(quarterOf(at)).to, 1))
    quarters.push(quarterOf(at))
  return quarters
}

export function settingOn(known: Known, key: string, at: Day): string | undefined {
  return known.on('setting', key, at)[0]
}

// ── counting ──

export interface Standing extends Demand {
  /** Talks that count. Two with one person on one day are one (§4.2). */
  held: number
  /** Days of the talks that count, for the gap to the next. */
  days: Day[]
  /** Talkees talked with at least once. */
  talked: string[]
  left: number
  met: boolean
}

export function standingsOf(given: Given, talks: readonly Talk[]): Standing[] {
  return dutiesOf(given).demands.map((demand) => standingOf(given.known, demand, talks))
}

export function standingOf(known: Known, demand: Demand, talks: readonly Talk[]): Standing {
  const counted = talks.filter((talk) => counts(known, demand, talk))
  const pairs = unique(counted.map((talk) => `${talk.day} ${talk.talkee}`)).toSorted()
  const left = demand.exempt ? 0 : Math.max(0, (demand.times ?? 0) - pairs.length)
  return {
    ...demand,
    held: pairs.length,
    days: unique(counted.map((talk) => talk.day)).toSorted(),
    talked: unique(counted.map((talk) => talk.talkee)),
    left,
    met: demand.times !== null && left === 0,
  }
}

/** By whoever owes it now, or by whoever was in that place on the day of the talk (§4.3, transfers). */
function counts(known: Known, demand: Demand, talk: Talk): boolean {
  return (
    demand.talkees.includes(talk.talkee) &&
    within(talk.day, demand.window) &&
    wayCounts(known, talk, demand.window.from) &&
    (demand.talkers.includes(talk.talker) || inPlace(known, demand.rule, talk))
  )
}

function wayCounts(known: Known, talk: Talk, at: Day): boolean {
  if (talk.way === 'individual') return true
  const key = talk.way === 'group' ? 'count_group' : 'count_remote'
  return settingOn(known, key, at) === 'true'
}

function inPlace(known: Known, rule: RuleName, { talker, talkee, day }: Talk): boolean {
  const section = sectionOf(known, talkee, day) ?? ''
  if (rule === 'R3') return chargeOn(known, section, day).includes(talker)
  if (rule === 'R4') return headsOn(known, section, day).includes(talker)
  return directorsOn(known, day).includes(talker)
}

/** Those that stood on a day: entered (and agreed to) by then, not yet taken back. */
export function standingTalks(talks: readonly Talk[], asOf: Day): Talk[] {
  return talks.filter(
    ({ countsFrom, voidedOn }) =>
      countsFrom !== null && countsFrom <= asOf && (!voidedOn || voidedOn > asOf),
  )
}

/** Whether a rest day falls on the person's absence: the plan avoids such days. */
export const isThere = (known: Known, holidays: Holidays, person: string, at: Day): boolean =>
  isWorkday(holidays, at) && isMember(known, person, at) && !isAway(known, person, at)

const unique = <T>(list: T[]): T[] => [...new Set(list)]
