// Talks: dates and people. What was said is kept only where the office allows it, and then as ciphertext.
import type { Generated } from 'kysely'
import type { At, JsonColumn } from '../types.ts'

export interface TalkTable {
  id: string
  revision: number
  state: 'awaiting' | 'held' | 'declined' | 'voided'
  talker: string
  talkee: string
  day: string
  time: string | null
  minutes: number | null
  way: 'individual' | 'group' | 'remote'
  place: string | null
  requested: boolean
  backfilled: boolean
  recorded_by: string
  recorded_at: At
  counts_from: string | null
  voided_on: string | null
  decided_by: string | null
  decided_at: At | null
}

/** Layer 2 (domain.md §4.4): opens for the talker, and for the talkee where the talker says so. */
export interface TalkNoteTable {
  /** The talk's. */
  id: string
  sealed: Uint8Array
  for_talkee: boolean
}

/** The roster's history as talks need it, and the rules: only ever added to. */
export interface TalkFactTable {
  /** In the order in which they were entered. */
  n: Generated<number>
  kind: string
  key: string
  value: JsonColumn<string[]>
  from_day: string
  known_on: string
  entered_by: string
}

/** The day by which a talk is planned. */
export interface TalkPlanTable {
  id: string
  talker: string
  quarter: string
  talkee: string
  nth: number
  day: string
}

export interface TalkBookingTable {
  id: string
  revision: number
  state: 'asked' | 'choosing' | 'booked' | 'held' | 'cancelled'
  talker: string
  talkees: JsonColumn<string[]>
  /** The employee who asked for it; else the talker. */
  asked_by: string
  asked_at: At
  way: 'individual' | 'group'
  minutes: number
  day: string | null
  time: string | null
  /** Free slots that were found, `2026-11-27 09:00`. */
  slots: JsonColumn<string[]>
  /** Another time, proposed by `proposed_by`. */
  proposed: string | null
  proposed_by: string | null
  event: string | null
  calendar: 'none' | 'wanted' | 'made' | 'missing'
}
