// The office as one value: people, units, posts, absences, groups, settings. Rules take it as an argument and stay pure.
import type { Instant } from '../../db/instant.ts'
import type { Day, Holidays } from '../calendar.ts'

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
  /** Holds it as B角. */
  deputy: boolean
}

/** Both days included. */
export interface Absence {
  id: string
  person: string
  delegate: string | null
  from: Day
  to: Day
  why: string
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
  /** The Shanghai day for which it says who is there. */
  today: Day
  people: Map<string, Person>
  units: Map<string, Unit>
  roles: RoleHeld[]
  /** Deputy director → sections in his or her charge. */
  portfolios: { person: string; section: string }[]
  /** Those that have not ended. */
  absences: Absence[]
  groups: GroupChat[]
  holidays: Holidays
  settings: Map<string, unknown>
  loadedAt: Instant
}

export function activePerson(office: Office, openId: string): Person | undefined {
  const person = office.people.get(openId)
  return person?.status === 'active' ? person : undefined
}

/** Sections of the office and the office itself. */
export function isOfficeUnit(unit: Unit | undefined): boolean {
  return unit?.kind === 'office' || unit?.kind === 'section'
}

export function isOfficeStaff(office: Office, openId: string): boolean {
  const person = activePerson(office, openId)
  return isOfficeUnit(office.units.get(person?.unit ?? ''))
}

/** Never somebody else's name: who cannot be read is shown by the end of the id (TC-094). */
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
