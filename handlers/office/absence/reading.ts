// 我今日起出差三天，由李某代 · 周明远12月1日至12月3日请假 由李清和代 · 我已返岗 → who, from when to when, who instead.
import { addDays, type Day, dayFrom, parts } from '../../calendar.ts'
import type { Ctx, Understood, Words } from '../../feature.ts'
import { fold, NUMERAL, readNumber } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { someone } from '../posts/reading.ts'
import type { NewAbsence } from './absence.ts'

type Given = Pick<Ctx, 'office' | 'by' | 'today'>

const reasons = '出差|请假|休假|年休假|外出|开会|学习|培训|产假|休产假|病假|事假|借调|值守'
const away = new RegExp(`(?:${reasons})`, 'u')
const example = '我今日起出差三天，由李某代'

export function readAbsence(words: Words, given: Given): Understood<NewAbsence> {
  const text = fold(words.text)
    .text.trim()
    .replace(/[。.]$/u, '')
  const match = text.match(new RegExp(`^(?<head>[^,，;；]{0,40}?)(?:${reasons})(?<rest>.*)$`, 'u'))
  if (!match || !isAbsence(text) || /谈话|督办|登记来|反馈|延期/u.test(text)) return undefined
  const said = partsOf(text)
  const person = whose(said.who, words, given)
  if (isRefusal(person)) return person
  const days = daysIn(said.when, given.today)
  if (isRefusal(days)) return days
  const delegate = said.instead ? someone(given.office, said.instead, words) : null
  if (delegate && isRefusal(delegate)) return delegate
  const why = text.match(away)?.[0] ?? '外出'
  return { slots: { person, delegate: delegate?.openId ?? null, ...days, why } }
}

/** A first person, a day or a delegate makes it one. */
const isAbsence = (text: string) =>
  /^(?:我|本人)/u.test(text) ||
  /由.+代(?:办|理|签)?$/u.test(text) ||
  /^(?:登记)?外出/u.test(text) ||
  /(?:今日|今天|明天|明日|后天|\d+[月日号]).*(?:出差|请假|休假|外出)/u.test(text)

function partsOf(text: string): { who: string; when: string; instead: string | undefined } {
  const instead = text.match(
    /[,，;；\s]{0,3}(?:期间)?(?:工作)?由\s{0,3}(.{1,60}?)\s{0,3}(?:代(?:办|理|签|为办理)?|负责|顶岗|主持)(?:工作)?$/u,
  )
  const rest = instead ? text.slice(0, instead.index) : text
  const start = rest.search(
    /(?:从|自)?(?:今日|今天|明日|明天|后天|本周|下周|周|\d{1,2}月|\d{1,2}[日号])|出差|请假|休假|年休假|外出|开会|学习|培训|产假|休产假|病假|事假|借调/u,
  )
  return {
    who: rest.slice(0, Math.max(0, start)).trim(),
    when: rest.slice(Math.max(0, start)),
    instead: instead?.[1],
  }
}

function whose(said: string, words: Words, { by, office }: Given): string | Refusal {
  const name = said.replaceAll(/^登记|将$|[,，\s]+$/gu, '').trim()
  if (name === '' || name === '我' || name === '本人') return by.openId
  const person = someone(office, name.replace(/^我(?:是)?/u, ''), words)
  return isRefusal(person) ? person : person.openId
}

/** Its first and its last day. */
export function daysIn(text: string, today: Day): { from: Day; to: Day } | Refusal {
  const matches = [
    ...text.matchAll(/(今日|今天|明日|明天|后天)|(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})[日号]/gu),
  ]
  // 12月1日至3日: the second is of the same month.
  const month = matches.map((match) => match[3]).find(Boolean)
  const dates = matches.map((match) => dateOf(match, today, month))
  const [first, second] = dates
  if (dates.includes(undefined))
    return { refused: 'unclear', what: '外出日期', hint: `例如：${example}` }
  const length = lengthOf(text)
  if (first && second) return { from: first, to: second }
  if (first && /(?:至|到)\s*$/u.test(text.slice(0, text.search(/\d{1,2}[日号月]/u))))
    return { from: today, to: first }
  if (length !== undefined) return { from: first ?? today, to: addDays(first ?? today, length - 1) }
  if (first && !/起|开始/u.test(text)) return { from: first, to: first }
  return { refused: 'missing', what: '外出天数或结束日期', example }
}

function dateOf(
  [, word, year, own, date]: RegExpMatchArray,
  today: Day,
  named: string | undefined,
): Day | undefined {
  const month = own ?? named
  const ahead = { 今日: 0, 今天: 0, 明日: 1, 明天: 1, 后天: 2 }[word ?? '']
  if (ahead !== undefined) return addDays(today, ahead)
  const now = parts(today)
  const on = (y: number) => dayFrom(y, Number(month ?? now.month), Number(date))
  if (year) return on(Number(year))
  const near = on(now.year)
  // A date without its year that has long passed is next year's.
  return near && near < addDays(today, -60) ? on(now.year + 1) : near
}

function lengthOf(text: string): number | undefined {
  const days = text.match(new RegExp(`([${NUMERAL}]{1,4})\\s*(?:天|日(?!起))(?!至|到)`, 'u'))?.[1]
  const weeks = text.match(new RegExp(`([${NUMERAL}]{1,2})\\s*(?:周|个?星期)`, 'u'))?.[1]
  if (weeks) return (readNumber(weeks) ?? 0) * 7 || undefined
  return days && !/\d{1,2}月\d{1,2}日$/u.test(text) ? readNumber(days) || undefined : undefined
}
