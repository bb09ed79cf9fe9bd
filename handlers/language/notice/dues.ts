// From 1 November the missing notice for next year is asked for weekly, until it is in; this year's at any time.
import { addDays, coverage, type Day, day, weekdayOf, yearOf } from '../../calendar.ts'
import type { Due } from '../../feature.ts'
import { holdersOf } from '../../people.ts'
import { instantAt } from '../../when.ts'

const sheet = '08:35'

export const missingNotice: Due = async ({ office, today }) => {
  const years = missingYears(office.holidays, today)
  const lines = years.flatMap((year) =>
    holdersOf(office, '系统管理员').map(({ openId: person }) => ({
      to: { person },
      rank: 'info' as const,
      text: `${year}年节假日通知尚未导入，涉及的日期暂按法定节日推算。通知印发后请发送“导入节假日”并粘贴原文。`,
    })),
  )
  return { lines, next: instantAt(nextAsking(today), sheet) }
}

export function missingYears(h: Parameters<typeof coverage>[0], today: Day): number[] {
  const year = yearOf(today)
  const wanted = today >= firstAsking(year) ? [year, year + 1] : [year]
  return wanted.filter((y) => coverage(h, y) !== 'official')
}

const firstAsking = (year: number): Day => day(`${year}-11-01`)

/** The next Monday; 1 November, where that comes first. */
export function nextAsking(today: Day): Day {
  const monday = addDays(today, 8 - weekdayOf(today))
  const november = firstAsking(yearOf(today))
  return today < november && november < monday ? november : monday
}
