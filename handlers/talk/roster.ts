// Who was what, when, and since when that was known: facts are only ever added, so that a report can be made again as it was
// on any day (domain.md §4.3). A fact holds from its day until a later one of the same key.
import { addDays, type Day, day, type Period, quarterOf, quarterRange } from '../calendar.ts'
import { isOfficeUnit, type Office } from '../people.ts'

/**
 * member: person → section or the office, empty when not of it · head: section → 科长 or acting head · charge: section →
 * deputy in charge, or who stands in · director: '' → 主任 · section: section → exists · absence: person → from/to, all that
 * is known · exempt: quarter/person → talkers, or `all` · rule, setting · clerk: talker → who may enter dates on their word
 */
export const factKinds = [
  'member',
  'head',
  'charge',
  'director',
  'section',
  'absence',
  'exempt',
  'rule',
  'setting',
  'clerk',
] as const
export type FactKind = (typeof factKinds)[number]

export interface Fact {
  kind: FactKind
  key: string
  value: string[]
  from: Day
  /** The Shanghai day on which it was entered. */
  known: Day
}

export type NewFact = Omit<Fact, 'known'>

/** Before anything was written down: what is found at the start was so from the beginning. */
export const beginning = day('0001-01-01')

/** What was known on a day. */
export interface Known {
  on(kind: FactKind, key: string, at: Day): string[]
  keys(kind: FactKind): string[]
  /** Days from which a new value holds. */
  turns(kind: FactKind, key: string): Day[]
  /** The first day of which anything is known. */
  since: Day | undefined
}

/** `facts` in the order in which they were entered: of two from the same day the later one stands. */
export function knownOn(facts: readonly Fact[], asOf: Day): Known {
  const lists = new Map<string, Fact[]>()
  let since: Day | undefined
  for (const fact of facts) {
    if (fact.known > asOf) continue
    if (!since || fact.known < since) since = fact.known
    const at = `${fact.kind} ${fact.key}`
    lists.set(at, [...(lists.get(at) ?? []), fact])
  }
  const of = (kind: FactKind, key: string) => lists.get(`${kind} ${key}`) ?? []
  return {
    since,
    on: (kind, key, at) => lastBy(of(kind, key), at)?.value ?? [],
    keys: (kind) =>
      [...lists.keys()]
        .filter((name) => name.startsWith(`${kind} `))
        .map((name) => name.slice(kind.length + 1)),
    turns: (kind, key) => of(kind, key).map(({ from }) => from),
  }
}

function lastBy(list: Fact[], at: Day): Fact | undefined {
  return list.reduce<Fact | undefined>(
    (best, fact) => (fact.from <= at && (!best || fact.from >= best.from) ? fact : best),
    undefined,
  )
}

export const isMember = (known: Known, person: string, at: Day): boolean =>
  known.on('member', person, at).length > 0

export const sectionOf = (known: Known, person: string, at: Day): string | undefined =>
  known.on('member', person, at)[0]

export const membersOn = (known: Known, at: Day): string[] =>
  known.keys('member').filter((person) => isMember(known, person, at))

export const sectionsOn = (known: Known, at: Day): string[] =>
  known.keys('section').filter((section) => known.on('section', section, at).length > 0)

/** Those of them who are still of the office that day. */
export const present = (known: Known, people: string[], at: Day): string[] =>
  people.filter((person) => isMember(known, person, at))

/** The last day inside the period on which the person came into the office; undefined where he was there at its start. */
export function joinedIn(known: Known, person: string, { from, to }: Period): Day | undefined {
  return known
    .turns('member', person)
    .filter((at) => at > from && at <= to)
    .filter((at) => isMember(known, person, at) && !isMember(known, person, addDays(at, -1)))
    .toSorted()
    .at(-1)
}

/** What the office value says and the facts do not yet: from today, or from the beginning where nothing is known. */
export function differences(office: Office, facts: readonly Fact[], today: Day): NewFact[] {
  const known = knownOn(facts, today)
  const from = known.since ? today : beginning
  const now = [...factsOf(office), ...absencesOf(office, known, today)]
  const gone = (['member', 'head', 'charge', 'section'] as const).flatMap((kind) =>
    known
      .keys(kind)
      .filter((key) => !now.some((fact) => fact.kind === kind && fact.key === key))
      .map((key) => ({ kind, key, value: [] })),
  )
  const changed = [...now, ...gone]
    .filter(({ kind, key, value }) => !same(known.on(kind, key, today), value))
    .filter((fact) => !(fact.kind === 'member' && comes(known, fact, today)))
    .map((fact) => ({ ...fact, from: fact.kind === 'absence' ? beginning : from }))
  return [...changed, ...settingsOf(office, known, today)]
}

/** Entered ahead: the office has moved somebody already whose day is still to come. */
function comes(known: Known, { key, value }: Omit<NewFact, 'from'>, today: Day): boolean {
  return known
    .turns('member', key)
    .some((from) => from > today && same(known.on('member', key, from), value))
}

/** Settings that change what counts: from the next quarter only (§4.2). */
const counting = ['count_group', 'count_remote', 'newcomer_days', 'per_day', 'avoid', 'r2'] as const

function settingsOf(office: Office, known: Known, today: Day): NewFact[] {
  const from = known.since ? addDays(quarterRange(quarterOf(today)).to, 1) : beginning
  return counting.flatMap((key) => {
    const set = office.settings.get(`talk.${key}`)
    if (set === undefined) return []
    const value = Array.isArray(set) ? set.map(String) : [String(set)]
    return same(known.on('setting', key, from), value)
      ? []
      : [{ kind: 'setting', key, value, from }]
  })
}

const same = (a: string[], b: string[]) => a.join('|') === b.join('|')

type Now = Omit<NewFact, 'from'>

function factsOf(office: Office): Now[] {
  const staff = [...office.people.values()].filter(
    (p) => p.status === 'active' && isOfficeUnit(office.units.get(p.unit ?? '')),
  )
  const sections = [...office.units.values()].filter((unit) => unit.kind === 'section')
  const holding = (role: string) =>
    office.roles.filter(
      (held) => held.role === role && !held.deputy && isActive(office, held.person),
    )
  return [
    ...staff.map((p) => ({ kind: 'member' as const, key: p.openId, value: [p.unit ?? ''] })),
    ...sections.map(({ id }) => ({ kind: 'section' as const, key: id, value: ['open'] })),
    ...sections.map(({ id }) => ({ kind: 'head' as const, key: id, value: headsOf(office, id) })),
    ...sections.map(({ id }) => ({
      kind: 'charge' as const,
      key: id,
      value: sorted(office.portfolios.filter((p) => p.section === id).map((p) => p.person)),
    })),
    {
      kind: 'director' as const,
      key: '',
      value: sorted(holding('办公室主任').map((held) => held.person)),
    },
  ]
}

/** 科长 of the section; where there is none, who leads it for now (主持工作). */
function headsOf(office: Office, section: string): string[] {
  const held = office.roles.filter(
    (h) =>
      h.role === '科长' &&
      !h.deputy &&
      isActive(office, h.person) &&
      (h.unit || office.people.get(h.person)?.unit) === section,
  )
  if (held.length > 0) return sorted(held.map((h) => h.person))
  const acting = [...office.people.values()].filter(
    (p) => p.status === 'active' && p.acting && p.unit === section,
  )
  return sorted(acting.map((p) => p.openId))
}

/** The office forgets an absence that has ended; here it stays, and one that is cut short ended the day before. */
function absencesOf(office: Office, known: Known, today: Day): Now[] {
  const people = new Set([...known.keys('absence'), ...office.absences.map((a) => a.person)])
  return [...people].map((key) => {
    const now = office.absences.filter((a) => a.person === key).map((a) => `${a.from}/${a.to}`)
    const before = known.on('absence', key, today).filter((span) => !begins(now, span))
    return { kind: 'absence', key, value: sorted([...now, ...before.flatMap(endedBy(today))]) }
  })
}

const begins = (spans: string[], span: string) =>
  spans.some((other) => other.slice(0, 10) === span.slice(0, 10))

const endedBy = (today: Day) => (span: string) => {
  const [from = '', to = ''] = span.split('/')
  if (to < today) return [span]
  return from < today ? [`${from}/${addDays(today, -1)}`] : []
}

const isActive = (office: Office, person: string) => office.people.get(person)?.status === 'active'
const sorted = (names: string[]) => [...new Set(names)].toSorted()
