// A declared emergency (应急状态): until its last day only what the law dates, 特急 and what is marked for it is sent, on any
// day; all else waits for one merged sheet on the first working day after it. And the hours in which the clock is quiet.
import { z } from 'zod'
import type { Instant } from '../db/instant.ts'
import { type Day, day, firstWorkdayAfter, isWorkday } from './calendar.ts'
import type { Line } from './feature.ts'
import type { Office } from './people.ts'
import { dayAt, timeAt } from './when.ts'

const stored = z.object({
  kind: z.string(),
  since: z.string(),
  until: z.string(),
  by: z.string(),
})

export interface Emergency {
  /** 防汛 */
  kind: string
  since: Day
  /** Its last day. */
  until: Day
  by: string
}

/** Ends by itself: past its last day there is none. */
export function emergencyOn(office: Office, today: Day): Emergency | undefined {
  const read = stored.safeParse(office.settings.get('emergency'))
  if (!read.success) return undefined
  const { kind, by } = read.data
  const [since, until] = [day(read.data.since), day(read.data.until)]
  return since <= today && today <= until ? { kind, since, until, by } : undefined
}

/** May this line break an emergency's silence? */
export function standsOut(line: Pick<Line, 'standsOut' | 'text'>, emergency: Emergency): boolean {
  return line.standsOut !== undefined || line.text.includes(emergency.kind)
}

/** 18:00–08:30 and rest days (domain.md §3.5). */
export function isQuiet(office: Office, now: Instant): boolean {
  const time = timeAt(now)
  return !isWorkday(office.holidays, dayAt(now)) || time < '08:30' || time >= '18:00'
}

/** The first working day on which what waits may be sent. */
export function dayAfterSilence(office: Office, today: Day): Day {
  const emergency = emergencyOn(office, today)
  return firstWorkdayAfter(office.holidays, emergency?.until ?? today).day
}
