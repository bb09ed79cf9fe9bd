// Whose decision it is: exactly one person who is there, and never the one whom it favours (domain.md §6.1, 回避).
import { holdersBut, holdersOf, standIn } from './holders.ts'
import type { Office, Person, Role } from './office.ts'

export interface Deciding {
  role: Role
  unit?: string
  /** Handed to that person. */
  to?: string | null
  /** Who asked, who must recuse, who is complained of: none of them decides. */
  barred: readonly string[]
}

/** After the holder, the delegate and the B角. */
const nextInLine: readonly Role[] = ['办公室主任', '局领导']

/** Undefined: nobody who may is there, and the administrator must arrange it. */
export function deciderOf(
  office: Office,
  { role, unit, to, barred }: Deciding,
): Person | undefined {
  const handed = to ? standIn(office, to, barred) : undefined
  if (handed) return handed
  return (
    holdersBut(office, role, unit, barred)[0] ??
    nextInLine.flatMap((next) => inCharge(office, next, barred))[0]
  )
}

/** Of several leaders the one in whose charge the office is comes first. */
function inCharge(office: Office, role: Role, barred: readonly string[]): Person[] {
  const people = holdersBut(office, role, undefined, barred)
  const charge = new Set(
    office.portfolios
      .filter(({ section }) => office.units.get(section)?.kind === 'office')
      .map(({ person }) => person),
  )
  return people.toSorted((a, b) => Number(charge.has(b.openId)) - Number(charge.has(a.openId)))
}

export interface Reachable {
  person: Person
  /** Decides; or, where nobody is there who may, has to arrange that somebody is. */
  how: 'decides' | 'arranges'
}

/** To whom a pending decision is put: always one, while the office has an administrator. */
export function reachableFor(office: Office, deciding: Deciding): Reachable | undefined {
  const decider = deciderOf(office, deciding)
  if (decider) return { person: decider, how: 'decides' }
  const [administrator] = holdersOf(office, '系统管理员')
  return administrator && { person: administrator, how: 'arranges' }
}
