// 代录 in one sentence: which matter, who gave it, when, in what way, and what it was.
import type { Day } from '../calendar.ts'
import type { Ctx, Understood, Words } from '../feature.ts'
import { activePerson, holdersOf, type Office, type Person } from '../people.ts'
import { find, readMatter, readPast, tidy } from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { instantFor } from '../when.ts'

type Given = Pick<Ctx, 'today' | 'now' | 'office' | 'by'>

export interface Entered {
  person: string
  way: string
  on: Day
  /** What the person would have said to us. */
  sentence: string
}

const core = /(电话|书面|口头|当面|传真|短信)\s*(签收|反馈|报请办结|批准|同意|不同意|不批准|审签)/u
const decisions: Record<string, string> = {
  批准: '同意',
  同意: '同意',
  审签: '同意',
  不同意: '不同意',
  不批准: '不同意',
}
const accusation = /举报|检举|控告/u
const example = '督12号 工程处11月25日电话反馈 已完成招标'

export function readEntered({ text }: Words, given: Given): Understood<Entered> {
  const said = find(text, core)
  const [way, verb] = [said?.groups[1], said?.groups[2]]
  const matter = readMatter(text, ['督', '信访'])
  if (!said || !way || !verb || !matter) return undefined
  if (find(text, accusation)) return { refused: 'accusation' }
  const before = text.slice(0, said.span[0])
  const person = whoIn(before, given.office)
  if (!person) return { refused: 'missing', what: '由谁作出', example }
  if ('refused' in person) return person
  const on = dayIn(before, given, verb in decisions)
  if (typeof on !== 'string') return on
  const number = text.slice(...matter.span).trim()
  const rest = tidy(text.slice(said.span[1]))
  const sentence = [decisions[verb] ?? verb, number, rest].filter(Boolean).join(' ')
  return { slots: { person: person.openId, way, on, sentence } }
}

/** By name, by surname and title, or the unit's 联络员 or head. */
function whoIn(text: string, office: Office): Person | Refusal | undefined {
  const active = [...office.people.values()].filter((p) => activePerson(office, p.openId))
  const named = active.find((p) => p.name && text.includes(p.name))
  if (named) return named
  const title = find(text, /(\p{Script=Han})(局长|处长|主任|科长)/u)
  const [surname, post] = [title?.groups[1] ?? '', title?.groups[2] ?? '']
  const titled = title
    ? active.filter((p) => p.name.startsWith(surname) && p.title.includes(post))
    : []
  if (titled.length > 1) {
    const hint = `有${titled.map((p) => p.name).join('、')}，请写全名。`
    return { refused: 'unclear', what: '由谁作出', hint }
  }
  return titled[0] ?? ofUnit(text, office)
}

function ofUnit(text: string, office: Office): Person | undefined {
  const unit = [...office.units.values()].find((one) => text.includes(one.name))
  if (!unit) return undefined
  const roles = ['联络员', '承办部门负责人', '科长'] as const
  return roles.flatMap((role) => holdersOf(office, role, unit.id))[0]
}

/** A paper has its date; what came by telephone or word and names none came today. */
function dayIn(text: string, given: Given, mustSay: boolean): Day | Refusal {
  const { today, now, office } = given
  const read = readPast(text, { today, now: instantFor(now), holidays: office.holidays })?.reading
  if (!read) return mustSay ? { refused: 'missing', what: '作出的日期', example } : today
  if (read.kind !== 'day' || read.day > today)
    return { refused: 'unclear', what: '作出的日期', hint: '请写明已过的某一天，例如11月25日。' }
  return read.day
}
