// The cast as the office value, for sentences that name people and units; with a namesake and a second 李 where wanted.

import { instant } from '../../db/instant.ts'
import { at, type Day, day, shippedHolidays } from '../../handlers/calendar.ts'
import type { Office, Person, Role } from '../../handlers/people.ts'
import { departments, members } from '../../playground/cast.ts'

const personOf = (m: (typeof members)[number]): Person => ({
  openId: m.open_id,
  name: m.name,
  unit: m.department,
  title: m.title,
  status: 'active',
  acting: m.acting ?? false,
})

export const nobody = (name: string, unit: string, title = '科员'): Person => ({
  ...{ openId: `ou_${name}_${unit}`, name, unit, title },
  ...{ status: 'active' as const, acting: false },
})

export function castOffice(more: Person[] = [], today: Day = day('2026-11-25')): Office {
  const people = [...members.map(personOf), ...more]
  return {
    version: 1,
    today,
    people: new Map(people.map((p) => [p.openId, p])),
    units: new Map(
      departments.map((d) => [
        d.key,
        { id: d.key, name: d.name, kind: d.kind, parent: d.parent === '0' ? null : d.parent },
      ]),
    ),
    roles: members.flatMap((m) =>
      m.roles.map((role) => ({
        ...{ person: m.open_id, unit: m.department, deputy: false },
        role: role as Role,
      })),
    ),
    portfolios: [],
    absences: [],
    groups: [],
    holidays: shippedHolidays,
    settings: new Map(),
    loadedAt: instant('2026-11-25T01:00:00Z'),
  }
}

export const idOf = (name: string) => members.find((m) => m.name === name)?.open_id ?? name

export const saidBy = (name: string, office: Office = castOffice()) => {
  const today = day('2026-11-25')
  const by = office.people.get(idOf(name))
  if (!by) throw new Error(`nobody is called ${name}`)
  return { today, now: instant(at(today, '09:00').toString()), office, by }
}
