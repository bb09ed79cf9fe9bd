// Whom a sentence about talks means: mentions, full names, 小王, 李科长, 秘书科科长, a whole section. Never a guess between two.

import type { Words } from '../feature.ts'
import { isOfficeStaff, type Office, type Person, type Unit, unitName } from '../people.ts'
import type { Refusal } from '../refusal.ts'

export interface Named {
  people: Person[]
  /** The whole of a section: a group talk. */
  whole: Unit | null
}

export function namedIn(
  text: string,
  words: Pick<Words, 'mentions'>,
  office: Office,
): Named | Refusal {
  const mentioned = words.mentions.flatMap(({ openId }) => office.people.get(openId) ?? [])
  const outsider = mentioned.find((p) => !isOfficeStaff(office, p.openId))
  if (outsider) return outside(outsider.name)
  const staff = [...office.people.values()].filter((p) => isOfficeStaff(office, p.openId))
  const full = staff.filter((p) => p.name && text.includes(p.name))
  const rest = full.reduce((left, p) => left.replaceAll(p.name, ' '), text)
  const found = [
    ...mentioned,
    ...full.toSorted((a, b) => text.indexOf(a.name) - text.indexOf(b.name)),
  ]
  const whole = wholeSection(rest, office)
  if (whole) return { people: membersOf(staff, whole.id), whole }
  const short = [...shortNames(rest), ...titles(rest)]
  for (const one of mentioned.length > 0 ? [] : short) {
    const person = only(
      one,
      office,
      staff.filter((p) => one.fits(p) && near(rest, office, p)),
    )
    if (person && 'refused' in person) return person
    if (person) found.push(person)
  }
  const head = found.length === 0 ? headNamed(rest, office, staff) : undefined
  if (head) found.push(head)
  if (found.length > 0) return { people: unique(found), whole: null }
  const other = [...office.people.values()].find((p) => p.name && text.includes(p.name))
  return other ? outside(other.name) : { people: [], whole: null }
}

const outside = (name: string): Refusal => ({
  refused: 'unclear',
  what: '谈话对象',
  hint: `谈心谈话限办公室人员，${name}不在办公室名册中。`,
})

interface Short {
  said: string
  fits(person: Person): boolean
}

/** 小王 · 老李; not 半小时, not 小组. */
function shortNames(text: string): Short[] {
  return [...text.matchAll(/(?<![半个\d一二两三])[小老](\p{Script=Han})(?!时|组)/gu)].map(
    ([said, name = '']) => ({
      said,
      fits: (p) => p.name.startsWith(name),
    }),
  )
}

/** 李科长 · 孙主任; the 科长 of 秘书科科长 is no surname. */
function titles(text: string): Short[] {
  return [...text.matchAll(/(\p{Script=Han})(副?科长|副?主任)/gu)]
    .filter(([, name]) => name !== '科' && name !== '副')
    .map(([said, name = '', title = '']) => ({
      said,
      fits: (p) => p.name.startsWith(name) && p.title.includes(title.replace('副', '')),
    }))
}

/** A section named in the sentence narrows the search to it. */
function near(text: string, office: Office, person: Person): boolean {
  const named = sectionsIn(text, office)
  return named.length === 0 || named.some((unit) => unit.id === person.unit)
}

function only({ said }: Short, office: Office, fitting: Person[]): Person | Refusal | undefined {
  if (fitting.length <= 1) return fitting[0]
  const names = fitting.map((p) => `${unitName(office, p.unit)}${p.name}`).join('、')
  return { refused: 'unclear', what: `“${said}”`, hint: `有${names}，请写全名。` }
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
