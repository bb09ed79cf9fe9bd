// Times that are free for all of them: within work hours, from what each calendar says is busy.
import type { Day } from '../../calendar.ts'
import type { Hours, PartOfDay } from '../../phrase.ts'
import { instantAt } from '../../when.ts'
import type { Slot } from './booking.ts'

/** Instants as text, [from, to). */
export interface Busy {
  from: string
  to: string
}

export interface Wish {
  day: Day
  part: PartOfDay | null
  minutes: number
  /** Nothing before it is proposed: a time of today that has passed. */
  after: string | null
}

const step = 30

export function freeSlots(wish: Wish, busy: readonly Busy[], hours: Hours): Slot[] {
  return startsIn(wish, hours)
    .map((time) => ({ day: wish.day, time }))
    .filter((slot) => !busy.some((span) => overlaps(slot, wish.minutes, span)))
}

export function isFree(slot: Slot, minutes: number, busy: readonly Busy[]): boolean {
  return !busy.some((span) => overlaps(slot, minutes, span))
}

function startsIn({ part, minutes, after }: Wish, hours: Hours): string[] {
  const morning = between(hours.start, hours.noon, minutes)
  const afternoon = between(afterNoon(hours), hours.end, minutes)
  const all = part === '上午' ? morning : part === '下午' ? afternoon : [...morning, ...afternoon]
  return all.filter((time) => !after || time > after)
}

/** 13:30 where the morning ends at 12:00 (domain.md §5). */
const afterNoon = ({ noon }: Hours): string => clock(minutesOf(noon) + 90)

function between(from: string, to: string, minutes: number): string[] {
  const starts: string[] = []
  for (let at = minutesOf(from); at + minutes <= minutesOf(to); at += step) starts.push(clock(at))
  return starts
}

function overlaps(slot: Slot, minutes: number, busy: Busy): boolean {
  const from = Date.parse(instantAt(slot.day, slot.time))
  const to = from + minutes * 60_000
  return from < Date.parse(busy.to) && to > Date.parse(busy.from)
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const clock = (at: number) =>
  `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
