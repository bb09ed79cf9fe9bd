// What makes a petition a 督办 matter (domain.md §1.5): the bot proposes, the director decides. Each cause can be switched off.
import { addDays, type Day } from '../calendar.ts'
import { finishDue } from './clock.ts'
import { isOpen, type Registered } from './petition.ts'

export const causes = {
  notice_late: '收到12日尚未告知信访人',
  legal_late: '已过办理期限',
  report_late: '交办结果未按期报送',
  returned_twice: '两次退回',
  three_visits: '同一事项来访三次以上',
  collective: '集体访',
  instructed: '有领导批示',
  urgent: '重大紧急',
  dissatisfied: '信访人评价不满意',
  not_executed: '支持的意见30日未执行',
} as const
export type Cause = keyof typeof causes

export const isCause = (text: string): text is Cause => text in causes
export const causeWords = (cause: string): string => (isCause(cause) ? causes[cause] : cause)

/** The causes that time alone brings about. */
export function causesAt(petition: Registered, today: Day): Cause[] {
  const { course, clocks } = petition
  const due = finishDue(clocks)
  const resultDue = petition.state === 'routed' ? petition.handling.resultDue : null
  const found: [Cause, boolean][] = [
    [
      'notice_late',
      isOpen(petition) &&
        !course.noticedOn &&
        !course.noticeExempt &&
        today >= addDays(petition.receivedAt, 12),
    ],
    ['legal_late', due !== null && !course.opinion?.on && isOpen(petition) && today > due],
    ['report_late', resultDue !== null && course.report?.state !== 'in' && today > resultDue],
    [
      'not_executed',
      course.opinion?.result === 'support' &&
        !course.executedOn &&
        course.opinion.on !== null &&
        today > addDays(course.opinion.on, 30),
    ],
  ]
  return found.flatMap(([cause, is]) => (is ? [cause] : []))
}

/** Causes that an act brings about at once. */
export function causesNow(petition: Registered): Cause[] {
  return [
    ...(petition.collective ? (['collective'] as const) : []),
    ...(petition.urgent ? (['urgent'] as const) : []),
    ...(petition.course.returnedTimes >= 2 ? (['returned_twice'] as const) : []),
  ]
}

/** The days on which time may bring one about, so that the clock looks again. */
function lookDays(petition: Registered): Day[] {
  const { course, clocks } = petition
  const due = finishDue(clocks)
  const resultDue = petition.state === 'routed' ? petition.handling.resultDue : null
  return [
    ...(!course.noticedOn && !course.noticeExempt && isOpen(petition)
      ? [addDays(petition.receivedAt, 12)]
      : []),
    ...(due && !course.opinion?.on && isOpen(petition) ? [addDays(due, 1)] : []),
    ...(resultDue && course.report?.state !== 'in' ? [addDays(resultDue, 1)] : []),
    ...(course.opinion?.result === 'support' && course.opinion.on && !course.executedOn
      ? [addDays(course.opinion.on, 31)]
      : []),
  ].sort()
}

export function nextLook(petition: Registered, today: Day): Day | null {
  return lookDays(petition).find((d) => d > today) ?? null
}
