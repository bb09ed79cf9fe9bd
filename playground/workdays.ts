// Where turning the clock stops: working days by the State Council's notice for 2026.
// A small table of its own, so that the playground imports nothing of the bot.
import { dayOf, instantOf } from './clock.ts'

const span = (first: string, last: string) => ({ first, last })

const restSpans = [
  span('2026-01-01', '2026-01-03'),
  span('2026-02-15', '2026-02-23'),
  span('2026-04-04', '2026-04-06'),
  span('2026-05-01', '2026-05-05'),
  span('2026-06-19', '2026-06-21'),
  span('2026-09-25', '2026-09-27'),
  span('2026-10-01', '2026-10-07'),
]
const workingWeekends = new Set([
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
])

export function isWorkday(day: string) {
  if (workingWeekends.has(day)) return true
  if (day.endsWith('-01-01')) return false
  if (restSpans.some(({ first, last }) => first <= day && day <= last)) return false
  return weekdayOf(day) % 6 !== 0
}

/** 09:05 of the next working day, after the morning sheet. */
export const nextWorkdayMorning = (now: number) => morningOf(workdayFrom(dayAfter(dayOf(now))))

/** 09:05 of the first working day of the next quarter. */
export function nextQuarterMorning(now: number) {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number)
  const first = Math.floor((month - 1) / 3) * 3 + 4
  const day = first > 12 ? `${year + 1}-01-01` : `${year}-${String(first).padStart(2, '0')}-01`
  return morningOf(workdayFrom(day))
}

function workdayFrom(day: string): string {
  return isWorkday(day) ? day : workdayFrom(dayAfter(day))
}

const morningOf = (day: string) => instantOf(`${day}T09:05:00`) ?? 0
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
