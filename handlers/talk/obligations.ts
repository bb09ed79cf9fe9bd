// Who owes whom a talk in a quarter (domain.md §4.2). Computed from roster, portfolios and talks held; never stored.
import { holdersOf, isOfficeUnit, type Office, type Person } from '../people.ts'
import type { Talk } from './talk.ts'

/** R1 主任与每位科长每季度不少于一次 · R3 副主任与分管科室职工（口径未确认前只计次） · R4 科室负责人与本科职工，软目标 */
export type Rule = 'R1' | 'R3' | 'R4'

export interface Obligation {
  rule: Rule
  talkees: Person[]
  /** Required talks per talkee; null where the rule only counts. */
  times: number | null
}

export interface Standing extends Obligation {
  /** Talks that count, per talkee. */
  held: Map<string, number>
}

export function obligationOf(office: Office, talker: string): Obligation | undefined {
  const holds = (role: 'R1' | 'R3' | 'R4') =>
    office.roles.some((h) => h.person === talker && !h.deputy && h.role === roleOf[role])
  if (holds('R1')) return { rule: 'R1', talkees: sectionHeads(office), times: 1 }
  if (holds('R3')) return { rule: 'R3', talkees: portfolioStaff(office, talker), times: null }
  if (holds('R4')) return { rule: 'R4', talkees: ownStaff(office, talker), times: null }
  return undefined
}

const roleOf = { R1: '办公室主任', R3: '办公室副主任', R4: '科长' } as const

/** Section heads of the office, acting heads among them: one person heading two sections is one duty. */
function sectionHeads(office: Office): Person[] {
  const heads = holdersOf(office, '科长').filter((p) =>
    isOfficeUnit(office.units.get(p.unit ?? '')),
  )
  return unique(heads)
}

function portfolioStaff(office: Office, talker: string): Person[] {
  const sections = new Set(
    office.portfolios.filter((p) => p.person === talker).map((p) => p.section),
  )
  return staffOf(office, (unit) => sections.has(unit), talker)
}

function ownStaff(office: Office, talker: string): Person[] {
  const own = office.people.get(talker)?.unit
  return staffOf(office, (unit) => unit === own, talker)
}

function staffOf(office: Office, test: (unit: string) => boolean, talker: string): Person[] {
  return [...office.people.values()].filter(
    (p) => p.status === 'active' && p.openId !== talker && p.unit !== null && test(p.unit),
  )
}

/** Individual talks count; two with one person on one day are one (§4.2). */
export function standingOf(obligation: Obligation, talks: Talk[]): Standing {
  const due = new Set(obligation.talkees.map((p) => p.openId))
  const days = new Set(
    talks
      .filter((t) => t.state === 'held' && t.way === 'individual' && due.has(t.talkee))
      .map((t) => `${t.talkee} ${t.day}`),
  )
  const held = new Map<string, number>()
  for (const key of days) {
    const talkee = key.split(' ')[0] ?? ''
    held.set(talkee, (held.get(talkee) ?? 0) + 1)
  }
  return { ...obligation, held }
}

export function missing(standing: Standing): Person[] {
  const { times } = standing
  return times === null
    ? []
    : standing.talkees.filter((p) => (standing.held.get(p.openId) ?? 0) < times)
}

function unique(people: Person[]): Person[] {
  return [...new Map(people.map((p) => [p.openId, p])).values()]
}
