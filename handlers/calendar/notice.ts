// The State Council office's yearly notice, read from its own sentences:
// 元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
import { type Day, dayFrom, weekdayOf } from './day.ts'
import { type HolidayRow, MAKE_UP } from './holidays.ts'
import { daysOf } from './period.ts'

export interface Notice {
  rows: HolidayRow[]
  /** What does not add up: shown in the preview, and the notice is not taken until it is empty. */
  problems: string[]
  /** Festivals not named: all seven in a yearly notice, most of them in a change of it. */
  missing: string[]
}
type Found = { day: Day; problems: string[] }

const DATE = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]{0,30})[）)])?/g
const LINE =
  /^[^：:]{0,8}?([元春清劳端中国除][^：:、，。\s]{1,4}(?:、[^：:，。\s]{2,4})*)[：:](.{1,300})$/
const SAID = /(?:周|星期)([一二三四五六日天])/

export const readNotice = (text: string, year: number, source: string): Notice => {
  const lines = text.split(/\r?\n/).map((line) => LINE.exec(line.trim()))
  const read = lines.flatMap((line) => (line ? [readLine(line[1] ?? '', line[2] ?? '', year)] : []))
  const rows = read.flatMap((r) => r.rows).map((r) => ({ ...r, source }))
  const problems = read.flatMap((r) => r.problems)
  if (rows.length === 0) problems.push('没有读到放假安排')
  return { rows: sorted(rows), problems: [...problems, ...twice(rows)], missing: missing(rows) }
}

const readLine = (name: string, body: string, year: number) => {
  const rows: Omit<HolidayRow, 'source'>[] = []
  const problems: string[] = []
  let month: number | undefined
  for (const sentence of body.split('。')) {
    const { off, work, issues, last } = readSentence(sentence, year, month)
    month = last ?? month
    rows.push(...off.map((d) => ({ day: d, kind: 'off' as const, name })))
    rows.push(...work.map((d) => ({ day: d, kind: 'work' as const, name: MAKE_UP })))
    problems.push(...issues.map((issue) => `${name}：${issue}`))
  }
  return { rows, problems }
}

const readSentence = (sentence: string, year: number, before?: number) => {
  const { found, last } = datesOf(sentence, year, before)
  const issues = found.flatMap((f) => f.problems)
  const days = found.map((f) => f.day)
  const works = /上班/.test(sentence) && !/放假/.test(sentence)
  if (works) return { off: [], work: days, issues, last }
  const [from, to] = days
  const ranged = /[至到—-]/.test(sentence) && from !== undefined && to !== undefined
  const off = /放假|休息/.test(sentence) ? (ranged ? daysOf({ from, to }) : days) : []
  return { off, work: [], issues: [...issues, ...miscounted(sentence, off)], last }
}

const datesOf = (sentence: string, year: number, before?: number) => {
  const found: Found[] = []
  let [y, month] = [year, before]
  for (const [said, saidYear, saidMonth, date, note] of sentence.matchAll(DATE)) {
    if (saidYear) y = Number(saidYear)
    else if (saidMonth && month === 12 && Number(saidMonth) === 1) y = year
    month = saidMonth ? Number(saidMonth) : month
    const d = dayFrom(y, month ?? 0, Number(date))
    if (d) found.push({ day: d, problems: wrongWeekday(said, d, note) })
  }
  return { found, last: month }
}

const wrongWeekday = (said: string, d: Day, note = ''): string[] => {
  const name = SAID.exec(note)?.[1]
  if (!name || '一二三四五六日'.indexOf(name.replace('天', '日')) + 1 === weekdayOf(d)) return []
  return [`${said}与日历不符`]
}

const miscounted = (sentence: string, off: Day[]): string[] => {
  const count = /(?:共|放假)(\d{1,2})天/.exec(sentence)?.[1]
  return count && Number(count) !== off.length ? [`写明${count}天，算得${off.length}天`] : []
}

const sorted = (rows: HolidayRow[]) => rows.toSorted((a, b) => (a.day < b.day ? -1 : 1))

const twice = (rows: HolidayRow[]) =>
  rows.filter((r, i) => rows.findIndex((o) => o.day === r.day) !== i).map((r) => `${r.day}重复`)

const missing = (rows: HolidayRow[]) =>
  ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'].filter(
    (name) => !rows.some((r) => r.name.includes(name)),
  )
