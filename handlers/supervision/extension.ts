// Extension of a task (domain.md §3.6): asked by 下班 of the due day, with a reason and a later date; the approver states
// the exact new date. No answer: the old date stays.
import type { Instant } from '../../db/instant.ts'
import type { Day } from '../calendar.ts'
import type { Refusal } from '../refusal.ts'
import { dayAt, timeAt } from '../when.ts'

interface Asked {
  id: string
  revision: number
  task: string
  askedBy: string
  askedAt: Instant
  fromDue: Day
  toDue: Day
  reason: string
}

interface Decided {
  decidedBy: string
  decidedAt: Instant
  decisionReason: string | null
}

export type Extension =
  | (Asked & { state: 'pending' })
  | (Asked & Decided & { state: 'approved'; newDue: Day })
  | (Asked & Decided & { state: 'refused' })
  | (Asked & { state: 'withdrawn' })

export type Pending = Extract<Extension, { state: 'pending' }>

/** End of the working day, when requests of the due day itself still count. */
export const workEnds = '17:30'

export function whyNotExtend(
  currentDue: Day,
  toDue: Day,
  now: Instant,
  name: string,
): Refusal | undefined {
  const today = dayAt(now)
  const late = today > currentDue || (today === currentDue && timeAt(now) > workEnds)
  if (late) return { refused: 'too-late', what: name, due: currentDue }
  if (toDue <= currentDue) return { refused: 'not-later', current: currentDue, asked: toDue }
  return undefined
}
