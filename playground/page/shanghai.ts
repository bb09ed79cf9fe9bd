// Times as the office reads them: Shanghai, with the weekday.
// Input is ISO 8601; nothing here asks the browser for its own clock or zone.
const offset = 8 * 3_600_000
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

const two = (n: number) => String(n).padStart(2, '0')

/** The instant with its Shanghai reading in the UTC fields. */
const shifted = (iso: string) => new Date(Date.parse(iso) + offset)

export const dayOf = (iso: string) => shifted(iso).toISOString().slice(0, 10)
export const hourOf = (iso: string) => shifted(iso).toISOString().slice(11, 16)
export const weekdayOf = (iso: string) => weekdays[shifted(iso).getUTCDay()] ?? ''

/** `2026-11-25T09:00`, as date-time inputs take it. */
export const minuteOf = (iso: string) => shifted(iso).toISOString().slice(0, 16)

export const hourLater = (iso: string) =>
  `${shifted(new Date(Date.parse(iso) + 3_600_000).toISOString())
    .toISOString()
    .slice(0, 19)}+08:00`

const monthDay = (iso: string) => {
  const at = shifted(iso)
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`
}

/** Short form of a list of chats: the hour today, the day otherwise. */
export function briefly(iso: string, now: string) {
  if (dayOf(iso) === dayOf(now)) return hourOf(iso)
  return dayOf(iso).slice(0, 4) === dayOf(now).slice(0, 4) ? monthDay(iso) : dayOf(iso)
}

/** The line between messages: day, weekday and hour. */
export function spoken(iso: string, now: string) {
  const year =
    dayOf(iso).slice(0, 4) === dayOf(now).slice(0, 4) ? '' : `${dayOf(iso).slice(0, 4)}年`
  return `${year}${monthDay(iso)} ${weekdayOf(iso)} ${hourOf(iso)}`
}

/** A calendar time in milliseconds by a VChart-like pattern such as `YYYY-MM-DD HH:mm`. */
export function patterned(milliseconds: number, pattern: string) {
  const at = new Date(milliseconds + offset)
  return pattern
    .replace(/YYYY/g, String(at.getUTCFullYear()))
    .replace(/MM/g, two(at.getUTCMonth() + 1))
    .replace(/DD/g, two(at.getUTCDate()))
    .replace(/HH/g, two(at.getUTCHours()))
    .replace(/mm/g, two(at.getUTCMinutes()))
    .replace(/ss/g, two(at.getUTCSeconds()))
}
