// What comes once a week: the number for the group on the week's first working day, and the director's list of what went a short way.
import type { Instant } from '../../db/instant.ts'
import {
  addDays,
  type Day,
  firstWorkdayOnOrAfter,
  type Holidays,
  type Period,
  weekOf,
} from '../calendar.ts'
import type { Arm, Ctx } from '../feature.ts'
import { morning } from './reminders.ts'

/** The two that are armed for the office as a whole; armed again by whatever is registered, always to the same instant. */
export const weeklySubject = 'office'
export const weeklyKinds = ['weekly', 'shortcuts'] as const

export function firstOfWeek(ctx: Pick<Ctx, 'office' | 'today'>): Arm[] {
  const at = nextWeek(ctx.office.holidays, ctx.today)
  return weeklyKinds.map((kind) => ({ feature: 'petition', subject: weeklySubject, kind, at }))
}

/** 08:35 of the first working day of the week to come. */
export function nextWeek(h: Holidays, today: Day): Instant {
  return morning(firstWorkdayOnOrAfter(h, addDays(weekOf(today).to, 1)).day)
}

/** 上周. */
export function lastWeek(today: Day): Period {
  return weekOf(addDays(weekOf(today).from, -1))
}
