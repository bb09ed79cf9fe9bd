// Feishu changes no message after 14 days (230031), and petitions run 60 to 90: before that a live card's buttons move to
// a line of that day's sheet, and the card says so.
import { hours, type Instant, plusMs } from '../../db/instant.ts'
import { addDays, type Day, type Holidays, lastWorkdayOnOrBefore } from '../calendar.ts'
import { dayAt, instantAt } from '../when.ts'

export const movedWords = '此卡片已到更新期限，办理按钮已移至当日提醒。'

/** Of several cards of one matter in a chat only the newest is carried on: it would stand on the sheet twice. */
export const newerWords = '此卡片已到更新期限，请在较新的卡片上办理。'

/** The last working morning within the twelve days that leave room for a long holiday's edge. */
export function renewalAt(holidays: Holidays, sentAt: Instant): Instant {
  const last: Day = lastWorkdayOnOrBefore(holidays, addDays(dayAt(sentAt), 12)).day
  const at = instantAt(last, '08:30')
  return at > sentAt ? at : plusMs(sentAt, hours(24))
}
