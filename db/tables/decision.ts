// Requests for a decision, what acts left behind for their undo, and what was entered for somebody else.
import type { At, Json, JsonColumn } from '../types.ts'

export interface ApprovalTable {
  id: string
  revision: number
  feature: string
  /** Of the duty. */
  subject: string
  kind: string
  state: 'pending' | 'agreed' | 'refused' | 'amended' | 'withdrawn'
  asked_by: string
  asked_at: At
  /** The person it was handed to; null: whoever holds the role. */
  approver: string | null
  handed_by: string | null
  /** What was said of it when it was asked. */
  note: string | null
  question: string | null
  question_by: string | null
  answer: string | null
  decided_by: string | null
  /** For whom: who is away. */
  decided_for: string | null
  decided_at: At | null
  reason: string | null
}

/** One row per act that a person did, for as long as it may be taken back or disputed. */
export interface ActTrailTable {
  act: string
  by: string
  at: At
  /** [{ feature, subject }] */
  subjects: JsonColumn<Json>
  /** [{ feature, subject, kind, before }] */
  agenda: JsonColumn<Json>
  /** Outbox rows. */
  messages: JsonColumn<Json>
  final: string | null
  undone_by: string | null
}

/** A number that an undone act had taken: it is never given again. */
export interface VoidNumberTable {
  kind: string
  year: number
  n: number
  act: string
}

/** 代录: given on paper, by telephone or word, and entered by somebody else. */
export interface BehalfTable {
  id: string
  act: string
  feature: string
  subject: string
  verb: string
  person: string
  way: string
  given_on: string
  recorded_by: string
  recorded_at: At
  disputed_at: At | null
}
