// Finds people and units by what was typed: full name, unit and name, mention, pinyin initials. Of several it chooses none.
import { nameKey } from '../phrase/name.ts'
import { similar } from '../phrase/similar.ts'
import type { Office, Person, Unit } from './office.ts'
import { activePerson, nameOf, unitName } from './office.ts'
import { initialsOf } from './pinyin.ts'

export type Found<T> = { one: T } | { many: T[] } | { none: true; near: T[] }

type Mention = { key: string; openId: string }

/** 李清和 · 办公室李清和 · @李清和 · a mention. Whoever has left is not found. */
export function findPerson(
  office: Office,
  said: string,
  mentions: readonly Mention[] = [],
): Found<Person> {
  const mention = mentions.find(({ key }) => said.includes(key))
  if (mention)
    return oneOf(
      [office.people.get(mention.openId)].flatMap((p) => p ?? []),
      [],
    )
  const text = nameKey(said.replaceAll(/^@|同志$/gu, ''))
  const people = [...office.people.values()].filter(
    (p) => activePerson(office, p.openId) && p.name.trim(),
  )
  const byName = people.filter((p) => nameKey(p.name) === text)
  const withUnit = people.filter(
    (p) => `${nameKey(unitName(office, p.unit))}${nameKey(p.name)}` === text.replaceAll(' ', ''),
  )
  return oneOf(byName.length > 0 ? byName : withUnit, nearest(text, people))
}

export function findUnit(office: Office, said: string): Found<Unit> {
  const text = nameKey(said)
  const units = [...office.units.values()]
  return oneOf(
    units.filter((unit) => nameKey(unit.name) === text),
    nearest(text, units),
  )
}

/** For the list: part of a name, or pinyin initials (lqh → 李清和). */
export function search(office: Office, said: string): { people: Person[]; units: Unit[] } {
  const text = nameKey(said)
  const fits = ({ name }: { name: string }) =>
    nameKey(name).includes(text) || (/^[a-z]+$/.test(text) && initialsOf(name).startsWith(text))
  const people = [...office.people.values()].filter((p) => p.status !== 'stranger' && fits(p))
  return { people, units: [...office.units.values()].filter(fits) }
}

/** With the unit before it, where the name alone says too little. */
export function fullName(office: Office, person: Person): string {
  return `${person.unit ? unitName(office, person.unit) : ''}${nameOf(office, person.openId)}`
}

function oneOf<T>(found: T[], near: T[]): Found<T> {
  const [first, ...others] = found
  if (!first) return { none: true, near }
  return others.length === 0 ? { one: first } : { many: found }
}

function nearest<T extends { name: string }>(text: string, all: T[]): T[] {
  const names = similar(text, [...new Set(all.map(({ name }) => name))]).slice(0, 3)
  const sharing = all.filter(
    ({ name }) => names.length === 0 && text.length > 1 && shares(name, text),
  )
  return [...names.flatMap((name) => all.find((one) => one.name === name) ?? []), ...sharing].slice(
    0,
    3,
  )
}

/** Two signs in common: 工程建设处 → 工程处. */
const shares = (name: string, text: string) =>
  [...name].filter((sign) => text.includes(sign)).length >= 2
