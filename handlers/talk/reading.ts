// Sentences about talks that were held → values: whom, which day, how. What was said in them is cut off here and goes no
// further, unless the office allows that it is kept (domain.md §4.4).
import { type Day, parts } from '../calendar.ts'
import type { Ctx, Question, Understood, Words } from '../feature.ts'
import { type AskReading, type DayReading, find, fold, readPast, tidy, without } from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { Secret } from '../secret.ts'
import { instantFor } from '../when.ts'
import { type Named, namedIn } from './names.ts'
import type { Way } from './talk.ts'

export type Given = Pick<Ctx, 'today' | 'now' | 'office' | 'by'>

export interface TalkSaid {
  /** One sentence or one list may hold several talks. */
  talks: { talkees: string[]; day: Day; time: string | null; minutes: number | null }[]
  way: Way
  place: string | null
  requested: boolean
  backfilled: boolean
  content: Secret | null
  /** 代录: on whose word. */
  talker: string | null
}

const opening = /^(?:请|帮我)?(?:登记谈话|谈话登记|谈话记录|补录|代录)/u
const held = /谈了|谈过|谈完|已谈|谈心(?:谈话)?|聊了|谈[^\s]{0,2}一[次遍]|分别谈/u
const notHeld = /计划|统计|覆盖|提醒|转督办|汇总|几个科长|差谁|没谈|看看|预约|约[^谈]*谈/u
/** Not ours (domain.md §4.1). 预约谈话 is an appointment, 约谈 is not. */
export const disciplinary = /诫勉|函询|提醒谈话|(?<!预)约谈|审查谈话|廉政谈话|任前谈话|考察谈话/u

export function readTalk(words: Words, given: Given): Understood<TalkSaid> {
  const folded = fold(words.original).text.trim()
  if (disciplinary.test(folded) && !/^谈话提醒/u.test(folded)) return { refused: 'disciplinary' }
  if (!isLog(folded)) return undefined
  const cut = withoutContent(words.original)
  const named = namedIn(withoutTalker(cut.text), words, given.office)
  if (!('people' in named)) return named
  const talker = onBehalf(folded, given)
  if (talker && 'refused' in talker) return talker
  const people = named.people.filter((p) => p.openId !== talker?.openId)
  if (people.some((p) => p.openId === (talker ?? given.by).openId))
    return { refused: 'with-oneself' }
  if (people.length === 0) return noneNamed(folded)
  const talks = lines(cut.text, { ...named, people }, given)
  if ('ask' in talks || 'refused' in talks) return talks
  return {
    slots: {
      talks,
      way: wayOf(folded, named),
      place: find(cut.text, /地点[:]\s*([^\s,，。;；]+)/u)?.groups[1] ?? null,
      requested: /本人要求|主动(?:要求|提出|找)/u.test(folded),
      backfilled: /补录/u.test(folded),
      content: cut.content,
      talker: talker?.openId ?? null,
    },
  }
}

function isLog(folded: string): boolean {
  if (/^(?:补录|代录)/u.test(folded)) return /谈/u.test(folded)
  if (opening.test(folded)) return !/^谈话(?:登记|记录)(?:簿|表)/u.test(folded)
  return held.test(folded) && !notHeld.test(folded) && !/^(?:督办|登记来|反馈)/u.test(folded)
}

function noneNamed(folded: string): Refusal {
  if (/全科|全体|所有人/u.test(folded))
    return {
      refused: 'unclear',
      what: '谈话方式',
      hint: '请写明是集体还是逐人、哪个科、哪一天，例如：登记谈话 11月24日 和秘书科全体集体谈话；逐人的，请写姓名。',
    }
  if (/[他她]们?/u.test(folded))
    return {
      refused: 'unclear',
      what: '“他”是谁',
      hint: '请写姓名，例如：登记谈话 今天和何小雨电话谈了',
    }
  return { refused: 'missing', what: '谈话对象', example: '登记谈话 今天和文书科何小雨谈了' }
}

const remote = /电话|微信|视频|线上/u
const together = /集体|全体|座谈/u

function wayOf(folded: string, { whole }: Named): Way {
  if (remote.test(folded)) return 'remote'
  return whole || together.test(folded) ? 'group' : 'individual'
}

// ── what was said in the talk ──

const content = /[\s,，。;；]*(?:内容[:是]|主要(?:谈|是|聊|反映)|谈的是)\s*/u

export function withoutContent(text: string): { text: string; content: Secret | null } {
  const label = find(text, content)
  if (!label) return { text, content: null }
  const said = tidy(text.slice(label.span[1]))
  return { text: text.slice(0, label.span[0]), content: said ? new Secret(said) : null }
}

// ── 代录 ──

const forWhom = /^代录\s*/u

function withoutTalker(text: string): string {
  return text.replace(forWhom, '')
}

/** 代录 周明远 今天和吴文博谈了: the first name is the talker's. */
function onBehalf(folded: string, { office, by }: Given): { openId: string } | Refusal | undefined {
  if (!forWhom.test(folded)) return undefined
  const rest = folded.replace(forWhom, '')
  const talker = [...office.people.values()]
    .filter((p) => p.status === 'active' && p.name && rest.includes(p.name))
    .toSorted((a, b) => rest.indexOf(a.name) - rest.indexOf(b.name))[0]
  const example = '代录 周明远 今天和吴文博谈了'
  if (!talker) return { refused: 'missing', what: '谈话人', example }
  return talker.openId === by.openId ? { refused: 'for-oneself' } : talker
}

// ── when ──

type When = TalkSaid['talks'][number]

/** Lines of their own, each with names and a date; else one date for all. */
function lines(text: string, named: Named, given: Given): When[] | { ask: Question } | Refusal {
  const own = text
    .split(/[\n；;]/u)
    .filter((line) => named.people.some((p) => line.includes(p.name)))
  const dated = own.filter((line) => readPast(line, asking(given)))
  const sets =
    dated.length > 1
      ? own.map((line) => ({ line, people: named.people.filter((p) => line.includes(p.name)) }))
      : [{ line: text, people: named.people }]
  const talks: When[] = []
  for (const { line, people } of sets) {
    const when = whenOf(line, given, text)
    if ('ask' in when || 'refused' in when) return when
    talks.push({ ...when, talkees: people.map((p) => p.openId) })
  }
  return talks
}

export const asking = ({ today, now, office }: Pick<Given, 'today' | 'now' | 'office'>) => ({
  today,
  now: instantFor(now),
  holidays: office.holidays,
})

function whenOf(
  line: string,
  given: Given,
  whole: string,
): Omit<When, 'talkees'> | { ask: Question } | Refusal {
  const found = readPast(line, asking(given))
  if (!found) return askToday(whole, given)
  const { reading, said } = found
  if (reading.kind === 'no') return { refused: 'unclear', what: '谈话日期', hint: reading.reason }
  if (reading.kind === 'ask') return askWhich(reading, (day) => whole.replace(said, chinese(day)))
  if (reading.confirm)
    return {
      ask: {
        question: `谈话日期${reading.confirm}，请确认。`,
        choices: [{ label: '确认', sentence: whole.replace(said, chinese(reading.day)) }],
      },
    }
  return { day: reading.day, time: reading.time ?? null, minutes: minutesIn(line, reading) }
}

/** No day is said: today is offered, not taken (§8.4#31). */
function askToday(whole: string, { today }: Given): { ask: Question } {
  const start = opening.test(fold(whole).text.trim()) ? '' : '登记谈话 '
  return {
    ask: {
      question: '哪一天谈的？',
      choices: [{ label: '今天', sentence: `${start}${tidy(whole)} 日期${chinese(today)}` }],
    },
  }
}

function askWhich(
  { question, choices }: AskReading,
  sentence: (day: Day) => string,
): { ask: Question } {
  return {
    ask: { question, choices: choices.map((c) => ({ label: c.label, sentence: sentence(c.day) })) },
  }
}

export function chinese(day: Day): string {
  const { year, month, date } = parts(day)
  return `${year}年${month}月${date}日`
}

function minutesIn(text: string, { time, until }: DayReading): number | null {
  if (time && until) return clock(until) - clock(time)
  const said = find(text, /(半个?小时|[一1]个?小时|两个?小时|\d{1,3}\s*分钟)/u)?.groups[1] ?? ''
  if (/半/u.test(said)) return 30
  if (/小时/u.test(said)) return /两/u.test(said) ? 120 : 60
  return said ? Number.parseInt(said, 10) : null
}

const clock = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** 何小雨 11月20日；陶行远 11月23日: a day of one's own beside the common one. */
export function readOwnDays(
  text: string,
  people: { openId: string; name: string }[],
  given: Given,
): Map<string, Day> | Refusal {
  const days = new Map<string, Day>()
  for (const line of text.split(/[\n，,；;、]/u).filter((piece) => piece.trim())) {
    const person = people.find((p) => line.includes(p.name))
    const found = person && readPast(without(line, []).replace(person.name, ''), asking(given))
    if (!person || found?.reading.kind !== 'day')
      return { refused: 'field', field: 'days', hint: '请按“姓名 日期”填写，例如：何小雨 11月20日' }
    days.set(person.openId, found.reading.day)
  }
  return days
}
