// What a verb leaves behind: a change, or the reason why not.
import type { Day } from '../../calendar.ts'
import type { Refusal } from '../../refusal.ts'
import type { Course } from '../course.ts'
import type { Facts, In, State } from '../petition.ts'
import type { Exit } from '../words.ts'

export interface Change {
  state?: State
  facts?: Partial<Facts>
  course?: Partial<Course>
}

export type Result = Change | Refusal
export type Before = In<'registered' | 'proposed' | 'routed'>

/** A dated fact lies between the receipt and today. */
export function whyNotOn(petition: Facts, on: Day, today: Day, what: string): Refusal | undefined {
  if (on > today) return { refused: 'future', what, day: on }
  if (on < petition.receivedAt)
    return { refused: 'before-receipt', what, day: on, received: petition.receivedAt }
  return undefined
}

export const leave = (exit: Exit, on: Day, course: Partial<Course> = {}): Change => ({
  state: 'exited',
  course: { ...course, exit, finishedOn: on },
})

export interface Dated {
  on: Day
  today: Day
}
