// Posts: which of them one person holds at a time, which are vacant, what the titles of Feishu suggest. Rules over the office.
import {
  holdersOf,
  type Office,
  type Person,
  type Role,
  type RoleHeld,
  type Unit,
  unitName,
} from '../../people.ts'

/** Held by several at once; of all others an appointment replaces who was there. */
const several: readonly Role[] = ['局领导', '办公室副主任', '科员', '系统管理员']

export const isSingle = (role: Role): boolean => !several.includes(role)

/** Who has to go from a post that somebody else is given. */
export function replaced(
  office: Office,
  given: { role: Role; unit: string | null; deputy: boolean; also: boolean },
): RoleHeld[] {
  if (given.also || !isSingle(given.role)) return []
  return office.roles.filter(
    ({ role, unit, deputy }) =>
      role === given.role &&
      deputy === given.deputy &&
      (given.unit === null || unit === given.unit),
  )
}

/** Whoever gives himself a post gives himself what he may see: somebody else must (系统管理员不看业务内容). */
export const contentRoles: readonly Role[] = [
  '局领导',
  '办公室主任',
  '办公室副主任',
  '信访专员',
  '督查专员',
  '纪检接口人',
]

export interface Vacancy {
  role: Role
  unit: string | null
}

const everyOffice: readonly Role[] = [
  '办公室主任',
  '信访专员',
  '督查专员',
  '值班员',
  '纪检接口人',
  '系统管理员',
]

export function vacancies(office: Office): Vacancy[] {
  const units = [...office.units.values()]
  const missing = (role: Role, unit?: string) => holdersOf(office, role, unit).length === 0
  return [
    ...everyOffice.filter((role) => missing(role)).map((role) => ({ role, unit: null })),
    ...units
      .filter(({ kind, id }) => kind === 'section' && missing('科长', id))
      .map(({ id }) => ({ role: '科长' as const, unit: id })),
    ...units
      .filter(
        ({ kind, id }) =>
          (kind === 'unit' || kind === 'subordinate') &&
          missing('承办部门负责人', id) &&
          missing('联络员', id),
      )
      .map(({ id }) => ({ role: '联络员' as const, unit: id })),
  ]
}

export const sayVacancy = (office: Office, { role, unit }: Vacancy): string =>
  `${unit ? unitName(office, unit) : ''}${role}`

export interface Suggested {
  person: string
  role: Role
  unit: string
  acting: boolean
}

/** What titles say, for posts that nobody holds yet. */
export function suggested(office: Office): Suggested[] {
  const people = [...office.people.values()].filter(
    ({ status, unit }) => status === 'active' && unit,
  )
  return people.flatMap((person) => {
    const unit = office.units.get(person.unit ?? '')
    const role = unit && roleByTitle(person.title, unit)
    if (!unit || !role || taken(office, person, role, unit)) return []
    return [{ person: person.openId, role, unit: unit.id, acting: /主持工作/u.test(person.title) }]
  })
}

function taken(office: Office, person: Person, role: Role, unit: Unit): boolean {
  const where =
    role === '科长' || role === '承办部门负责人' || role === '联络员' ? unit.id : undefined
  if (
    office.roles.some((held) => held.person === person.openId && held.role === role && !held.deputy)
  )
    return true
  return isSingle(role) && holdersOf(office, role, where).length > 0
}

function roleByTitle(title: string, { kind, name }: Unit): Role | undefined {
  if (/纪检/u.test(title)) return '纪检接口人'
  if (/联络员/u.test(title) && kind !== 'leaders') return '联络员'
  switch (kind) {
    case 'leaders':
      return /局长|书记|总工/u.test(title) ? '局领导' : undefined
    case 'office':
      if (/副主任/u.test(title)) return '办公室副主任'
      return /主任/u.test(title) ? '办公室主任' : undefined
    case 'section':
      return /科长/u.test(title) && (!/副科长/u.test(title) || /主持工作/u.test(title))
        ? '科长'
        : undefined
    default:
      return /^(?:(?!副).)*(?:处长|主任|局长|站长|队长)$/u.test(title.replace(name, ''))
        ? '承办部门负责人'
        : undefined
  }
}
