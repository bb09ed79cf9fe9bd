// Between instants (UTC text) and the office's days and clock times, always in Asia/Shanghai.
import { Temporal } from 'temporal-polyfill'
import { type Instant, instant } from '../db/instant.ts'
import { at, type Day, dayOf, sayDate, timeOf } from './calendar.ts'

export function dayAt(now: Instant): Day {
  return dayOf(Temporal.Instant.from(now))
}

/** HH:MM in Shanghai. */
export function timeAt(now: Instant): string {
  return timeOf(Temporal.Instant.from(now))
}

export function instantAt(day: Day, time: string): Instant {
  return instant(at(day, time).toString())
}

/** 11月25日（周三）09:12 */
export function sayInstant(moment: Instant, today: Day): string {
  return `${sayDate(dayAt(moment), { today })}${timeAt(moment)}`
}

/** For the phrases, which reckon with Temporal. */
export function instantFor(now: Instant): Temporal.Instant {
  return Temporal.Instant.from(now)
}
