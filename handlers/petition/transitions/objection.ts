// 异议（第二十三条第三款）.
import type { Day } from '../../calendar.ts'
import { type In, nameOfPetition, type Registered } from '../petition.ts'
import { type Before, type Dated, leave, type Result, whyNotOn } from './change.ts'

export function object(
  p: Before | In<'in_progress'>,
  { on, today, reason }: Dated & { reason: string },
): Result {
  if (p.clocks.objectionDue === null)
    return { refused: 'no-objection', direct: p.source.body === 'direct' }
  const no = whyNotOn(p, on, today, '异议日期')
  if (no) return no
  if (!reason)
    return {
      refused: 'missing',
      what: '异议的理由',
      example: '信访22号提出异议 理由是属地方水利部门职权',
    }
  if (p.course.objection?.answer === 'pending')
    return { refused: 'pending', what: `${nameOfPetition(p)}的异议` }
  const late = on > p.clocks.objectionDue
  return { course: { objection: { on, reason, late, answer: 'pending', answeredOn: null } } }
}

/** 经来文单位核实同意后，方可退还（第二十三条第三款）；同意前期限照算。 */
export function answerObjection(
  p: Registered,
  { on, agreed }: { on: Day; agreed: boolean },
): Result {
  const { objection } = p.course
  if (objection?.answer !== 'pending') return { refused: 'not-found', what: '待核的异议' }
  const answer = agreed ? 'agreed' : 'refused'
  const course = { objection: { ...objection, answer, answeredOn: on } } as const
  return agreed ? leave('returned', on, course) : { course }
}
