// Who may do what with petitions (domain.md §1.7, §6.1, §6.2): rules over the office value. A person who must recuse may nothing.
import {
  activePerson,
  actsAs,
  type Deed,
  holdersOf,
  may,
  type Office,
  type Person,
  unique,
  unitRoles,
  whyNot,
} from '../people.ts'
import type { Refusal } from '../refusal.ts'
import type { Facts } from './petition.ts'

export const isOfficer = (office: Office, person: string) => actsAs(office, person, '信访专员')
export const isDirector = (office: Office, person: string) => actsAs(office, person, '办公室主任')
export const isLeader = (office: Office, person: string) => actsAs(office, person, '局领导')

export const officers = (office: Office, petition?: Facts) =>
  unrecused(holdersOf(office, '信访专员'), petition)
export const directors = (office: Office, petition?: Facts) =>
  unrecused(holdersOf(office, '办公室主任'), petition)
export const dutyOfficers = (office: Office) => holdersOf(office, '值班员')

function unrecused(people: Person[], petition: Facts | undefined): Person[] {
  return people.filter(
    (p) =>
      !petition?.course.recused.includes(p.openId) && !petition?.course.accused.includes(p.openId),
  )
}

const aboutOf = ({ unit, handler, registrar, course }: Facts) => ({
  ...{ unit, handler, own: registrar },
  barred: [...course.recused, ...course.accused],
})

/** Those of the handling unit who are told: the named handler, its 联络员, else its head. */
export function unitPeople(office: Office, petition: Facts): Person[] {
  const { unit, handler } = petition
  const named = handler ? activePerson(office, handler) : undefined
  const found = unit ? unitRoles.map((role) => holdersOf(office, role, unit)) : []
  return unique([...(named ? [named] : []), ...(found.find((people) => people.length > 0) ?? [])])
}

export const actsForUnit = (office: Office, person: string, petition: Facts): boolean =>
  may(office, person, 'act_for_petition_unit', aboutOf(petition))

/** One of the deeds is this person's; else why not, by the first of them. */
export function whyNotBy(
  office: Office,
  person: string,
  petition: Facts,
  deeds: readonly [Deed, ...Deed[]],
): Refusal | undefined {
  const about = aboutOf(petition)
  if (deeds.some((deed) => may(office, person, deed, about))) return undefined
  return whyNot(office, person, deeds[0], about)
}

/** Number, state and dates: office staff, leaders, and the unit that handles it. */
export const seesFacts = (office: Office, person: string, petition: Facts): boolean =>
  may(office, person, 'see_petition_facts', aboutOf(petition))

/** Name, phone, address, the words themselves: 信访专员, whoever received it, the director unless accused or recused. */
export const seesIdentity = (office: Office, person: string, petition: Facts): boolean =>
  may(office, person, 'see_identity', aboutOf(petition))
