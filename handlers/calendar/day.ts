// A day of the civil calendar as the text YYYY-MM-DD: it sorts and compares as plain text.
// Steps are integer arithmetic, so no host zone can touch them; instants are Shanghai's.
import { Temporal } from 'temporal-polyfill'

declare const brand: unique symbol
export type Day = string & { readonly [brand]: 'Day' }
/** 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const ZONE = 'Asia/Shanghai'
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

export const day = (text: string): Day => {
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`)
  return text
}

export const isDay = (text: string): text is Day => {
  const [, year, month, date] = SHAPE.exec(text) ?? []
  return year !== undefined && dayFrom(Number(year), Number(month), Number(date)) === text
}

/** The day of a year, month and date, or undefined where the calendar has no such day. */
export const dayFrom = (year: number, month: number, date: number): Day | undefined => {
  if (!Number.isInteger(year) || year < 1 || year > 9999 || month < 1 || month > 12)
    return undefined
  return date >= 1 && date <= monthLength(year, month) ? branded(year, month, date) : undefined
}

export const parts = (d: Day) => ({
  year: Number(d.slice(0, 4)),
  month: Number(d.slice(5, 7)),
  date: Number(d.slice(8, 10)),
})

export const dayOf = (instant: Temporal.Instant): Day =>
  day(instant.toZonedDateTimeISO(ZONE).toPlainDate().toString())

/** The Shanghai clock time of an instant, HH:MM. */
export const timeOf = (instant: Temporal.Instant): string =>
  instant.toZonedDateTimeISO(ZONE).toPlainTime().toString({ smallestUnit: 'minute' })

/** The instant of a Shanghai clock time (HH:MM) on a day. */
export const at = (d: Day, time: string): Temporal.Instant => {
  if (!TIME.test(time)) throw new RangeError(`not a time: ${time}`)
  return Temporal.PlainDateTime.from(`${d}T${time}`).toZonedDateTime(ZONE).toInstant()
}

export const addDays = (d: Day, n: number): Day => fromSerial(serial(d) + n)

/** Calendar days from the first to the second: negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => serial(to) - serial(from)

export const weekdayOf = (d: Day): Weekday => WEEKDAYS[mod(serial(d) + 3, 7)] ?? 1

export const isWeekend = (d: Day): boolean => weekdayOf(d) > 5

/** The same date n months on; where there is none, the month's last day (民法典 202). The anchor
 *  keeps the date of the first of a series: 31 January, 28 February, 31 March. */
export const addMonths = (d: Day, n: number, anchor = parts(d).date): Day => {
  const { year, month } = parts(d)
  const index = year * 12 + month - 1 + n
  const [y, m] = [Math.floor(index / 12), mod(index, 12) + 1]
  return branded(y, m, Math.min(anchor, monthLength(y, m)))
}

export const monthLength = (year: number, month: number): number => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return leap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
export const later = (a: Day, b: Day): Day => (a > b ? a : b)

const mod = (a: number, n: number) => ((a % n) + n) % n

const pad = (n: number, width: number) => String(n).padStart(width, '0')

const branded = (year: number, month: number, date: number): Day =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}` as Day

// Days since 1970-01-01: years begin in March, so that the leap day is a year's last.
const serial = (d: Day): number => {
  const { year, month, date } = parts(d)
  const y = month <= 2 ? year - 1 : year
  const inYear = Math.floor((153 * mod(month - 3, 12) + 2) / 5) + date - 1
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return y * 365 + leaps + inYear - 719468
}

const fromSerial = (n: number): Day => {
  const z = n + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  return branded(year, month, doy - Math.floor((153 * mp + 2) / 5) + 1)
}
