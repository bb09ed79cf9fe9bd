// A small office in which the cards of the gallery are drawn: the same people, day and hour wherever they are looked at.
import { type Instant, instant } from '../db/instant.ts'
import { holidaysOf, shippedRows, shippedYears } from './calendar.ts'
import type { Sight } from './feature.ts'
import type { Office, Person, Role, RoleHeld, Unit } from './people.ts'
import { dayAt } from './when.ts'

const now: Instant = instant('2026-11-25T01:00:00.000Z')

const units: Unit[] = [
  { id: 'leaders', name: '局领导', kind: 'leaders', parent: null },
  { id: 'office', name: '办公室', kind: 'office', parent: null },
  { id: 'xinfang', name: '信访科', kind: 'section', parent: 'office' },
  { id: 'mishu', name: '秘书科', kind: 'section', parent: 'office' },
  { id: 'gongcheng', name: '工程处', kind: 'unit', parent: null },
]

/** Ids of the people on the samples. */
export const sampled = {
  leader: 'ou_0001',
  director: 'ou_0002',
  deputy: 'ou_0003',
  supervisor: 'ou_0004',
  officer: 'ou_0005',
  head: 'ou_0006',
  liaison: 'ou_0007',
} as const

const held: [keyof typeof sampled, string, string, string, Role][] = [
  ['leader', '王建国', 'leaders', '局长', '局领导'],
  ['director', '周明远', 'office', '办公室主任', '办公室主任'],
  ['deputy', '李清和', 'office', '办公室副主任', '办公室副主任'],
  ['supervisor', '金若水', 'mishu', '科员', '督查专员'],
  ['officer', '严丽华', 'xinfang', '科员', '信访专员'],
  ['head', '谢大川', 'gongcheng', '处长', '承办部门负责人'],
  ['liaison', '邹亚楠', 'gongcheng', '联络员', '联络员'],
]

const people: Person[] = held.map(([key, name, unit, title]) => ({
  ...{ openId: sampled[key], name, unit, title },
  status: 'active',
  acting: false,
}))

const roles: RoleHeld[] = held.map(([key, , unit, , role]) => ({
  ...{ person: sampled[key], role, unit, deputy: false },
}))

const office: Office = {
  version: 1,
  today: dayAt(now),
  people: new Map(people.map((person) => [person.openId, person])),
  units: new Map(units.map((unit) => [unit.id, unit])),
  roles,
  portfolios: [],
  absences: [],
  groups: [],
  holidays: holidaysOf(shippedRows, shippedYears),
  settings: new Map(),
  loadedAt: now,
}

export const sampleSight: Sight = { office, now, today: dayAt(now) }

/** The person whose card it is. */
export function samplePerson(key: keyof typeof sampled): Person {
  const person = office.people.get(sampled[key])
  if (!person) throw new Error(`no sample person ${key}`)
  return person
}
