// Spreads the talks that are wanted over the days that are left: fewest people who come too late, then the largest smallest
// gap between two talks with one person (two weeks are enough), then the evenest weeks. A search that proves its result
// where it can within its bound; the bound only matters where calendars are crowded.
import { type Day, daysBetween, weekOf } from '../calendar.ts'

export interface Wanted {
  talkee: string
  times: number
  /** Days on which both are there. */
  days: readonly Day[]
  /** The last talk that counts already. */
  after: Day | null
}

export interface Asked {
  wanted: readonly Wanted[]
  /** Talks that one can hold on one day. */
  perDay: number
}

export interface Plan {
  dates: Map<string, Day[]>
  /** Whose talks cannot all be held any more. */
  late: string[]
}

/** domain.md §4.2: a gap of two weeks is what is asked for; more is no better. */
export const wantedGap = 14
const bound = 20_000

export function planTalks({ wanted, perDay }: Asked): Plan {
  const open = wanted.filter(({ times }) => times > 0)
  const hopeless = open.filter(({ times, days }) => days.length < times)
  const rest = open.filter((one) => !hopeless.includes(one))
  const { kept, dates } = fewestDropped(rest, perDay)
  const late = open.filter((one) => !kept.includes(one))
  for (const one of late) dates.set(one.talkee, one.days.slice(0, one.times))
  return { dates, late: late.map(({ talkee }) => talkee) }
}

/** One more is left out only where the days and the talks a day cannot take all (a flow decides that, exactly). */
function fewestDropped(
  rest: Wanted[],
  perDay: number,
): { kept: Wanted[]; dates: Map<string, Day[]> } {
  for (let dropped = 0; dropped <= rest.length; dropped++) {
    const kept = subsets(rest, rest.length - dropped).filter((some) => fits(some, perDay))
    if (kept.length > 0) return best(kept, perDay)
  }
  return { kept: [], dates: new Map() }
}

function* choose<T>(list: readonly T[], n: number, from = 0): Generator<T[]> {
  if (n === 0) yield []
  else
    for (let i = from; i <= list.length - n; i++)
      for (const tail of choose(list, n - 1, i + 1)) yield [list[i] as T, ...tail]
}

/** At most so many ways of leaving somebody out are compared. */
const ways = 200
function subsets<T>(list: readonly T[], n: number): T[][] {
  const found: T[][] = []
  for (const some of choose(list, n)) if (found.push(some) >= ways) break
  return found
}

function best(groups: Wanted[][], perDay: number): { kept: Wanted[]; dates: Map<string, Day[]> } {
  for (let gap = wantedGap; gap >= 0; gap--) {
    const solved = groups.flatMap((kept) => {
      const found = evenest(kept, gap, perDay)
      return found ? [{ kept, ...found }] : []
    })
    const first = solved.toSorted((a, b) => a.cost - b.cost)[0]
    if (first) return { kept: first.kept, dates: first.dates }
  }
  return { kept: [], dates: new Map() }
}

// ── can all be held at all ──

function fits(some: readonly Wanted[], perDay: number): boolean {
  const onDay = new Map<Day, Wanted[]>()
  return some.every((one) =>
    Array.from({ length: one.times }).every(() => augment(one, onDay, perDay)),
  )
}

/** A place for one more talk, moving others to other days of theirs where that makes room. */
function augment(
  one: Wanted,
  onDay: Map<Day, Wanted[]>,
  perDay: number,
  seen = new Set<Day>(),
): boolean {
  for (const at of one.days) {
    const there = onDay.get(at) ?? []
    if (seen.has(at) || there.includes(one)) continue
    seen.add(at)
    if (there.length < perDay) {
      onDay.set(at, [...there, one])
      return true
    }
    for (const other of there) {
      onDay.set(
        at,
        there.filter((x) => x !== other),
      )
      if (augment(other, onDay, perDay, seen)) {
        onDay.set(at, [...(onDay.get(at) ?? []), one])
        return true
      }
      onDay.set(at, there)
    }
  }
  return false
}

// ── the evenest weeks with that gap ──

interface Load {
  weeks: Map<string, number>
  days: Map<Day, number>
}

interface Search {
  people: { one: Wanted; sets: Day[][] }[]
  perDay: number
  weeks: string[]
  nodes: number
  best: { cost: number; dates: Map<string, Day[]> } | undefined
}

function evenest(
  kept: readonly Wanted[],
  gap: number,
  perDay: number,
): { cost: number; dates: Map<string, Day[]> } | undefined {
  const people = kept
    .map((one) => ({ one, sets: setsOf(one, gap) }))
    .toSorted((a, b) => a.sets.length - b.sets.length)
  if (people.some(({ sets }) => sets.length === 0)) return undefined
  const weeks = [...new Set(kept.flatMap(({ days }) => days.map(weekKey)))]
  const search: Search = { people, perDay, weeks, nodes: 0, best: undefined }
  const first = improved(search, greedy(search))
  if (first) search.best = { cost: costOf(first), dates: first }
  if (!search.best || search.best.cost > leastCost(emptyLoad(), total(people), weeks))
    descend(search, 0, emptyLoad(), new Map())
  return search.best
}

/** Every way to place one person's talks at least `gap` days apart; of long periods, days spread over the whole. */
function setsOf({ times, days: all, after }: Wanted, gap: number): Day[][] {
  const days = thinned(all, [366, 366, 80, 30, 20][times] ?? Math.max(14, times))
  const extend = (set: Day[], from: number): Day[][] => {
    if (set.length === times) return [set]
    const last = set.at(-1) ?? after
    return days.flatMap((at, i) =>
      i < from || (last && daysBetween(last, at) < Math.max(gap, set.length > 0 ? 1 : 0))
        ? []
        : extend([...set, at], i + 1),
    )
  }
  return extend([], 0)
}

const thinned = (days: readonly Day[], most: number): readonly Day[] =>
  days.length <= most
    ? days
    : days.filter(
        (_, i) =>
          Math.floor((i * most) / days.length) !== Math.floor(((i - 1) * most) / days.length),
      )

const weekKey = (at: Day): string => weekOf(at).from
const emptyLoad = (): Load => ({ weeks: new Map(), days: new Map() })
const total = (people: Search['people']) => people.reduce((sum, { one }) => sum + one.times, 0)

function put(load: Load, set: readonly Day[], n: 1 | -1): void {
  for (const at of set) {
    load.days.set(at, (load.days.get(at) ?? 0) + n)
    load.weeks.set(weekKey(at), (load.weeks.get(weekKey(at)) ?? 0) + n)
  }
}

const squares = ({ weeks }: Load) => [...weeks.values()].reduce((sum, n) => sum + n * n, 0)

export function costOf(dates: ReadonlyMap<string, readonly Day[]>): number {
  const load = emptyLoad()
  for (const set of dates.values()) put(load, set, 1)
  return squares(load)
}

/** What the squares come to at least when `talks` more are poured into the emptiest weeks. */
function leastCost(load: Load, talks: number, weeks: readonly string[]): number {
  const counts = weeks.map((week) => load.weeks.get(week) ?? 0).toSorted((a, b) => a - b)
  for (let n = 0; n < talks; n++) {
    const lowest = counts.indexOf(Math.min(...counts))
    counts[lowest] = (counts[lowest] ?? 0) + 1
  }
  return counts.reduce((sum, n) => sum + n * n, 0)
}

/** Cheapest first: the weeks, then the days, then early. */
function byCost(search: Search, load: Load, sets: readonly Day[][]): Day[][] {
  return sets
    .filter((set) => set.every((at) => (load.days.get(at) ?? 0) < search.perDay))
    .map((set) => ({ set, cost: added(load, set), crowd: crowd(load, set) }))
    .toSorted((a, b) => a.cost - b.cost || a.crowd - b.crowd)
    .map(({ set }) => set)
}

function added(load: Load, set: readonly Day[]): number {
  const counts = new Map<string, number>()
  for (const at of set) counts.set(weekKey(at), (counts.get(weekKey(at)) ?? 0) + 1)
  return [...counts].reduce(
    (sum, [week, n]) => sum + n * n + 2 * n * (load.weeks.get(week) ?? 0),
    0,
  )
}

const crowd = (load: Load, set: readonly Day[]) =>
  set.reduce((sum, at) => sum + (load.days.get(at) ?? 0), 0)

function greedy(search: Search): Map<string, Day[]> | undefined {
  const load = emptyLoad()
  const dates = new Map<string, Day[]>()
  for (const { one, sets } of search.people) {
    const [set] = byCost(search, load, sets)
    if (!set) return undefined
    put(load, set, 1)
    dates.set(one.talkee, set)
  }
  return dates
}

/** Takes one person at a time out and puts them back where it costs least, until nothing moves. */
function improved(
  search: Search,
  dates: Map<string, Day[]> | undefined,
): Map<string, Day[]> | undefined {
  if (!dates) return undefined
  const load = emptyLoad()
  for (const set of dates.values()) put(load, set, 1)
  for (let pass = 0, moved = true; moved && pass < 20; pass++) {
    moved = false
    for (const { one, sets } of search.people) {
      const old = dates.get(one.talkee) ?? []
      put(load, old, -1)
      const [set = old] = byCost(search, load, sets)
      moved ||= added(load, set) < added(load, old)
      const next = added(load, set) < added(load, old) ? set : old
      put(load, next, 1)
      dates.set(one.talkee, next)
    }
  }
  return dates
}

function descend(search: Search, place: number, load: Load, dates: Map<string, Day[]>): void {
  const person = search.people[place]
  const left = total(search.people.slice(place))
  const known = search.best?.cost ?? Number.POSITIVE_INFINITY
  if (leastCost(load, left, search.weeks) >= known) return
  if (!person) {
    search.best = { cost: squares(load), dates: new Map(dates) }
    return
  }
  for (const set of byCost(search, load, person.sets)) {
    if (search.nodes++ > bound) return
    put(load, set, 1)
    dates.set(person.one.talkee, set)
    descend(search, place + 1, load, dates)
    dates.delete(person.one.talkee)
    put(load, set, -1)
  }
}
