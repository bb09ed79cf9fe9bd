// A supervision task and its states (domain.md §3.2). Overdue is derived, never stored.
import type { Instant } from '../../db/instant.ts'
import type { Day } from '../calendar.ts'
import { sayMatter } from '../phrase.ts'
import type { SourceKind } from './course/source.ts'

export type Urgency = 'extra_urgent' | 'urgent' | 'normal'

export interface Facts {
  id: string
  revision: number
  title: string
  source: string
  sourceKind: SourceKind
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

interface Signature {
  signedBy: string
  signedAt: Instant
}

type Signed = Ordered & Signature

interface Report {
  by: string
  at: Instant
  text: string
}

/** Why a task stands aside, who said so, and with which leader's word. */
interface Aside {
  by: string
  at: Instant
  reason: string
  /** The leader's word, as it was said. */
  consent: string | null
}

interface Reviewed extends Signed {
  report: Report
  reviewedBy: string
  reviewedAt: Instant
}

/** 局领导审签: the leader, and the date on the paper. */
export interface Signoff {
  by: string
  on: Day
}

interface Finished extends Reviewed {
  signoff: Signoff | null
}

export type Task =
  | (Facts & { state: 'proposed' })
  | (Facts & { state: 'declined'; by: string; at: Instant; reason: string | null })
  | (Facts & Ordered & { state: 'ordered' })
  | (Facts &
      Ordered & {
        state: 'objected'
        signature: Signature | null
        objection: Aside & { unit: string | null }
      })
  | (Facts & Signed & { state: 'in_progress'; returned: string | null })
  | (Facts &
      Ordered & { state: 'suspended'; signature: Signature | null; pause: Aside; reviewOn: Day })
  | (Facts & Signed & { state: 'under_review'; report: Report })
  | (Facts & Reviewed & { state: 'awaiting_signoff' })
  | (Facts & Finished & { state: 'completed' })
  | (Facts & Finished & { state: 'closed_out'; by: string; at: Instant })
  | (Facts & Ordered & { state: 'withdrawn'; end: Aside })
  | (Facts & Ordered & { state: 'merged'; end: Aside; into: string })

export type State = Task['state']
export type In<S extends State> = Extract<Task, { state: S }>

/** 台账上的在办件: ordered and not yet taken off the active ledger. */
export type Live = Exclude<
  Task,
  { state: 'proposed' | 'declined' | 'closed_out' | 'withdrawn' | 'merged' }
>

export const stateWords: Record<State, string> = {
  proposed: '待批准立项',
  declined: '不予立项',
  ordered: '已交办（待签收）',
  objected: '异议待核',
  in_progress: '办理中',
  suspended: '暂缓',
  under_review: '待审核',
  awaiting_signoff: '待领导审签',
  completed: '已办结',
  closed_out: '已销号',
  withdrawn: '已撤销',
  merged: '已合并',
}

const working = ['ordered', 'in_progress'] as const
const open = [...working, 'objected', 'suspended', 'under_review', 'awaiting_signoff'] as const

/** Verb → the states that allow it: one source for guard, button and refusal. */
export const allows = {
  approve: ['proposed'],
  decline: ['proposed'],
  sign: ['ordered'],
  feedback: working,
  extend: working,
  report: working,
  accept: ['under_review'],
  giveBack: ['under_review'],
  signOff: ['awaiting_signoff'],
  demand: ['awaiting_signoff'],
  closeOut: ['completed'],
  object: working,
  uphold: ['objected'],
  reassign: working,
  suspend: working,
  resume: ['suspended'],
  urge: [...working, 'objected'],
  hold: working,
  withdraw: [...working, 'suspended', 'awaiting_signoff'],
  merge: working,
  reopen: ['completed', 'closed_out'],
} as const satisfies Record<string, readonly State[]>

export type Verb = keyof typeof allows

export function can<V extends Verb>(verb: V, task: Task): task is In<(typeof allows)[V][number]> {
  const states: readonly State[] = allows[verb]
  return states.includes(task.state)
}

export const liveStates = [...open, 'completed'] as const satisfies readonly Live['state'][]

export function isLive(task: Task): task is Live {
  const states: readonly State[] = liveStates
  return states.includes(task.state)
}

/** Nothing more is to be done on it. */
export const isDone = (task: Task): boolean => !isLive(task) || task.state === 'completed'

/** The clock runs: the unit owes something by a day. */
export type Running = In<'ordered' | 'in_progress' | 'objected'>

export const isRunning = (task: Task): task is Running =>
  task.state === 'ordered' || task.state === 'in_progress' || task.state === 'objected'

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
