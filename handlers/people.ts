// People, units, roles: the office as one value, and who may do what. Rules take it as an argument and stay pure.
import type { Instant } from '../db/instant.ts'
import type { Holidays } from './calendar.ts'

/** The rulebook's words (domain.md §6.1). */
export const roles = [
  '局领导',
  '办公室主任',
  '办公室副主任',
  '科长',
  '科员',
  '信访专员',
  '督查专员',
  '值班员',
  '承办部门负责人',
  '联络员',
  '纪检接口人',
  '系统管理员',
] as const
export type Role = (typeof roles)[number]

export interface Person {
  openId: string
  name: string
  unit: string | null
  title: string
  status: 'active' | 'left' | 'stranger'
  acting: boolean
}

export interface Unit {
  id: string
  name: string
  kind: 'leaders' | 'office' | 'section' | 'unit' | 'subordinate'
  parent: string | null
}

export interface RoleHeld {
  person: string
  role: Role
  unit: string
  deputy: boolean
}

export interface GroupChat {
  chat: string
  name: string
  kind: 'bureau' | 'office' | 'leaders' | 'unit' | 'unbound'
  unit: string | null
  external: boolean
}

export interface Office {
  version: number
  people: Map<string, Person>
  units: Map<string, Unit>
  roles: RoleHeld[]
  /** Deputy director → sections in his or her charge. */
  portfolios: { person: string; section: string }[]
  groups: GroupChat[]
  holidays: Holidays
  settings: Map<string, unknown>
  loadedAt: Instant
}

/** Holds the role itself, not as B角. */
export function holds(office: Office, person: string, role: Role, unit?: string): boolean {
  return office.roles.some(
    (held) =>
      held.person === person && held.role === role && !held.deputy && (!unit || held.unit === unit),
  )
}

export function rolesOf(office: Office, person: string): Role[] {
  return office.roles.filter((h) => h.person === person && !h.deputy).map((h) => h.role)
}

/** Those who hold a role now, for a unit where one is named; the B角 only where nobody else is there. */
export function holdersOf(office: Office, role: Role, unit?: string): Person[] {
  const held = office.roles.filter((h) => h.role === role && (!unit || h.unit === unit))
  const here = (deputy: boolean) =>
    held.filter((h) => h.deputy === deputy).flatMap((h) => activePerson(office, h.person) ?? [])
  const first = here(false)
  return first.length > 0 ? first : here(true)
}

export function activePerson(office: Office, openId: string): Person | undefined {
  const person = office.people.get(openId)
  return person?.status === 'active' ? person : undefined
}

/** Acts in the role: holds it, or is B角 while nobody who holds it is there. */
export function actsAs(office: Office, person: string, role: Role, unit?: string): boolean {
  return holdersOf(office, role, unit).some((p) => p.openId === person)
}

/** Sections of the office and the office itself. */
export function isOfficeUnit(unit: Unit | undefined): boolean {
  return unit?.kind === 'office' || unit?.kind === 'section'
}

export function isOfficeStaff(office: Office, openId: string): boolean {
  const person = activePerson(office, openId)
  return isOfficeUnit(office.units.get(person?.unit ?? ''))
}

export function nameOf(office: Office, openId: string | null): string {
  if (!openId) return '—'
  const name = office.people.get(openId)?.name.trim()
  return name || `未知用户(尾号${openId.slice(-4)})`
}

export function unitName(office: Office, id: string | null): string {
  return (id && office.units.get(id)?.name) || '—'
}

export function groupOfUnit(office: Office, unit: string): GroupChat | undefined {
  return office.groups.find((g) => g.kind === 'unit' && g.unit === unit && !g.external)
}

export function bureauGroup(office: Office): GroupChat | undefined {
  return office.groups.find((g) => g.kind === 'bureau' && !g.external)
}

/** Said by the director or the administrator: no group gets anything until it is taken back. */
export function groupsPaused(office: Office): boolean {
  return office.settings.get('groups_paused') === true
}
