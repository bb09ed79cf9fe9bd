// Who holds a post, and who instead of him today: the delegate he named, else the B角, along the chain (domain.md §6.1).
// Asked when a duty is sent and again when it is tapped, so open items move with absence and come back after it.
import type { Absence, Office, Person, Role, RoleHeld } from './office.ts'
import { activePerson } from './office.ts'

/** Holds the role itself, not as B角. */
export function holds(office: Office, person: string, role: Role, unit?: string): boolean {
  return held(office, role, unit).some((post) => post.person === person && !post.deputy)
}

export function rolesOf(office: Office, person: string): Role[] {
  return office.roles.filter((h) => h.person === person && !h.deputy).map((h) => h.role)
}

export function absenceOf(office: Office, person: string): Absence | undefined {
  return office.absences.find(
    ({ person: who, from, to }) => who === person && from <= office.today && office.today <= to,
  )
}

/**
 * Who acts for somebody today: himself while he is there, else along the chain of delegates. A loop, or somebody at the
 * end who is not there or must not, is nobody.
 */
export function standIn(
  office: Office,
  person: string,
  barred: readonly string[] = [],
): Person | undefined {
  const seen = new Set<string>()
  for (let now = person; !seen.has(now); ) {
    seen.add(now)
    const there = activePerson(office, now)
    const away = absenceOf(office, now)
    if (there && !away && !barred.includes(now)) return there
    if (!away?.delegate) return undefined
    now = away.delegate
  }
  return undefined
}

/** Those who hold a role now, for a unit where one is named; the B角 only where nobody else is there. */
export function holdersOf(office: Office, role: Role, unit?: string): Person[] {
  return holdersBut(office, role, unit, [])
}

export function holdersBut(
  office: Office,
  role: Role,
  unit: string | undefined,
  barred: readonly string[],
): Person[] {
  const posts = held(office, role, unit)
  const there = (deputy: boolean) =>
    unique(
      posts
        .filter((post) => post.deputy === deputy)
        .flatMap(({ person }) => standIn(office, person, barred) ?? []),
    )
  const first = there(false)
  return first.length > 0 ? first : there(true)
}

/** Acts in the role: holds it, also while away, or stands in for who holds it. */
export function actsAs(office: Office, person: string, role: Role, unit?: string): boolean {
  if (activePerson(office, person) && holds(office, person, role, unit)) return true
  return holdersOf(office, role, unit).some((p) => p.openId === person)
}

/** For whom a person acts in a role; undefined where the role is the person's own, or not the person's at all. */
export function principalOf(
  office: Office,
  person: string,
  role: Role,
  unit?: string,
): string | undefined {
  if (holds(office, person, role, unit)) return undefined
  const posts = held(office, role, unit)
  const named = posts.find((post) => standIn(office, post.person)?.openId === person)
  if (named && !named.deputy) return named.person
  return named && posts.find((post) => !post.deputy)?.person
}

/** What a role's 承办单位 is asked of: its 联络员, its head, the section's chief. */
export const unitRoles = ['联络员', '承办部门负责人', '科长'] as const

/** 科长 of a section, head of a department, else the director: to whom somebody's duties fall back. */
export function superiorOf(office: Office, person: string): Person | undefined {
  const unit = office.people.get(person)?.unit ?? undefined
  const others = (role: Role, of?: string) => holdersBut(office, role, of, [person])
  const heads = unit ? [...others('科长', unit), ...others('承办部门负责人', unit)] : []
  return [...heads, ...others('办公室主任'), ...others('局领导')][0]
}

function held(office: Office, role: Role, unit: string | undefined): RoleHeld[] {
  return office.roles.filter((post) => post.role === role && (!unit || post.unit === unit))
}

export const unique = (people: Person[]): Person[] => [
  ...new Map(people.map((person) => [person.openId, person])).values(),
]
