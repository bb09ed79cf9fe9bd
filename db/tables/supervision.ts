// Supervision: tasks with their feedback and extensions.
import type { ColumnType } from 'kysely'
import type { At } from '../types.ts'

export interface TaskTable {
  id: string
  revision: number
  state: TaskState
  year: number | null
  n: number | null
  title: string
  source: string
  lead_unit: string
  /** The person named to handle it, if one was. */
  handler: string | null
  original_due: string
  current_due: string
  urgency: 'extra_urgent' | 'urgent' | 'normal'
  proposed_by: string
  proposed_at: At
  ordered_by: string | null
  ordered_at: At | null
  signed_by: string | null
  signed_at: At | null
  reported_at: At | null
  reported_by: string | null
  report_text: string | null
  closed_at: At | null
  closed_by: string | null
  returned_times: number
  reason: string | null
  source_kind: Defaulted<SourceKind>
  aside_by: string | null
  aside_at: At | null
  aside_reason: string | null
  /** Whose it is, as the objection says. */
  aside_unit: string | null
  consent: string | null
  review_on: string | null
  reviewed_by: string | null
  reviewed_at: At | null
  signed_off_by: string | null
  signed_off_on: string | null
  merged_into: string | null
}

type Defaulted<T> = ColumnType<T, T | undefined, T>

/** 立项来源 (domain.md §3.1). */
export type SourceKind =
  | 'meeting'
  | 'instruction'
  | 'oral'
  | 'superior'
  | 'yearly'
  | 'document'
  | 'motion'
  | 'petition'
  | 'inspection'
  | 'talk'
  | 'other'

export type TaskState =
  | 'proposed'
  | 'declined'
  | 'ordered'
  | 'objected'
  | 'in_progress'
  | 'suspended'
  | 'under_review'
  | 'awaiting_signoff'
  | 'completed'
  | 'closed_out'
  | 'withdrawn'
  | 'merged'

export interface FeedbackTable {
  id: string
  task_id: string
  by: string
  at: At
  text: string
  expected: string | null
}

export interface ExtensionTable {
  id: string
  revision: number
  task_id: string
  state: 'pending' | 'approved' | 'refused' | 'withdrawn'
  asked_by: string
  asked_at: At
  from_due: string
  to_due: string
  reason: string
  decided_by: string | null
  decided_at: At | null
  decided_due: string | null
  decision_reason: string | null
}

/** 催办. */
export interface UrgingTable {
  id: string
  task_id: string
  on_day: string
  by: string
  at: At
  way: string
}
