// A second, slow way to the same figures: the raw events are played back day by day into plain tables, and everything is
// counted by walking them. It must agree with the report on every day of random quarters.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  type Day,
  day,
  daysOf,
  isWorkday,
  quarterRange,
  shippedHolidays,
} from '../../handlers/calendar.ts'
import { beginning, type Fact } from '../../handlers/talk/roster.ts'
import type { Talk, Way } from '../../handlers/talk/talk.ts'
import { fact, office, q4, seen, talk } from './builders.ts'

const quarter = quarterRange(q4)
const people = ['周', '李', '孙', '吴', '何', '陶', '郑', '施', '冯', '孔', '曹', '新']
const sections = ['文书科', '秘书科', '宣传科']

interface State {
  at: Day
  unit: Map<string, string>
  heads: Map<string, string[]>
  charge: Map<string, string[]>
  open: Set<string>
  directors: string[]
}

/** Plays the events that were known by `asOf` forward, one day after the other. */
function playback(facts: Fact[], asOf: Day): State[] {
  const heard = facts.filter((f) => f.known <= asOf)
  const table = new Map<string, string[]>()
  const play = (on: Day) => {
    for (const f of heard) if (f.from === on) table.set(`${f.kind}:${f.key}`, f.value)
  }
  play(beginning)
  return daysOf({ from: day('2026-09-25'), to: quarter.to }).map((at) => {
    play(at)
    const state: State = {
      ...{ at, unit: new Map(), heads: new Map(), charge: new Map(), open: new Set() },
      directors: [],
    }
    for (const [name, value] of table) {
      const [kind, key = ''] = name.split(':')
      if (kind === 'member' && value[0]) state.unit.set(key, value[0])
      if (kind === 'head') state.heads.set(key, value)
      if (kind === 'charge') state.charge.set(key, value)
      if (kind === 'section' && value.length > 0) state.open.add(key)
      if (kind === 'director') state.directors = value
    }
    return state
  })
}

interface Count {
  pair: string
  exempt: boolean
  held: number
}

function slowCount(facts: Fact[], talks: Talk[], asOf: Day): Count[] {
  const days = playback(facts, asOf)
  const end = days.at(-1)
  if (!end) return []
  const known = facts.filter((f) => f.known <= asOf)
  const latest = (kind: string, key: string) =>
    known.filter((f) => f.kind === kind && f.key === key).at(-1)?.value ?? []
  const here = (names: string[] | undefined, state: State) =>
    (names ?? []).filter((name) => state.unit.has(name))
  const counts: Count[] = []
  const add = (rule: string, talkers: string[], talkee: string, place: (s: State) => string[]) => {
    const others = talkers.filter((name) => name !== talkee)
    if (others.length === 0) return
    let joined: Day | undefined
    for (let i = 1; i < days.length; i++) {
      const [before, now] = [days[i - 1], days[i]]
      if (!before || !now || now.at <= quarter.from) continue
      if (now.unit.has(talkee) && !before.unit.has(talkee)) joined = now.at
    }
    const own = daysOf({ from: joined ?? quarter.from, to: quarter.to }).filter((d) =>
      isWorkday(shippedHolidays, d),
    )
    const away = own.filter((d) =>
      latest('absence', talkee).some((s) => s.slice(0, 10) <= d && d <= s.slice(11)),
    )
    const excused = latest('exempt', `2026Q4/${talkee}`)
    const exempt =
      (joined !== undefined && own.length < 15) ||
      away.length > own.length / 2 ||
      excused.includes('all') ||
      others.some((name) => excused.includes(name))
    const held = new Set<string>()
    for (const t of talks) {
      if (t.talkee !== talkee || t.way !== 'individual') continue
      if (t.day < quarter.from || t.day > quarter.to) continue
      if (t.countsFrom === null || t.countsFrom > asOf) continue
      if (t.voidedOn !== null && t.voidedOn <= asOf) continue
      const then = days.find((s) => s.at === t.day)
      if (others.includes(t.talker) || (then && place(then).includes(t.talker))) held.add(t.day)
    }
    counts.push({ pair: `${rule} ${others.join('、')}→${talkee}`, exempt, held: held.size })
  }
  const directors = here(end.directors, end)
  const heads = new Set([...end.open].flatMap((s) => here(end.heads.get(s), end)))
  for (const head of heads) add('R1', directors, head, (s) => here(s.directors, s))
  for (const who of end.unit.keys()) add('R2', directors, who, (s) => here(s.directors, s))
  for (const section of end.open) {
    const staff = [...end.unit].filter(([, unit]) => unit === section).map(([who]) => who)
    const inUnit = (s: State, who: string) => s.unit.get(who) ?? ''
    for (const who of staff) {
      const charged = here(end.charge.get(section), end)
      add('R3', charged, who, (s) => here(s.charge.get(inUnit(s, who)), s))
      const led = here(end.heads.get(section), end)
      add('R4', led, who, (s) => here(s.heads.get(inUnit(s, who)), s))
    }
  }
  return counts.toSorted((a, b) => (a.pair < b.pair ? -1 : 1))
}

const span = daysOf(quarter)
const anyDay = fc.constantFrom(...span)
const anyPerson = fc.constantFrom(...people)
const anySection = fc.constantFrom(...sections)
/** Mostly those who lead, so that talks meet duties; now and then anybody, nobody, or two. */
const leading = fc.constantFrom<string[]>(['李'], ['孙'], ['周'], ['吴'], ['李', '孙'], [])
const some = fc.oneof({ weight: 3, arbitrary: leading }, fc.subarray(people, { maxLength: 2 }))

/** An event is entered on its day, or some days later. */
const anyFact: fc.Arbitrary<Fact> = fc
  .record({
    from: anyDay,
    later: fc.nat({ max: 12 }),
    what: fc.oneof(
      fc.record({
        kind: fc.constant('member' as const),
        key: anyPerson,
        value: fc.oneof(
          anySection.map((s) => [s]),
          fc.constant<string[]>([]),
        ),
      }),
      fc.record({ kind: fc.constant('head' as const), key: anySection, value: some }),
      fc.record({ kind: fc.constant('charge' as const), key: anySection, value: some }),
      fc.record({
        kind: fc.constant('director' as const),
        key: fc.constant(''),
        value: fc.subarray(people, { minLength: 1, maxLength: 1 }),
      }),
      fc.record({
        kind: fc.constant('section' as const),
        key: anySection,
        value: fc.constantFrom<string[]>(['open'], []),
      }),
      fc.record({
        kind: fc.constant('absence' as const),
        key: anyPerson,
        value: fc.array(
          fc.tuple(anyDay, fc.nat({ max: 70 })).map(([from, n]) => `${from}/${addDays(from, n)}`),
          { maxLength: 2 },
        ),
      }),
      fc.record({
        kind: fc.constant('exempt' as const),
        key: anyPerson.map((p) => `2026Q4/${p}`),
        value: fc.constantFrom<string[]>(['all'], ['李'], []),
      }),
    ),
  })
  .map(({ from, later, what }) => {
    const timeless = what.kind === 'absence' || what.kind === 'exempt'
    return fact(what.kind, what.key, what.value, timeless ? undefined : from, addDays(from, later))
  })

const anyTalk: fc.Arbitrary<Talk> = fc
  .record({
    pair: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.tuple(
          fc.constantFrom('周', '李', '孙'),
          fc.constantFrom('吴', '何', '郑', '施', '冯', '新'),
        ),
      },
      fc.subarray(people, { minLength: 2, maxLength: 2 }),
    ),
    turned: fc.boolean(),
    on: anyDay,
    later: fc.nat({ max: 20 }),
    way: fc.constantFrom<Way>('individual', 'individual', 'individual', 'group', 'remote'),
    fate: fc.constantFrom('held', 'held', 'held', 'voided', 'awaiting'),
  })
  .map(({ pair, turned, on, later, way, fate }) => {
    const [a = '', b = ''] = turned && pair[0] !== '周' ? pair.toReversed() : pair
    const countsFrom = fate === 'awaiting' ? null : addDays(on, later)
    const voidedOn = fate === 'voided' ? addDays(on, later + 5) : undefined
    return talk(a, b, on, { way, countsFrom, ...(voidedOn && { voidedOn }) })
  })

/** In the order in which they were entered. */
const anyHistory = fc
  .array(anyFact, { minLength: 8, maxLength: 25, size: 'max' })
  .map((facts) => facts.toSorted((a, b) => (a.known < b.known ? -1 : a.known > b.known ? 1 : 0)))

describe('报表与逐日重算一致', () => {
  it('任意名册变动、任意谈话，季度中每一天的应谈、暂免、已谈都与慢算相同', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.array(anyTalk, { minLength: 20, maxLength: 40, size: 'max' }),
        (changes, talks) => {
          const facts = [...office, ...changes]
          for (const asOf of span) {
            const { standings } = seen(facts, talks, asOf)
            const fast = standings
              .map(({ rule, talkers, talkees, exempt, held }) => ({
                pair: `${rule} ${talkers.join('、')}→${talkees.join('、')}`,
                exempt,
                held,
              }))
              .toSorted((a, b) => (a.pair < b.pair ? -1 : 1))
            expect(fast).toEqual(slowCount(facts, talks, asOf))
          }
        },
      ),
      { numRuns: Number(process.env.PROOF ?? 5) },
    )
  }, 600_000)
})
