// 处理意见、送达、回复（第三十二条）.
import type { Day } from '../../calendar.ts'
import type { Refusal } from '../../refusal.ts'
import type { Delivery, Opinion } from '../course.ts'
import type { Facts, In } from '../petition.ts'
import { type Before, type Dated, leave, type Result, whyNotOn } from './change.ts'

export function submitOpinion(
  _p: In<'in_progress'>,
  opinion: Omit<Opinion, 'on' | 'approvedBy'>,
): Result {
  // 第三十二条：意见书载明诉求、事实理由、处理意见及依据。
  if (!opinion.text)
    return { refused: 'missing', what: '处理意见', example: '支持：按标准补发青苗补偿' }
  if (!opinion.basis)
    return { refused: 'missing', what: '依据', example: '依据《土地管理法》第四十八条' }
  return {
    state: 'under_review',
    course: { opinion: { ...opinion, on: null, approvedBy: null }, returned: null },
  }
}

export function returnOpinion(p: In<'under_review'>, { reason }: { reason: string }): Result {
  if (!reason) return { refused: 'missing', what: '退回原因', example: '事实未查清，依据不明确' }
  const returnedTimes = p.course.returnedTimes + 1
  return { state: 'in_progress', course: { opinion: null, returned: reason, returnedTimes } }
}

export function approveOpinion(
  p: In<'under_review'>,
  { by, on, leader }: { by: string; on: Day; leader: boolean },
): Result {
  if (p.opinion.needsLeader && !leader) return { refused: 'not-allowed', needs: ['局领导'] }
  return { state: 'replied', course: { opinion: { ...p.opinion, on, approvedBy: by } } }
}

/** Each try is a dated fact; one that came back is no delivery. */
export function deliver(p: In<'replied'>, given: Delivery & { today: Day }): Result {
  const { today, ...delivery } = given
  const no = whyNotOn(p, delivery.on, today, '送达日期')
  if (no) return no
  if (p.opinion.on && delivery.on < p.opinion.on)
    return { refused: 'before-opinion', day: delivery.on, opinion: p.opinion.on }
  const deliveries = [...p.course.deliveries, delivery]
  if (delivery.note === 'returned_by_post' || delivery.note === 'moved')
    return { course: { deliveries } }
  return { state: 'completed', course: { deliveries, finishedOn: delivery.on } }
}

/** 建议、咨询、感谢等的回复：没有60日。 */
export function answer(
  p: Before | In<'in_progress'>,
  { on, today, short }: Dated & { short: boolean },
): Result {
  const no = whyNotOn(p, on, today, '回复日期')
  if (no) return no
  const not = whyNotAnswered(p, short)
  if (not) return not
  const told =
    short && !p.course.noticedOn ? { noticedOn: on, noticeWay: 'in_person' as const } : {}
  const shortcuts = short
    ? [...p.course.shortcuts, { on, what: '当场告知并答复，办结' }]
    : p.course.shortcuts
  return leave('answered', on, { ...told, shortcuts })
}

/** 求决、申诉须出意见书；重复件、已有结论的除外。集体、紧急的不走简便。 */
export function whyNotAnswered(p: Facts, short: boolean): Refusal | undefined {
  if ((p.purpose === 'appeal_request' || p.purpose === 'appeal') && p.matter === p.id)
    return { refused: 'needs-opinion' }
  if (short && (p.collective || p.urgent))
    return { refused: 'full-route', why: p.urgent ? '重大紧急事项' : '集体访' }
  return undefined
}
