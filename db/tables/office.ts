// People, units, roles, groups, holidays, settings: what the office value is loaded from.
import type { Generated } from 'kysely'
import type { At, JsonColumn } from '../types.ts'

export interface PersonTable {
  open_id: string
  union_id: string | null
  user_id: string | null
  name: string
  unit_id: string | null
  title: string
  /** active: staff · left: gone · stranger: has spoken, is not in the roster */
  status: 'active' | 'left' | 'stranger'
  /** 主持工作 of a section without being its 科长. */
  acting: boolean
  p2p_chat: string | null
  left_on: string | null
  id: Generated<string>
  revision: Generated<number>
}

export interface UnitTable {
  id: string
  name: string
  kind: 'leaders' | 'office' | 'section' | 'unit' | 'subordinate'
  parent_id: string | null
  department_id: string | null
  revision: Generated<number>
}

/** A role held by a person, for a unit where the role has one. `deputy`: holds it as B角. */
export interface RoleTable {
  person: string
  role: string
  unit_id: string
  deputy: boolean
  id: Generated<string>
  revision: Generated<number>
}

export interface PortfolioTable {
  person: string
  section_id: string
  id: Generated<string>
  revision: Generated<number>
}

export interface GroupChatTable {
  chat_id: string
  name: string
  kind: 'bureau' | 'office' | 'leaders' | 'unit' | 'unbound'
  unit_id: string | null
  status: 'active' | 'gone'
  external: boolean
  /** Event time of the last change, so that an older event cannot turn it back. */
  changed_at: At
  id: Generated<string>
  revision: Generated<number>
}

export interface HolidayTable {
  day: string
  kind: 'off' | 'work'
  name: string
  source: string
  imported_at: At
}

export interface HolidayYearTable {
  year: number
  coverage: 'official' | 'provisional'
}

export interface SettingTable {
  key: string
  value: JsonColumn
  id: Generated<string>
  revision: Generated<number>
}

export interface OfficeVersionTable {
  one: boolean
  version: number
}
