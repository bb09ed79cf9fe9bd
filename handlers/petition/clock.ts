// When the written notice is called to mind: days 10, 13, 14 and 15 after receipt (domain.md §1.7); a day that is no
// working day moves to the working day before it.
import type { Instant } from '../../db/instant.ts'
import { addDays, type Day, type Holidays, lastWorkdayOnOrBefore } from '../calendar.ts'
import type { Office } from '../people.ts'
import { instantAt } from '../when.ts'
import type { Registered } from './petition.ts'

const reminderDays = [10, 13, 14, 15]

/** In order, each once. */
export function noticeReminders(holidays: Holidays, receivedAt: Day): Day[] {
  const days = reminderDays.map((n) => lastWorkdayOnOrBefore(holidays, addDays(receivedAt, n)).day)
  return [...new Set(days)]
}

/** The next reminder after now; past the limit, each working day's morning is the sheet's own matter. */
export function nextNoticeReminder(
  { office, now }: { office: Pick<Office, 'holidays'>; now: Instant },
  petition: Pick<Registered, 'receivedAt'>,
): Instant | null {
  const mornings = noticeReminders(office.holidays, petition.receivedAt).map((d) =>
    instantAt(d, '08:35'),
  )
  return mornings.find((morning) => morning > now) ?? null
}
