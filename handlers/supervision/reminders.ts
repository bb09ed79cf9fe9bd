// When a task is called to mind (domain.md §3.5), in working days from T, the due day or the last working day before it:
// T-3, T-1, T; overdue day 1 is the next working day after the due day, then every second one.
import type { Instant } from '../../db/instant.ts'
import {
  addWorkdays,
  type Day,
  firstWorkdayAfter,
  type Holidays,
  lastWorkdayOnOrBefore,
  workdaysBetween,
} from '../calendar.ts'
import { dayAt, instantAt } from '../when.ts'

export const reminderTime = '08:35'

export type Standing =
  | { kind: 'early' }
  /** Working days left: today out, T in. */
  | { kind: 'soon'; left: number }
  | { kind: 'today'; restDay: boolean }
  | { kind: 'late'; days: number }

export function standing(holidays: Holidays, due: Day, today: Day): Standing {
  if (today > due) return { kind: 'late', days: workdaysBetween(holidays, due, today) }
  const t = lastWorkdayOnOrBefore(holidays, due).day
  if (today >= t) return { kind: 'today', restDay: t !== due }
  const left = workdaysBetween(holidays, today, t)
  return left <= 3 ? { kind: 'soon', left } : { kind: 'early' }
}

/** The next morning on which there is something to say, after now. */
export function nextReminder(holidays: Holidays, due: Day, now: Instant, grace = false): Instant {
  const t = lastWorkdayOnOrBefore(holidays, due).day
  const before = [addWorkdays(holidays, t, -3).day, addWorkdays(holidays, t, -1).day, t]
  const planned = before.map(morning).find((at) => at > now)
  return planned ?? nextOverdue(holidays, due, now, grace)
}

/** A day's grace moves what follows by one working day. */
function nextOverdue(holidays: Holidays, due: Day, now: Instant, grace: boolean): Instant {
  const first = firstWorkdayAfter(holidays, due).day
  let day = grace ? addWorkdays(holidays, first, 1).day : first
  while (morning(day) <= now) day = addWorkdays(holidays, day, 2).day
  return morning(day)
}

const morning = (day: Day): Instant => instantAt(day, reminderTime)

export const isOverdue = (due: Day, now: Instant): boolean => dayAt(now) > due
