// Sentences of supervision → values: a new task, and what is said about one that has a number. What stays is as typed.
import { type Day, yearOf } from '../calendar.ts'
import type { Ctx, Question, Understood, Words } from '../feature.ts'
import type { Office, Unit } from '../people.ts'
import {
  type DateReading,
  find,
  type Piece,
  readDue,
  readMatter,
  type Span,
  tidy,
  without,
} from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { instantFor } from '../when.ts'
import type { TaskNumber, Urgency } from './task.ts'

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
  /^\s*(?:请|帮我|帮忙)?\s*(?:(特急|加急|急件|紧急|急)[,，]?\s*)?(?:新建|登记|提出)?\s*(?:督办|立项)(?:一下|事项|一项|一件)?[:：,，\s]*/u
const notNew = /^\s*(?:督办|立项)(?:进度|台账|列表)/u
const example = '督办 工程处 12月4日前 上报标准化堤防建设进度'

export function readNewTask({ text, mentions }: Words, given: Given): Understood<NewTask> {
  const start = find(text, opening)
  if (!start || find(text, notNew) || readMatter(text, ['督'])?.series) return undefined
  const rest = text.slice(start.span[1])
  const lead = leadUnit(rest, mentions, given.office)
  if (!lead) return { refused: 'missing', what: '牵头单位', example }
  const found = readDue(rest, asking(given))
  if (!found) return { refused: 'missing', what: '完成时限', example }
  const due = theDay(
    found.reading,
    (day) => text.slice(0, start.span[1]) + replaced(rest, found.span, `${chinese(day)}前`),
  )
  if ('ask' in due || 'refused' in due) return due
  const title = titleOf(rest, [found.span, ...lead.spans])
  if (!title) return { refused: 'missing', what: '督办事项', example }
  const urgency = start.groups[1]
  return {
    slots: {
      title,
      leadUnit: lead.unit.id,
      handler: handlerOf(rest, mentions, given.office),
      due: due.day,
      dueNote: due.note,
      urgency: urgency === '特急' ? 'extra_urgent' : urgency ? 'urgent' : 'normal',
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
  sentence: (day: Day) => string,
): { day: Day; note: string | null } | { ask: Question } | Refusal {
  switch (reading.kind) {
    case 'day':
      return { day: reading.day, note: noteOf(reading) }
    case 'ask': {
      const choices = reading.choices.map((c) => ({ label: c.label, sentence: sentence(c.day) }))
      return { ask: { question: reading.question, choices } }
    }
    case 'no':
      return { refused: 'unclear', what: '时限', hint: reading.reason }
    case 'every':
    case 'range':
      return { refused: 'unclear', what: '时限', hint: '请写明一个完成日期，例如12月4日前。' }
  }
}

function noteOf(reading: Extract<DateReading, { kind: 'day' }>): string | null {
  const other = reading.choices?.find((c) => c.day !== reading.day)
  const rest = other ? `时限为休息日，可改定为${other.label}` : null
  return [reading.confirm, rest].filter(Boolean).join('；') || null
}

const replaced = (text: string, [from, to]: Span, by: string) =>
  text.slice(0, from) + by + text.slice(to)

function chinese(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

interface Lead {
  unit: Unit
  /** What named it, to be left out of the title. */
  spans: Span[]
}

const labelBefore = /牵头(?:单位)?[:：是]?\s*/u

/** 牵头：X first; else the first unit named; else the unit of the first person mentioned. */
function leadUnit(text: string, mentions: Words['mentions'], office: Office): Lead | undefined {
  const named = unitsIn(text, office)
  const label = find(text, labelBefore)
  const labelled =
    named.find(({ span }) => label && span[0] === label.span[1]) ??
    named.find(({ span }) => label && span[1] === label.span[0])
  const lead = labelled ?? named[0]
  if (lead) return { unit: lead.unit, spans: label ? [lead.span, label.span] : [lead.span] }
  const unit = office.units.get(office.people.get(mentions[0]?.openId ?? '')?.unit ?? '')
  return unit && { unit, spans: [] }
}

function unitsIn(text: string, office: Office): { unit: Unit; span: Span }[] {
  return [...office.units.values()]
    .filter((unit) => unit.kind !== 'leaders' && text.includes(unit.name))
    .map((unit) => {
      const from = text.indexOf(unit.name)
      return { unit, span: [from, from + unit.name.length] as const }
    })
    .sort((a, b) => a.span[0] - b.span[0])
}

const handlerLabel = /(?:牵头|承办)人?[:：是]\s*(\p{Script=Han}{2,4})/u

function handlerOf(text: string, mentions: Words['mentions'], office: Office): string | null {
  if (mentions[0] && office.people.has(mentions[0].openId)) return mentions[0].openId
  const name = find(text, handlerLabel)?.groups[1]
  const known = [...office.people.values()].filter((p) => p.status === 'active' && p.name === name)
  return known.length === 1 ? (known[0]?.openId ?? null) : null
}

const sourceLabel = /来源[:：]\s*([^\s,，。;；]+)/u
const meeting =
  /((?:\d{1,2}月\d{1,2}日)?[^\s,，]{0,6}(?:办公会议?|党组会|专题会|例会))(?:议定|确定|决定)?/u
const upper = /(黄委|水利部|省委|省政府)/u

function sourceOf(text: string): string {
  const said = find(text, sourceLabel)?.groups[1] ?? find(text, meeting)?.groups[1]
  if (said) return said
  if (find(text, /批示/u)) return '领导批示'
  const above = find(text, upper)?.groups[1]
  return above ? `上级交办（${above}）` : '其他'
}

const labels = [
  /@_user_\d+/u,
  sourceLabel,
  handlerLabel,
  /(?:协办(?:单位)?|完成时限|时限|事项)[:：]/u,
  /^\s*(?:让他们|请于|务必|要求)/u,
]

/** What is left when unit, date and labels are taken out. */
function titleOf(rest: string, spans: Span[]): string {
  const found = labels.flatMap((label) => {
    const piece = find(rest, label)
    return piece ? [piece.span] : []
  })
  const all = [...spans, ...found].filter(
    (span, place, list) => !list.slice(0, place).some((other) => overlaps(span, other)),
  )
  return tidy(without(rest, all))
    .replace(/^(?:把|的|要|于)\s*/u, '')
    .slice(0, 200)
}

const overlaps = (a: Span, b: Span) => a[0] < b[1] && b[0] < a[1]

// ── about a task that has a number ──

export interface About {
  /** By number, or the card that was replied to. */
  task: { number: TaskNumber } | { id: string }
  text: string
}

export function readAbout(
  { text, about }: Words,
  verb: RegExp,
  { today }: Pick<Given, 'today'>,
): Understood<About> {
  const said = find(text, verb)
  if (!said) return undefined
  const matter = readMatter(text, ['督'])
  if (matter) {
    const number = { year: matter.year ?? yearOf(today), n: matter.n }
    return { slots: { task: { number }, text: tidy(without(text, spansApart(said, matter.span))) } }
  }
  if (about?.feature !== 'supervision') return undefined
  return { slots: { task: { id: about.subject }, text: tidy(without(text, [said.span])) } }
}

const spansApart = (said: Piece, other: Span): Span[] =>
  overlaps(said.span, other) ? [other] : [said.span, other]

export interface ExtensionAsked extends About {
  to: Day
  reason: string
}

const extend = /申请延期|延期|延长|延至/u
const why = /[,，。;；\s]*(?:原因|理由|因为|由于)(?:是|为)?[:：]?/u
const extendExample = '督1号延期到12月18日 原因是合同审核未完'

export function readExtension(words: Words, given: Given): Understood<ExtensionAsked> {
  const about = readAbout(words, extend, given)
  if (!about || !('slots' in about)) return about
  const { text, task } = about.slots
  const label = find(text, why)
  const wanted = text.slice(0, label?.span[0])
  const reason = label ? tidy(text.slice(label.span[1])) : ''
  const found = readDue(wanted, asking(given))
  if (!found) return { refused: 'missing', what: '延至日期', example: extendExample }
  const day = theDay(found.reading, (d) => `${named(task)}延期到${chinese(d)} 原因是${reason}`)
  if ('ask' in day || 'refused' in day) return day
  if (!reason) return { refused: 'missing', what: '延期原因', example: extendExample }
  return { slots: { task, text, to: day.day, reason } }
}

const named = (task: About['task']) => ('number' in task ? `督${task.number.n}号` : '')
