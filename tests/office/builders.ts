// A small office as a value, for the rules: whoever and whatever a test does not name is as the cast has it.
import { instant } from '../../db/instant.ts'
import { day, shippedHolidays } from '../../handlers/calendar.ts'
import type { Absence, Office, Person, Role, RoleHeld } from '../../handlers/people.ts'
import { departments, members } from '../../playground/cast.ts'

export const idOf = (name: string): string => {
  const member = members.find((one) => one.name === name)
  if (!member) throw new Error(`nobody of the cast is called ${name}`)
  return member.open_id
}

const principal = (key: string | undefined) => members.find((one) => one.key === key)

/** The cast's office on a Wednesday. */
export function anOffice(more: Partial<Office> = {}): Office {
  const roles: RoleHeld[] = members.flatMap((member) => {
    const post = (role: Role, deputy: boolean) => ({
      person: member.open_id,
      role,
      unit: member.department,
      deputy,
    })
    const asDeputy = (principal(member.deputyOf)?.roles ?? []).filter(
      (role) => !member.roles.includes(role),
    )
    return [
      ...member.roles.map((role) => post(role, false)),
      ...asDeputy.map((role) => post(role, true)),
    ]
  })
  return {
    version: 1,
    today: day('2026-11-25'),
    people: new Map(
      members.map((member): [string, Person] => [
        member.open_id,
        {
          openId: member.open_id,
          name: member.name,
          unit: member.department,
          title: member.title,
          status: 'active',
          acting: member.acting ?? false,
        },
      ]),
    ),
    units: new Map(
      departments.map(({ key, name, kind, parent }) => [
        key,
        { id: key, name, kind, parent: parent === '0' ? null : parent },
      ]),
    ),
    roles,
    portfolios: members.flatMap((member) =>
      (member.portfolio ?? []).map((section) => ({ person: member.open_id, section })),
    ),
    absences: [],
    groups: [],
    holidays: shippedHolidays,
    settings: new Map(),
    loadedAt: instant('2026-11-25T09:00:00+08:00'),
    ...more,
  }
}

let n = 0
export function away(
  name: string,
  by: string | null,
  from = '2026-11-25',
  to = '2026-11-27',
): Absence {
  n += 1
  return {
    id: `a${n}`,
    person: idOf(name),
    delegate: by && idOf(by),
    from: day(from),
    to: day(to),
    why: '出差',
  }
}
