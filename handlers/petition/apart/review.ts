// 复查、复核 asked of us (第三十五、三十六条; domain.md §1.7): states, and one table verb → states. Never refused on its date.
import type { Instant } from '../../../db/instant.ts'
import { addDays, type Day, type Holidays, lastWorkdayOnOrBefore } from '../../calendar.ts'
import { sayMatter } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { reviewLimit } from '../clock.ts'
import { nextMorning } from '../reminders.ts'

export const reviewStates = {
  received: '已收申请',
  examining: '审查中',
  opinion_pending: '意见待批',
  decided: '已作出意见',
  delivered: '已送达',
  closed: '办结',
} as const
export type ReviewState = keyof typeof reviewStates

export const reviewKinds = { review_1: '复查', review_2: '复核' } as const
export type ReviewKind = keyof typeof reviewKinds

/** 维持、撤销、变更、责令重办: the words can be set. */
export const reviewResults = ['维持', '撤销', '变更', '责令重办'] as const

export interface Incoming {
  id: string
  revision: number
  state: ReviewState
  kind: ReviewKind
  number: { year: number; n: number }
  /** Whose opinion it is against. */
  organ: string
  originalDeliveredOn: Day | null
  receivedAt: Day
  hearingDays: number
  due: Day
  result: string | null
  decidedOn: Day | null
  decidedBy: string | null
  deliveredOn: Day | null
  /** Whoever made the opinion. */
  recused: string[]
  registrar: string
}

export const reviewAllows = {
  examine: ['received'],
  hearing: ['received', 'examining'],
  draft: ['received', 'examining'],
  approve: ['opinion_pending'],
  sendBack: ['opinion_pending'],
  deliver: ['decided'],
  close: ['delivered'],
} as const satisfies Record<string, readonly ReviewState[]>
export type ReviewVerb = keyof typeof reviewAllows

export function reviewCan(verb: ReviewVerb, it: Incoming): boolean {
  const wanted: readonly ReviewState[] = reviewAllows[verb]
  return wanted.includes(it.state)
}

export const sayReview = ({ number }: Pick<Incoming, 'number'>) =>
  sayMatter('复查', number.year, number.n)

type Result = Incoming | Refusal

/** 听证时间不计入复核期限，复查的计入（第三十六条）. */
export function withHearing(h: Holidays, it: Incoming, days: number): Result {
  if (it.kind === 'review_1') return { refused: 'hearing-in-review-one' }
  const due = reviewLimit(h, it.receivedAt, it.kind, days).day
  return { ...it, hearingDays: days, due, state: 'examining' }
}

export const examine = (it: Incoming): Result => ({ ...it, state: 'examining' })

export function draftOpinion(it: Incoming, { by, result }: { by: string; result: string }): Result {
  if (it.recused.includes(by)) return { refused: 'recused' }
  if (!result) return { refused: 'missing', what: '复查复核意见', example: '维持' }
  return { ...it, state: 'opinion_pending', result }
}

export function approveReview(it: Incoming, { by, on }: { by: string; on: Day }): Result {
  if (it.recused.includes(by)) return { refused: 'recused' }
  return { ...it, state: 'decided', decidedOn: on, decidedBy: by }
}

export const sendBackReview = (it: Incoming): Result => ({
  ...it,
  state: 'examining',
  result: null,
})

export function deliverReview(it: Incoming, on: Day, today: Day): Result {
  if (on > today) return { refused: 'future', what: '送达日期', day: on }
  if (it.decidedOn && on < it.decidedOn)
    return { refused: 'before-opinion', day: on, opinion: it.decidedOn }
  return { ...it, state: 'delivered', deliveredOn: on }
}

export const closeReview = (it: Incoming): Result => ({ ...it, state: 'closed' })

/** 申请期：收到答复30日内，末日顺延；只作提示，不据此拒收. */
export function applicationWindow(delivered: Day): Day {
  return addDays(delivered, 30)
}

export const reviewTarget = (h: Holidays, due: Day) => lastWorkdayOnOrBefore(h, due)

/** 15, 7, 3 and 1 days before (domain.md §1.7). */
export function reviewMornings(h: Holidays, due: Day): Day[] {
  const days = [15, 7, 3, 1].map((n) => lastWorkdayOnOrBefore(h, addDays(due, -n)).day)
  return [...new Set(days)].sort()
}

export function nextReviewMorning(h: Holidays, due: Day, now: Instant): Instant {
  return nextMorning(h, { kind: 'finish', due, days: reviewMornings(h, due) }, now)
}
