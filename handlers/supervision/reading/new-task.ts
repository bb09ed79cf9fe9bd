// A sentence that begins a task → unit, people, limit, source, title. What is missing is asked with what is known beside it.
import { addDays, addWorkdays, type Day, sayDay, sayDue } from '../../calendar.ts'
import type { Ctx, Question, Understood, Words } from '../../feature.ts'
import type { Office, Unit } from '../../people.ts'
import {
  askWho,
  type DateReading,
  type DayReading,
  find,
  type Placed,
  put,
  readDue,
  readMatter,
  type Span,
  tidy,
  unitsIn,
  unknownUnit,
  whoIn,
  without,
} from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { instantFor } from '../../when.ts'
import type { Urgency } from '../task.ts'
import { isDirector } from '../who.ts'
import { itemsIn, type Label, labelled, type Opened, opened } from './opening.ts'

export type Given = Pick<Ctx, 'today' | 'now' | 'office'> & { by?: Ctx['by'] }

export interface NewTask {
  title: string
  leadUnit: string
  handler: string | null
  due: Day
  /** HH:MM, where the limit names an hour. */
  time: string | null
  /** Why the date wants a second look: a rest day, a year that was guessed, the sender's own limit. */
  dueNote: string | null
  urgency: Urgency
  source: string
  coUnits: string[]
  coPeople: string[]
  /** One by one, where the sentence lists several. */
  items: string[]
}

const example = '督办 工程处 12月4日前 上报标准化堤防建设进度'

export function readNewTask({ text, mentions }: Words, given: Given): Understood<NewTask> {
  const start = opened(text)
  if (!start || (!start.instruction && readMatter(text, ['督'])?.series)) return undefined
  const it: Sentence = { ...start, text, mentions, given, labels: labelled(start.rest) }
  const units = rolesOfUnits(it)
  const unknown =
    units.lead || mentions.length > 0 ? undefined : unknownUnit(start.rest, given.office)
  const found = dueIn(it)
  const title = titleOf(it, [
    ...units.spans,
    ...(found ? [found.span] : []),
    ...(unknown && unknown.near.length > 0 ? [unknown.span] : []),
  ])
  const people = peopleIn(it)
  if ('ask' in people) return people
  const lead = units.lead ?? unitOf(given.office, people.lead)
  const known = knownOf(it, { lead, found, title })
  if (!lead) return noUnit(it, unknown, known)
  if (!found) return noDue(it, known)
  const due = theDay(it, found, known)
  if ('ask' in due || 'refused' in due) return due
  if (!title) return missing('督办事项', { known, gap: `${text} ＿` })
  return {
    slots: {
      title,
      leadUnit: lead.id,
      handler: people.lead,
      ...due,
      urgency: urgencyOf(it),
      source: sourceOf(it, found.said),
      coUnits: units.co.map(({ id }) => id),
      coPeople: people.co,
      items: itemsIn(title),
    },
  }
}

interface Sentence extends Opened {
  text: string
  mentions: Words['mentions']
  given: Given
  labels: Partial<Record<Label, { said: string; span: Span }>>
}

/** The whole sentence with another rest. */
const again = ({ opening }: Sentence, rest: string) => opening + rest

// ── units ──

const LEADS = /^ ?(?:牵头|主办|负责)/u
const HELPS =
  /^ ?(?:[、和及与,，] ?)?(?:配合|协办|协同|协助)(?![\p{Script=Han}]{1,4}(?:处|科|中心|局|办))/u
const LEAD_LABEL = /(?:牵头|主办)(?:单位|部门)?(?:是|为|[:：])?\s?$/u
const CO_LABEL = /(?:协办|配合)(?:单位|部门)?[:：]\s?(?:[\p{Script=Han}、和,，]{0,30})$/u

/** 牵头：X or X牵头 first; else the first unit named that is not there to help. */
function rolesOfUnits({ rest, labels, given }: Sentence): {
  lead?: Unit
  co: Unit[]
  spans: Span[]
} {
  const { office } = given
  const named = unitsIn(rest, office)
  const inLabel = (label: Label) => (unit: Placed<Unit>) => {
    const span = labels[label]?.span
    return span !== undefined && span[0] <= unit.span[0] && unit.span[1] <= span[1]
  }
  const before = ({ span }: Placed<Unit>) => rest.slice(Math.max(0, span[0] - 40), span[0])
  const after = ({ span }: Placed<Unit>) => rest.slice(span[1], span[1] + 12)
  const co = helpers(named, rest).concat(
    named.filter(inLabel('co')),
    named.filter((u) => CO_LABEL.test(before(u))),
  )
  const leading = named.filter((u) => !co.includes(u) && !inLabel('title')(u))
  const lead =
    leading.find(inLabel('lead')) ??
    leading.find((u) => LEAD_LABEL.test(before(u)) || LEADS.test(after(u))) ??
    leading[0]
  const whole = (u: Placed<Unit>, pattern: RegExp): Span => {
    const tail = pattern.exec(after(u))?.[0] ?? ''
    const head = LEAD_LABEL.exec(before(u))?.[0] ?? ''
    return [u.span[0] - head.length, u.span[1] + tail.length]
  }
  const helping = [...new Set(co)]
  return {
    ...(lead && { lead: lead.it }),
    co: helping.map(({ it }) => it).filter((unit) => unit !== lead?.it),
    spans: [...(lead ? [whole(lead, LEADS)] : []), ...helping.map((u) => whole(u, HELPS))],
  }
}

/** 财务处配合 · 财务处、审计处配合: a row of units before the word helps as a whole. */
function helpers(named: Placed<Unit>[], rest: string): Placed<Unit>[] {
  const found: Placed<Unit>[] = []
  for (let i = named.length - 1; i >= 0; i--) {
    const unit = named[i]
    if (!unit) continue
    const next = named[i + 1]
    const joined =
      next &&
      found.includes(next) &&
      /^[、和及与]$/u.test(rest.slice(unit.span[1], next.span[0]).trim())
    if (joined || HELPS.test(rest.slice(unit.span[1], unit.span[1] + 12))) found.unshift(unit)
  }
  return found
}

function noUnit(
  it: Sentence,
  unknown: ReturnType<typeof unknownUnit>,
  known: Known,
): { ask: Question } | Refusal {
  const gap = again(it, `＿ ${it.rest}`)
  if (!unknown || unknown.near.length === 0) return missing('牵头单位', { known, gap })
  const sentence = (name: string) => again(it, put(it.rest, unknown.span, name))
  return {
    ask: {
      question: `没有找到“${unknown.said}”，牵头单位是：`,
      choices: unknown.near.map(({ name }) => ({ label: name, sentence: sentence(name) })),
      known,
      gap: sentence('＿'),
    },
  }
}

// ── people ──

const HANDLER = /(?:牵头|承办|联系|责任)人?[:：是]\s?/u

function peopleIn(it: Sentence): { lead: string | null; co: string[] } | { ask: Question } {
  const { mentions, given, rest, labels } = it
  const { office } = given
  const mentioned = whoIn(rest, { office, mentions }).people.filter(
    ({ span }) => rest[span[0]] === '@',
  )
  if (mentioned[0]) {
    const [lead, ...co] = mentioned.map(({ it: person }) => person.openId)
    return { lead: lead ?? null, co }
  }
  const label = find(rest, HANDLER)
  const said = labels.handler?.said ?? (label ? rest.slice(label.span[1], label.span[1] + 16) : '')
  const at = labels.handler ? rest.indexOf(said, labels.handler.span[0]) : (label?.span[1] ?? 0)
  const who = whoIn(said, { office, mentions: [] })
  if (who.doubt && who.doubt.span[0] < 12) {
    const { span } = who.doubt
    const whole = { ...who.doubt, span: [at + span[0], at + span[1]] as const }
    const { question, choices, gap } = askWho(rest, whole, office)
    return {
      ask: {
        question,
        choices: choices.map((c) => ({ label: c.label, sentence: again(it, c.sentence) })),
        ...(gap && { gap: again(it, gap) }),
      },
    }
  }
  return { lead: said ? (who.people[0]?.it.openId ?? null) : null, co: [] }
}

const unitOf = (office: Office, person: string | null): Unit | undefined =>
  office.units.get(office.people.get(person ?? '')?.unit ?? '')

// ── the limit ──

interface Limit {
  reading: DateReading
  said: string
  span: Span
}

function dueIn({ rest, labels, given }: Sentence): Limit | undefined {
  const { today, now, office } = given
  const asking = { today, now: instantFor(now), holidays: office.holidays }
  const label = labels.due
  if (!label) return readDue(rest, asking)
  const found = readDue(label.said, asking)
  const at = rest.indexOf(label.said, label.span[0])
  return found && { ...found, span: [at + found.span[0], at + found.span[1]] }
}

const UPPER = /(?:黄委|水利部|省委|省政府|上级|委里|部里)[^\s,，。]{0,4}?(?:要求|定于|限|通知)/u
/** 上级交办: ours are three working days before theirs (domain.md §3.4). */
const bufferWorkdays = 3

type Due = Pick<NewTask, 'due' | 'time' | 'dueNote'>

/** A value, a question with whole sentences as answers, or a refusal: never a guess. */
function theDay(it: Sentence, found: Limit, known: Known): Due | { ask: Question } | Refusal {
  const { reading, said, span } = found
  const dated = (day: Day, time?: string) =>
    again(it, put(it.rest, span, `${chinese(day)}${time ? time : ''}前`))
  switch (reading.kind) {
    case 'day':
      return certain(it, reading, said, dated, known)
    case 'ask':
      return {
        ask: {
          question: reading.question,
          choices: reading.choices.map((c) => ({ label: c.label, sentence: dated(c.day, c.time) })),
          known: vague.test(said) ? [...known, { label: '紧急程度', value: '建议加急' }] : known,
          gap: again(it, put(it.rest, span, '＿')),
        },
      }
    case 'no':
      return { refused: 'unclear', what: '时限', hint: reading.reason }
    case 'every':
    case 'range':
      return { refused: 'unclear', what: '时限', hint: '请写明一个完成日期，例如12月4日前。' }
  }
}

const vague = /尽快|抓紧|尽早|及早|马上|立即|火速|从速/u

function certain(
  it: Sentence,
  reading: DayReading,
  said: string,
  dated: (day: Day, time?: string) => string,
  known: Known,
): Due | { ask: Question } {
  const { given } = it
  const { office, today } = given
  const note = noteOf(reading)
  // Nobody looks again at what the director says: the date is put to him before it counts.
  if (note && !/\d{4}\s?年/u.test(said) && given.by && isDirector(office, given.by.openId))
    return { ask: confirming(reading, dated, known) }
  const time = reading.time ?? null
  if (!find(it.rest, UPPER)) return { due: reading.day, time, dueNote: note }
  const ours = addWorkdays(office.holidays, reading.day, -bufferWorkdays).day
  if (ours <= today) return { due: reading.day, time, dueNote: note }
  const both = `来文时限${sayDue(office.holidays, reading.day, { today })}，内部时限${sayDay(ours, { today })}`
  return { due: ours, time: null, dueNote: both }
}

function confirming(
  { words, confirm, day, time, choices = [] }: DayReading,
  dated: (day: Day, time?: string) => string,
  known: Known,
): Question {
  const others = choices.map((c) => ({ label: c.label, sentence: dated(c.day, c.time) }))
  const own = { label: words, sentence: dated(day, time) }
  return {
    question: `时限为${words}${confirm ? `（${confirm}）` : ''}，请确认。`,
    choices: choices.some((c) => c.day === day) ? others : [own, ...others],
    known,
  }
}

export function noteOf(reading: DayReading): string | null {
  const other = reading.choices?.find((c) => c.day !== reading.day)
  const rest = other ? `时限为休息日，可改定为${other.label}` : null
  return [reading.confirm, rest].filter(Boolean).join('；') || null
}

/** Ready limits, none of them taken by itself (domain.md §3.4). */
function noDue(it: Sentence, known: Known): Refusal {
  const { office, today } = it.given
  const days = [
    { label: '5个工作日内', day: addWorkdays(office.holidays, today, 5).day },
    { label: '15日内', day: addDays(today, 15) },
  ]
  const choices = days.map(({ label, day }) => ({
    label: `${label} ${sayDue(office.holidays, day, { today })}`,
    sentence: `${it.text} ${chinese(day)}前`,
  }))
  return missing('完成时限', { known, choices })
}

export function chinese(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

// ── where it comes from, how urgent ──

const MEETING =
  /((?:\d{1,2}月\d{1,2}日)?(?:局长|局务|党组|专题|月度)?[^\s,，\d]{0,4}(?:办公会(?:议(?!定))?|局务会|党组会|专题会|例会))(?:议定|确定|决定|研究)?/u
const UPPER_NAME = /(黄委|水利部|省委|省政府)/u
const YEARLY = /年度重点|(?:上|下)半年/u

function sourceOf({ rest, labels, instruction }: Sentence, limit: string): string {
  if (labels.source) return labels.source.said
  if (instruction) return '领导批示'
  const said =
    find(rest, /来源[:：]\s?([^\s,，。;；]{1,40})/u)?.groups[1] ?? find(rest, MEETING)?.groups[1]
  if (said) return said
  if (find(rest, /批示/u)) return '领导批示'
  const above = find(rest, UPPER_NAME)?.groups[1]
  if (above) return `上级交办（${above}）`
  return YEARLY.test(limit) || find(rest, /年度重点/u) ? '年度重点工作' : '其他'
}

function urgencyOf({ urgency, labels }: Sentence): Urgency {
  const said = labels.urgency?.said ?? ''
  if (/特急/u.test(said)) return 'extra_urgent'
  return /急/u.test(said) ? 'urgent' : urgency
}

// ── the title ──

const CUT = [
  /@_user_\d+/gu,
  /(?:牵头|承办|联系|责任)人?[:：是]\s?(?:\p{Script=Han}{2,4})?/gu,
  /来源[:：]\s?[^\s,，。;；]{1,40}/gu,
  /(?:协办|配合)(?:单位|部门)?[:：]/gu,
  /(?:完成时限|时限|期限|事项|内容)[:：]/gu,
]
const MEETING_WHOLE = new RegExp(
  `${MEETING.source}|(?:黄委|水利部|省委|省政府)[^\\s,，。]{0,4}?要求`,
  'gu',
)
const LEADING =
  /^(?:让他们|让其|请他们|请其|请于|务必|要求|于|的|把|将|要|由|尽快|抓紧|[、,，。;；:：\s])+/u

/** What is left when unit, people, limit and source are taken out. */
function titleOf({ rest, labels, instruction }: Sentence, spans: Span[]): string {
  if (labels.title) return labels.title.said.slice(0, 200)
  const lines = Object.values(labels).map(({ span }) => span)
  const found = [...CUT, MEETING_WHOLE].flatMap((pattern) =>
    [...rest.matchAll(pattern)].map(({ 0: said, index }): Span => [index, index + said.length]),
  )
  const left = tidy(without(rest, joined([...spans, ...lines, ...found]))).replace(LEADING, '')
  const said = instruction ? left.replace(/报我/u, '报领导') : left
  return tidy(said.replaceAll(/([，、；。])[\s，]+/gu, '$1')).slice(0, 200)
}

/** Overlapping spans as one. */
function joined(spans: Span[]): Span[] {
  const out: [number, number][] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

// ── what is known when something is not ──

type Known = NonNullable<Question['known']>

function knownOf(
  { given }: Sentence,
  { lead, found, title }: { lead: Unit | undefined; found: Limit | undefined; title: string },
): Known {
  const day = found?.reading.kind === 'day' ? found.reading.day : undefined
  return [
    ...(lead ? [{ label: '牵头单位', value: lead.name }] : []),
    ...(day
      ? [{ label: '时限', value: sayDue(given.office.holidays, day, { today: given.today }) }]
      : []),
    ...(title ? [{ label: '事项', value: title }] : []),
  ]
}

const missing = (what: string, half: Partial<Question>): Refusal => ({
  refused: 'missing',
  what,
  example,
  half,
})
