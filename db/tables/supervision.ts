// Supervision: tasks with their feedback and extensions.
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
}

export type TaskState =
  | 'proposed'
  | 'declined'
  | 'ordered'
  | 'in_progress'
  | 'under_review'
  | 'closed_out'

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
