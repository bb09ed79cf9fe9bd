// Whom a sentence about talks means: mentions, full names, 小王, 李科长, 秘书科科长, a whole section. Never a guess between two.

import type { Question, Words } from '../feature.ts'
import { isOfficeStaff, type Office, type Person, type Unit } from '../people.ts'
import { askWho, type Who, whoIn } from '../phrase.ts'
import type { Refusal } from '../refusal.ts'

export interface Named {
  people: Person[]
  /** The whole of a section: a group talk. */
  whole: Unit | null
}

/** In a part of the sentence; where two fit, the candidates are put into the whole of it. */
export function namedIn(
  text: string,
  words: Pick<Words, 'mentions' | 'original'>,
  office: Office,
): Named | Refusal | { ask: Question } {
  const mentioned = words.mentions.flatMap(({ openId }) => office.people.get(openId) ?? [])
  const outsider = mentioned.find((p) => !isOfficeStaff(office, p.openId))
  if (outsider) return outside(outsider.name)
  const staff = [...office.people.values()].filter((p) => isOfficeStaff(office, p.openId))
  const who = whoIn(text, {
    office,
    mentions: [],
    scope: (p) => isOfficeStaff(office, p.openId),
    shortScope: (p) => mentioned.length === 0 && near(text, office, p),
  })
  const rest = who.people.reduce((left, { it }) => left.replaceAll(it.name, ' '), text)
  const whole = wholeSection(rest, office)
  if (whole) return { people: membersOf(staff, whole.id), whole }
  if (who.doubt) return { ask: which(words.original, who.doubt, office) }
  const found = [...mentioned, ...who.people.map(({ it }) => it)]
  const head = found.length === 0 ? headNamed(rest, office, staff) : undefined
  if (head) found.push(head)
  if (found.length > 0) return { people: unique(found), whole: null }
  const other = [...office.people.values()].find((p) => p.name && text.includes(p.name))
  return other ? outside(other.name) : { people: [], whole: null }
}

function which(original: string, doubt: NonNullable<Who['doubt']>, office: Office): Question {
  const at = original.indexOf(doubt.said)
  const span = [Math.max(0, at), at < 0 ? 0 : at + doubt.said.length] as const
  return askWho(original, { ...doubt, span }, office)
}

const outside = (name: string): Refusal => ({
  refused: 'unclear',
  what: '谈话对象',
  hint: `谈心谈话限办公室人员，${name}不在办公室名册中。`,
})

/** A section named in the sentence narrows the search to it. */
function near(text: string, office: Office, person: Person): boolean {
  const named = sectionsIn(text, office)
  return named.length === 0 || named.some((unit) => unit.id === person.unit)
}

const sectionsIn = (text: string, office: Office) =>
  [...office.units.values()].filter((unit) => unit.kind === 'section' && text.includes(unit.name))

function wholeSection(text: string, office: Office): Unit | undefined {
  return sectionsIn(text, office).find((unit) =>
    new RegExp(`${unit.name}(?:的)?(?:全体|全科|所有人|大家)`, 'u').test(text),
  )
}

function headNamed(text: string, office: Office, staff: Person[]): Person | undefined {
  const unit = sectionsIn(text, office).find(({ name }) => text.includes(`${name}科长`))
  const heads = staff.filter((p) =>
    office.roles.some(
      (r) => r.role === '科长' && !r.deputy && r.person === p.openId && p.unit === unit?.id,
    ),
  )
  return heads.length === 1 ? heads[0] : undefined
}

const membersOf = (staff: Person[], unit: string) => staff.filter((p) => p.unit === unit)
const unique = (people: Person[]) => [...new Map(people.map((p) => [p.openId, p])).values()]
