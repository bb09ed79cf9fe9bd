// 评价、回访、执行、催办.
import { addDays, type Day } from '../../calendar.ts'
import { nameOfPetition, type Registered } from '../petition.ts'
import type { Rating } from '../words.ts'
import type { Change, Result } from './change.ts'

export const rate = (rating: Rating, on: Day): Change => ({ course: { rating, ratedOn: on } })

export function followUp(p: Registered, on: Day, text: string): Change {
  return { course: { followUps: [...p.course.followUps, { on, text }] } }
}

export function execute(p: Registered, on: Day): Result {
  if (p.course.opinion?.result !== 'support')
    return { refused: 'not-found', what: '支持信访人的处理意见' }
  return { course: { executedOn: on } }
}

/** 同一件当日不重复催办（domain.md §3.5）。 */
export function urge(p: Registered, on: Day, by: string): Result {
  if (p.course.urged.some((one) => one.on === on))
    return { refused: 'urged-today', what: nameOfPetition(p) }
  return { course: { urged: [...p.course.urged, { on, by }] } }
}

/** Where the extension that is asked for would end. */
export const extendedDay = (legal: Day, days: number): Day => addDays(legal, days)
