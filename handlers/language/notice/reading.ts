// The yearly notice, pasted: its year, its rows, and what speaks against taking it.
import {
  addDays,
  coverage,
  type Day,
  type HolidayRow,
  type Holidays,
  MAKE_UP,
  readNotice,
  withNotice,
  yearOf,
} from '../../calendar.ts'
import type { Ctx, Understood, Words } from '../../feature.ts'
import { find } from '../../phrase.ts'

type Given = Pick<Ctx, 'today' | 'office'>

export interface Pasted {
  year: number
  /** As pasted. */
  said: string
}

const opening = /^\s*导入\s*(?:20\d{2}年?)?(?:节?假日|放假)(?:安排|通知)*[:：\s]*/u
/** A festival, a colon, and 放假: the sentences of the notice, without any command. */
const sentence =
  /(?:元旦|春节|清明节?|劳动节|端午节|中秋节?|国庆节)[^。\n]{0,12}[:：][^。\n]{4,80}(?:放假|休息|调休)/gu
const example = '导入节假日 2027年，换行后粘贴通知的原文（元旦：1月1日至3日放假……）'

export function readPasted({ text }: Words, given: Given): Understood<Pasted> {
  const asked = find(text, opening)
  const sentences = [...text.matchAll(sentence)]
  if (!asked && sentences.length < 2) return undefined
  if (sentences.length === 0) return { refused: 'missing', what: '通知原文', example }
  const year = yearSaid(text) ?? yearFitting(text, given)
  return year === undefined
    ? { refused: 'missing', what: '年份', example: '导入节假日 2027年' }
    : { slots: { year, said: text } }
}

function yearSaid(text: string): number | undefined {
  const before = text.slice(0, text.search(/[:：]/u))
  const titled = /(20\d{2})年?(?:部分)?(?:节假日|放假|元旦)|(20\d{2})年?/u.exec(before)
  return titled ? Number(titled[1] ?? titled[2]) : undefined
}

/** No year stands there: the one to which the weekdays fit, if it is just one. */
function yearFitting(text: string, { today }: Given): number | undefined {
  const fitting = [yearOf(today), yearOf(today) + 1].filter(
    (year) => /[周星期]/u.test(text) && readNotice(text, year, '').problems.length === 0,
  )
  return fitting.length === 1 ? fitting[0] : undefined
}

export interface Proposed {
  year: number
  rows: HolidayRow[]
  /** Why it cannot be taken. */
  problems: string[]
  /** A change of a notice that is in already: the other festivals stay. */
  changes: boolean
  holidays: Holidays
}

export function proposedBy(h: Holidays, { year, said }: Pasted, source: string): Proposed {
  const { rows, problems, missing } = readNotice(said, year, source)
  const changes = missing.length > 0 && coverage(h, year) === 'official'
  const incomplete = missing.length > 0 && !changes ? [`缺少${missing.join('、')}的安排`] : []
  const astray = rows
    .filter(({ day }) => Math.abs(yearOf(day) - year) > 1)
    .map(({ day }) => `${day}不在${year}年`)
  const whole = changes ? [...kept(h, year, rows), ...rows] : rows
  return {
    year,
    rows: whole.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    problems: [...problems, ...incomplete, ...astray],
    changes,
    holidays: withNotice(h, year, whole),
  }
}

/** What a change of one festival leaves as it is: the other festivals, and make-up days that lie apart. */
function kept(h: Holidays, year: number, rows: readonly HolidayRow[]): HolidayRow[] {
  const names = rows.filter(({ kind }) => kind === 'off').map(({ name }) => name)
  const days = rows.map(({ day }) => day).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const near = (d: Day) => addDays(first, -15) <= d && d <= addDays(last, 15)
  return Object.entries(h.years[year]?.days ?? {}).flatMap(([on, row]) => {
    const d = on as Day
    const own = names.some((name) => name.slice(0, 2) === row.name.slice(0, 2))
    const replaced = rows.some((r) => r.day === d) || own || (row.name === MAKE_UP && near(d))
    return replaced ? [] : [{ ...row, day: d }]
  })
}

const document = /国办发明电〔?[（(]?20\d{2}[)）〕]?\s*\d{1,3}号|国办发〔20\d{2}〕\d{1,3}号/u

export const sourceIn = (said: string, on: Day): string =>
  document.exec(said)?.[0] ?? `国务院办公厅通知（${on}导入）`
