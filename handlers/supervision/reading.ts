// Sentences of supervision → values: a new task, and what is said about one that has a number.
import { type Day, yearOf } from '../calendar.ts'
import type { Ctx, Question, Understood, Words } from '../feature.ts'
import type { Office, Unit } from '../people.ts'
import { type DateReading, type Found, fold, readDue, readMatter } from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { instantFor } from '../when.ts'
import type { Number, Urgency } from './task.ts'

type Given = Pick<Ctx, 'today' | 'now' | 'office'>

export interface NewTask {
  title: string
  leadUnit: string
  handler: string | null
  due: Day
  /** Why the date wants a second look: a rest day, a year that was guessed. */
  dueNote: string | null
  urgency: Urgency
  source: string
}

const opening =
  /^(?:请|帮我|帮忙)?\s*(?:(特急|加急|急件|紧急|急)[,，]?\s*)?(?:新建|登记|提出)?\s*(?:督办|立项)(?:一下|事项|一项|一件)?[:：,，\s]*/u

export function readNewTask(words: Words, given: Given): Understood<NewTask> {
  const folded = fold(words.text).text.trim()
  const match = opening.exec(folded)
  if (!match || /^(?:督办)?(?:进度|台账|列表)/u.test(folded.slice(match[0].length)))
    return undefined
  if (readMatter(folded, ['督'])?.series) return undefined
  const rest = folded.slice(match[0].length)
  const lead = leadUnit(rest, words, given.office)
  if (!lead)
    return {
      refused: 'missing',
      what: '牵头单位',
      example: '督办 工程处 12月4日前 上报标准化堤防建设进度',
    }
  const found = readDue(rest, asking(given))
  if (!found)
    return { refused: 'missing', what: '完成时限', example: `督办 ${lead.unit.name} 12月4日前 …` }
  const due = theDay(found.reading, folded, found, match[0].length)
  if ('ask' in due || 'refused' in due) return due
  const title = titleOf(cut(rest, found.span), lead.said)
  if (!title)
    return {
      refused: 'missing',
      what: '督办事项',
      example: `督办 ${lead.unit.name} 12月4日前 上报标准化堤防建设进度`,
    }
  return {
    slots: {
      title,
      leadUnit: lead.unit.id,
      handler: handlerOf(rest, words, given.office),
      due: due.day,
      dueNote: due.note,
      urgency: match[1] === '特急' ? 'extra_urgent' : match[1] ? 'urgent' : 'normal',
      source: sourceOf(rest),
    },
  }
}

function asking(given: Given) {
  return { today: given.today, now: instantFor(given.now), holidays: given.office.holidays }
}

/** A value, a question with whole sentences as answers, or a refusal: never a guess. */
function theDay(
  reading: DateReading,
  sentence: string,
  found: Found<DateReading>,
  offset: number,
): { day: Day; note: string | null } | { ask: Question } | Refusal {
  const withDay = (day: Day) =>
    `${sentence.slice(0, offset + found.span[0])}${chinese(day)}前${sentence.slice(offset + found.span[1])}`
  switch (reading.kind) {
    case 'day':
      return { day: reading.day, note: noteOf(reading) }
    case 'ask':
      return {
        ask: {
          question: reading.question,
          choices: reading.choices.map((c) => ({ label: c.label, sentence: withDay(c.day) })),
        },
      }
    case 'no':
      return { refused: 'unclear', what: '时限', hint: reading.reason }
    case 'every':
    case 'range':
      return { refused: 'unclear', what: '时限', hint: '请写明一个完成日期，例如12月4日前。' }
  }
}

function chinese(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

function noteOf(reading: Extract<DateReading, { kind: 'day' }>): string | null {
  const other = reading.choices?.find((c) => c.day !== reading.day)
  const rest = other ? `时限为休息日，前后工作日为${other.label}` : null
  return [reading.confirm, rest].filter(Boolean).join('；') || null
}

const cut = (text: string, [from, to]: readonly [number, number]) =>
  `${text.slice(0, from)} ${text.slice(to)}`

/** 牵头：X first; else the first unit named; else the unit of the first person mentioned. */
function leadUnit(
  text: string,
  words: Words,
  office: Office,
): { unit: Unit; said: string } | undefined {
  const named = unitsIn(text, office)
  const labelled = /牵头(?:单位)?[:：是]?\s*(\S+)/u.exec(text)?.[1] ?? /(\S+?)牵头/u.exec(text)?.[1]
  const byLabel = labelled && named.find(({ said }) => labelled.includes(said))
  if (byLabel) return byLabel
  if (named[0]) return named[0]
  const mentioned = words.mentions[0] && office.people.get(words.mentions[0].openId)
  const unit = mentioned?.unit ? office.units.get(mentioned.unit) : undefined
  return unit && { unit, said: words.mentions[0]?.key ?? unit.name }
}

function unitsIn(text: string, office: Office): { unit: Unit; said: string }[] {
  return [...office.units.values()]
    .filter((unit) => unit.kind !== 'leaders' && text.includes(unit.name))
    .sort((a, b) => text.indexOf(a.name) - text.indexOf(b.name))
    .map((unit) => ({ unit, said: unit.name }))
}

function handlerOf(text: string, words: Words, office: Office): string | null {
  if (words.mentions[0]) return words.mentions[0].openId
  const name = /(?:牵头|承办)(?:人)?[:：是]\s*(\p{Script=Han}{2,4})/u.exec(text)?.[1]
  const known = [...office.people.values()].filter((p) => p.status === 'active' && p.name === name)
  return known.length === 1 ? (known[0]?.openId ?? null) : null
}

function sourceOf(text: string): string {
  const labelled = /来源[:：]\s*([^\s,，。;；]+)/u.exec(text)?.[1]
  const meeting =
    /((?:\d{1,2}月\d{1,2}日)?[^\s,，]{0,6}(?:办公会议?|党组会|专题会|例会))(?:议定|确定|决定)?/u.exec(
      text,
    )?.[1]
  const upper = /(黄委|水利部|省委|省政府)/u.exec(text)?.[1]
  return (
    labelled ??
    meeting ??
    (/批示/u.test(text) ? '领导批示' : upper ? `上级交办（${upper}）` : '其他')
  )
}

/** What is left when unit, date and labels are taken out. */
function titleOf(rest: string, lead: string): string {
  return rest
    .replace(/@_user_\d+/gu, ' ')
    .replace(lead, ' ')
    .replaceAll(
      /(?:牵头(?:单位|人)?|承办(?:人)?|来源|协办(?:单位)?|时限|完成时限|事项)[:：]\s*/gu,
      ' ',
    )
    .replaceAll(/牵头|让他们|把|请于|于|务必|之前|完成时限/gu, (word) => (word === '把' ? '' : ' '))
    .replaceAll(/^[\s,，。;；:：、的要]+|[\s,，。;；:：、]+$/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, 200)
}

// ── about a task that has a number ──

export interface About {
  /** By number, or the card that was replied to. */
  task: { number: Number } | { id: string }
  text: string
}

export function readAbout(words: Words, verb: RegExp, { today }: Given): Understood<About> {
  const folded = fold(words.text).text.trim()
  if (!verb.test(folded)) return undefined
  const matter = readMatter(folded, ['督'])
  if (matter) {
    const text = cut(folded, matter.span).replace(verb, ' ').trim()
    return {
      slots: { task: { number: { year: matter.year ?? yearOf(today), n: matter.n } }, text },
    }
  }
  if (words.about?.feature !== 'supervision') return undefined
  return { slots: { task: { id: words.about.subject }, text: folded.replace(verb, ' ').trim() } }
}

export interface ExtensionAsked extends About {
  to: Day
  reason: string
}

export function readExtension(words: Words, given: Given): Understood<ExtensionAsked> {
  const about = readAbout(words, /申请延期|延期|延长|延至/u, given)
  if (!about || !('slots' in about)) return about
  const { text, task } = about.slots
  const [wanted = '', ...why] = text.split(
    /(?:[,，。;；\s]*)(?:原因|理由|因为|由于)(?:是|为)?[:：]?/u,
  )
  const found = readDue(wanted.replace(/^[到至为:：\s]+/u, ''), asking(given))
  if (!found)
    return {
      refused: 'missing',
      what: '延至日期',
      example: '督1号延期到12月18日 原因是合同审核未完',
    }
  const day = theDay(found.reading, wanted, found, 0)
  if ('ask' in day) {
    const sentence = (s: string) =>
      `${fold(words.text).text.split(/延/u)[0]}延期到${s} 原因是${why.join('')}`
    return {
      ask: {
        ...day.ask,
        choices: day.ask.choices.map((c) => ({ ...c, sentence: sentence(c.label) })),
      },
    }
  }
  if ('refused' in day) return day
  const reason = why.join('').trim()
  if (!reason)
    return {
      refused: 'missing',
      what: '延期原因',
      example: '督1号延期到12月18日 原因是合同审核未完',
    }
  return { slots: { task, text, to: day.day, reason } }
}
