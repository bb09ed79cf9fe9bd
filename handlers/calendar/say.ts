// Dates as the office writes them (domain.md §7.1): 12月10日（周四）, with the year when it is not
// this year, and a rest day or a make-up day marked as such.
import type { Dated } from './count.ts'
import { type Day, isWeekend, parts, weekdayOf } from './day.ts'
import { type Holidays, isWorkday, PROVISIONAL, WEEKDAY_NAMES } from './holidays.ts'

interface Asked {
  today: Day
}

export const sayWeekday = (d: Day): string => WEEKDAY_NAMES[weekdayOf(d) - 1] ?? ''

/** 12月10日（周四）; 2027年1月24日（周日） when today is in another year. */
export const sayDay = (d: Day, { today }: Asked): string =>
  `${sayDate(d, { today })}（${sayWeekday(d)}）`

/** 12月10日, for places where the weekday stands elsewhere. */
export const sayDate = (d: Day, { today }: Asked): string => {
  const { year, month, date } = parts(d)
  return `${year === parts(today).year ? '' : `${year}年`}${month}月${date}日`
}

/** 12月5日（周六，休息日）; a make-up working day is （周日，上班）. */
export const sayDue = (h: Holidays, d: Day, { today }: Asked): string =>
  `${sayDate(d, { today })}（${[sayWeekday(d), ...mark(h, d)].join('，')}）`

/** 12月10日（周四，含当日）前, as a limit stands in a paper. */
export const sayLimit = (h: Holidays, d: Day, { today }: Asked): string =>
  `${sayDate(d, { today })}（${[sayWeekday(d), ...mark(h, d), '含当日'].join('，')}）前`

/** A computed date with the sentence of doubt where it rests on a missing notice. */
export const sayDated = (h: Holidays, { day, provisional }: Dated, { today }: Asked): string =>
  `${sayDue(h, day, { today })}${provisional ? `（${PROVISIONAL}）` : ''}`

const mark = (h: Holidays, d: Day): string[] => {
  if (!isWorkday(h, d)) return ['休息日']
  return isWeekend(d) ? ['上班'] : []
}
