// The dates of a registration: when it happened, when it was received, when it was written, the sender's own paper and limit.
// A date that is in doubt is asked about, never taken for today.
import type { Day } from '../../calendar.ts'
import type { Ctx, Question } from '../../feature.ts'
import { type DayReading, find, readDue, readPast, type Span } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { instantFor } from '../../when.ts'

export type Given = Pick<Ctx, 'today' | 'now' | 'office' | 'by'>

export interface Dates {
  eventDate: Day
  /** 15:00, 上午. */
  eventTime: string | null
  receivedAt: Day
  /** Nobody said when: today, and the card says so. */
  receivedSaid: boolean
  letterDate: Day | null
  docDate: Day | null
  senderDue: Day | null
  notes: string[]
  spans: Span[]
}

export type Asked = { ask: Question } | Refusal

export const asking = ({ today, now, office }: Omit<Given, 'by'>) => ({
  today,
  now: instantFor(now),
  holidays: office.holidays,
})

const letterLabel = /(?:来信日期|写信日期|落款日期|信件日期|落款)[:：]?\s*/u
const docLabel = /(?:来文日期|来文)[:：]?\s*(?=[0-9一二三四五六七八九十昨前上])/u
const receivedLabel = /(?:收信日期|收到日期|收件日期|收文日期|收信时间|收到时间)[:：]?\s*/u
const dueLabel = /(?:前|内|日|天)\s*(?:报|回复|答复|反馈|办结|上报)|(?:要求|限|时限)/u

export function readDates(text: string, given: Given, isSent: boolean): Dates | Asked {
  const dates: Dates = {
    eventDate: given.today,
    eventTime: null,
    receivedAt: given.today,
    receivedSaid: false,
    letterDate: null,
    docDate: null,
    senderDue: null,
    notes: [],
    spans: [],
  }
  let rest = text
  const labelled: [RegExp, (day: Day) => void][] = [
    [letterLabel, (day) => Object.assign(dates, { letterDate: day })],
    [docLabel, (day) => Object.assign(dates, { docDate: day })],
    [
      receivedLabel,
      (day) => Object.assign(dates, { receivedAt: day, eventDate: day, receivedSaid: true }),
    ],
  ]
  for (const [label, put] of labelled) {
    const found = after(rest, label, given)
    if (!found) continue
    if ('ask' in found || 'refused' in found) return found
    put(found.day)
    dates.spans.push(found.span)
    rest = blank(rest, found.span)
  }
  const limit = isSent ? readLimit(rest, given) : undefined
  if (limit && ('ask' in limit || 'refused' in limit)) return limit
  if (limit) {
    dates.senderDue = limit.day
    dates.notes.push(...limit.notes)
    dates.spans.push(limit.span)
    rest = blank(rest, limit.span)
  }
  if (dates.receivedSaid) return dates
  return withPast(dates, rest, given)
}

/** The same length, so that spans found later still fit. */
const blank = (text: string, [from, to]: Span) =>
  text.slice(0, from) + ' '.repeat(to - from) + text.slice(to)

function withPast(dates: Dates, rest: string, given: Given): Dates | Asked {
  const found = readPast(rest, asking(given), ['收到', '收信', '来件'])
  if (!found) return dates
  const { reading, span } = found
  if (reading.kind === 'no') return { refused: 'unclear', what: '日期', hint: reading.reason }
  if (reading.kind === 'ask') return asked(reading, rest, span)
  const received = find(rest.slice(span[1]), /^\s*(?:收到|收信|收文|来的?)/u)
  return {
    ...dates,
    ...{ eventDate: reading.day, receivedAt: reading.day, receivedSaid: true },
    eventTime: timeOf(reading),
    notes: reading.confirm ? [...dates.notes, reading.confirm] : dates.notes,
    spans: [...dates.spans, [span[0], span[1] + (received?.span[1] ?? 0)]],
  }
}

const timeOf = ({ time, part }: DayReading): string | null => time ?? part ?? null

/** Each ready answer is the whole sentence with that day in place of the words in doubt. */
function asked(
  { question, choices }: { question: string; choices: { label: string; day: Day }[] },
  text: string,
  [from, to]: Span,
): Asked {
  return {
    ask: {
      question,
      choices: choices.map((c) => ({
        label: c.label,
        sentence: text.slice(0, from) + chinese(c.day) + text.slice(to),
      })),
    },
  }
}

export function chinese(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

function after(
  text: string,
  label: RegExp,
  given: Given,
): { day: Day; span: Span } | Asked | undefined {
  const said = find(text, label)
  if (!said) return undefined
  const from = said.span[1]
  const piece = text.slice(from, from + 16).split(/[\n,，。;；\s]/u)[0] ?? ''
  const found = readPast(piece, asking(given))
  if (!found)
    return { refused: 'unclear', what: '日期', hint: `请写明“${said.said.trim()}”几月几日。` }
  const { reading } = found
  if (reading.kind === 'no') return { refused: 'unclear', what: '日期', hint: reading.reason }
  if (reading.kind === 'ask')
    return asked(reading, text, [from + found.span[0], from + found.span[1]])
  return { day: reading.day, span: [said.span[0], from + piece.length] }
}

/** 12月15日前报办结报告; 要求5天内回复. */
function readLimit(
  text: string,
  given: Given,
): { day: Day; span: Span; notes: string[] } | Asked | undefined {
  const hint = find(text, dueLabel)
  const found = hint && readDue(text, asking(given))
  if (!found) return undefined
  const { reading, span } = found
  if (reading.kind === 'no') return { refused: 'unclear', what: '来文时限', hint: reading.reason }
  if (reading.kind === 'ask') return asked(reading, text, span)
  if (reading.kind !== 'day')
    return { refused: 'unclear', what: '来文时限', hint: '请写明几月几日前。' }
  return { day: reading.day, span: widened(text, span), notes: ['来文时限请按对方口径核对'] }
}

/** 要求 …前报办结报告: the words around belong to the limit, not to the matter. */
function widened(text: string, [from, to]: Span): Span {
  const lead = find(text.slice(0, from), /(?:要求|限|时限[:：]?|请于)\s*$/u)
  const tail = find(
    text.slice(to),
    /^\s*(?:前|内)?\s*(?:报|回复|答复|反馈|办结|上报)(?:办结报告|结果|情况)?/u,
  )
  return [from - (lead?.said.length ?? 0), to + (tail?.span[1] ?? 0)]
}
