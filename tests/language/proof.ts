// Every start day × 1…90 calendar days and 1…30 working days, counted by the calendar and by the slow
// loop; gives the places where they differ.
import {
  addDays,
  addWorkdays,
  type Day,
  day,
  isWorkday,
  legalDue,
  shippedHolidays,
} from '../../handlers/calendar.ts'
import { slowDays } from './notices.ts'

const days = slowDays('2026-12-31')
export const disagreements = (stride: number): string[] => {
  const wrong: string[] = []
  for (let i = 0; i < days.length; i += stride) {
    const start = day(days[i]?.day ?? '')
    if (isWorkday(shippedHolidays, start) !== days[i]?.works) wrong.push(start)
    wrong.push(...calendarDays(start, i), ...workingDays(start, i))
  }
  return wrong
}

const calendarDays = (start: Day, i: number): string[] => {
  const wrong: string[] = []
  for (let n = 1; n <= 90 && i + n < days.length; n++) {
    const slow = days[i + n]
    const due = legalDue(shippedHolidays, start, n)
    let target = i + n
    while (!days[target]?.works) target -= 1
    if (due.day !== slow?.day || due.day !== addDays(start, n)) wrong.push(`${start}+${n}`)
    if (due.restDay === slow?.works) wrong.push(`${start}+${n} 休息日`)
    if (due.internalTarget.day !== days[target]?.day) wrong.push(`${start}+${n} 目标`)
  }
  return wrong
}

const workingDays = (start: Day, i: number): string[] => {
  const wrong: string[] = []
  let at = i
  for (let n = 1; n <= 30; n++) {
    at += 1
    while (at < days.length && !days[at]?.works) at += 1
    const slow = days[at]?.day
    if (slow === undefined) break
    if (addWorkdays(shippedHolidays, start, n).day !== slow) wrong.push(`${start}+${n}工作日`)
    const back = days[i]?.works ? addWorkdays(shippedHolidays, day(slow), -n).day : start
    if (back !== start) wrong.push(`${slow}-${n}工作日`)
  }
  return wrong
}
