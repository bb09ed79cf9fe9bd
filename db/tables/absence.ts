// Who is away and who acts instead; what was handed over; the pull of the roster; what a sheet would change; whose ids these are.
import type { At, Json, JsonColumn } from '../types.ts'

/** Both days included; ended before it began: taken back. */
export interface AbsenceTable {
  id: string
  revision: number
  person: string
  delegate: string | null
  from_day: string
  to_day: string
  why: string
  entered_by: string
  entered_at: At
}

export interface HandoverTable {
  id: string
  revision: number
  /** Who left or moved. */
  person: string
  superior: string
  receiver: string
  /** [{ feature, subject, text }] */
  items: JsonColumn<Json>
  at: At
  received_at: At | null
}

export interface RosterPullTable {
  id: string
  revision: number
  started_by: string
  started_at: At
  state: 'running' | 'done' | 'failed'
  /** Departments whose people are still to be asked for. */
  waiting: JsonColumn<Json>
  units: number
  people: number
  /** open_ids that came. */
  seen: JsonColumn<Json>
  why: string | null
}

export interface SheetImportTable {
  id: string
  revision: number
  kind: string
  file: string
  by: string
  at: At
  state: 'shown' | 'done' | 'dropped'
  rows: JsonColumn<Json>
}

export interface AppSeenTable {
  app_id: string
  at: At
}
