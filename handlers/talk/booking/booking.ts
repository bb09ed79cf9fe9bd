// An appointment for a talk (预约谈话): asked for by the employee or made by the talker, changed, held, cancelled.
import type { Instant } from '../../../db/instant.ts'
import type { Day } from '../../calendar.ts'

export interface Facts {
  id: string
  revision: number
  talker: string
  talkees: string[]
  /** The employee who asked for the talk; else the talker. */
  askedBy: string
  askedAt: Instant
  way: 'individual' | 'group'
  minutes: number
  /** `2026-11-27 09:00`, free for all of them. */
  slots: Slot[]
  proposed: { at: Slot; by: string } | null
  event: string | null
  calendar: CalendarState
}

/** none: not wanted yet · wanted: ordered · made · missing: the calendar could not be reached, the booking stands */
export type CalendarState = 'none' | 'wanted' | 'made' | 'missing'

export interface Slot {
  day: Day
  time: string
}

interface Timed {
  day: Day
  time: string
}

export type Booking =
  /** 申请谈话: the chosen leader alone sees it. */
  | (Facts & { state: 'asked' })
  /** A day is wanted; free times are looked for, or stand to be chosen. */
  | (Facts & { state: 'choosing'; day: Day })
  | (Facts & Timed & { state: 'booked' })
  | (Facts & Timed & { state: 'held' })
  | (Facts & { state: 'cancelled' })

export type BookingState = Booking['state']
export type In<S extends BookingState> = Extract<Booking, { state: S }>

export const allows = {
  choose: ['asked', 'choosing'],
  book: ['asked', 'choosing'],
  move: ['booked'],
  propose: ['booked'],
  accept: ['booked'],
  hold: ['booked'],
  cancel: ['asked', 'choosing', 'booked'],
} as const satisfies Record<string, readonly BookingState[]>
export type Verb = keyof typeof allows

export function can<V extends Verb>(
  verb: V,
  booking: Booking,
): booking is In<(typeof allows)[V][number]> {
  return allows[verb].some((state) => state === booking.state)
}

export const stateWords: Record<BookingState, string> = {
  asked: '待安排',
  choosing: '待定时间',
  booked: '已预约',
  held: '已谈',
  cancelled: '已取消',
}

export const isPartyTo = (booking: Booking, person: string): boolean =>
  booking.talker === person || booking.talkees.includes(person)
