// 复查、复核、归档、作废（第三十五、三十六条）.
import type { Day } from '../../calendar.ts'
import type { In, Registered } from '../petition.ts'
import type { Change, Result } from './change.ts'
import { whyNotShort } from './routing.ts'

/** From outside, at the next organ up. Lateness is theirs to judge (第三十五、三十六条). */
export function askReview(p: In<'completed' | 'archived'>, { on }: { on: Day }): Change {
  const kind = p.course.reviews.some((r) => r.kind === 'review_1') ? 'review_2' : 'review_1'
  const review = { kind, askedOn: on, opinionOn: null, deliveredOn: null, result: null } as const
  return { state: kind, course: { reviews: [...p.course.reviews, review] } }
}

export function finishReview(
  p: In<'review_1' | 'review_2'>,
  it: { on: Day; deliveredOn: Day; result: string },
): Change {
  const reviews = p.course.reviews.map((r, i, all) =>
    i === all.length - 1
      ? { ...r, opinionOn: it.on, deliveredOn: it.deliveredOn, result: it.result }
      : r,
  )
  return p.state === 'review_1'
    ? { state: 'completed', course: { reviews } }
    : { state: 'terminated', course: { reviews, finishedOn: it.on } }
}

/** 复查期满归档：无人按键，到期即归；支持而未执行的不归。 */
export function archive(p: In<'completed' | 'terminated' | 'exited'>, today: Day): Result {
  if (p.course.opinion?.result === 'support' && !p.course.executedOn)
    return { refused: 'not-executed' }
  if (p.state === 'completed' && (!p.clocks.archiveOn || today < p.clocks.archiveOn))
    return { refused: 'archive-early' }
  return { state: 'archived' }
}

/** 简易办理：初次、事实清楚的；期限自受理起算，转普通程序后仍自原受理之日起算（domain.md §1.3）. */
export function simplify(p: Registered, simple: boolean): Result {
  const why = simple ? whyNotShort(p) : undefined
  if (why) return why
  if (simple && p.matter !== p.id) return { refused: 'full-route', why: '重复件' }
  return { facts: { simple } }
}

export function voidIt(_p: Registered, reason: string): Result {
  if (!reason) return { refused: 'missing', what: '作废原因', example: '信访23号作废 登记错误' }
  return { state: 'voided', course: { voided: reason } }
}
