// A supervision task and its states (domain.md §3.2). Overdue is derived, never stored.
import type { Instant } from '../../db/instant.ts'
import type { Day } from '../calendar.ts'
import { sayMatter } from '../phrase.ts'

export type Urgency = 'extra_urgent' | 'urgent' | 'normal'

export interface Facts {
  id: string
  revision: number
  title: string
  source: string
  leadUnit: string
  handler: string | null
  originalDue: Day
  currentDue: Day
  urgency: Urgency
  proposedBy: string
  proposedAt: Instant
  returnedTimes: number
}

export interface TaskNumber {
  year: number
  n: number
}

interface Ordered {
  number: TaskNumber
  orderedBy: string
  orderedAt: Instant
}

interface Signed extends Ordered {
  signedBy: string
  signedAt: Instant
}

interface Report {
  by: string
  at: Instant
  text: string
}

export type Task =
  | (Facts & { state: 'proposed' })
  | (Facts & { state: 'declined'; by: string; at: Instant; reason: string | null })
  | (Facts & Ordered & { state: 'ordered' })
  | (Facts & Signed & { state: 'in_progress'; returned: string | null })
  | (Facts & Signed & { state: 'under_review'; report: Report })
  | (Facts & Signed & { state: 'closed_out'; report: Report; by: string; at: Instant })

export type State = Task['state']
export type In<S extends State> = Extract<Task, { state: S }>

/** 办理中的各状态：已交办、办理中、待审核。 */
export type Live = In<'ordered' | 'in_progress' | 'under_review'>

export const stateWords: Record<State, string> = {
  proposed: '待批准立项',
  declined: '不予立项',
  ordered: '已交办（待签收）',
  in_progress: '办理中',
  under_review: '待审核',
  closed_out: '已办结并销号',
}

/** Verb → the states that allow it: one source for guard, button and refusal. */
export const allows = {
  approve: ['proposed'],
  decline: ['proposed'],
  sign: ['ordered'],
  feedback: ['ordered', 'in_progress'],
  extend: ['ordered', 'in_progress'],
  report: ['ordered', 'in_progress'],
  accept: ['under_review'],
  giveBack: ['under_review'],
} as const satisfies Record<string, readonly State[]>

export type Verb = keyof typeof allows

export function can<V extends Verb>(verb: V, task: Task): task is In<(typeof allows)[V][number]> {
  const states: readonly State[] = allows[verb]
  return states.includes(task.state)
}

export function isLive(task: Task): task is Live {
  return task.state === 'ordered' || task.state === 'in_progress' || task.state === 'under_review'
}

export function sayNumber(number: TaskNumber): string {
  return sayMatter('督', number.year, number.n)
}

/** The number where there is one, else the title. */
export function nameTask(task: Task): string {
  return 'number' in task ? sayNumber(task.number) : `“${task.title}”`
}

export const urgencyWords: Record<Urgency, string> = {
  extra_urgent: '特急',
  urgent: '加急',
  normal: '平件',
}
