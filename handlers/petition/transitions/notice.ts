// 告知、受理（第二十三、三十一条）.
import type { Course } from '../course.ts'
import { nameOfPetition, type Registered } from '../petition.ts'
import type { Route31 } from '../words.ts'
import { type Before, type Dated, leave, type Result, whyNotOn } from './change.ts'

export function notice(
  p: Registered,
  { on, way, today }: Dated & { way: Course['noticeWay'] },
): Result {
  const no = whyNotOn(p, on, today, '告知日期')
  if (no) return no
  if (p.course.noticedOn)
    return { refused: 'already', what: nameOfPetition(p), done: '书面告知', on: p.course.noticedOn }
  const told = { noticedOn: on, noticeWay: way }
  // 转送、函告：告知去向后即为办结（第二十三条第一款）。
  if (p.state === 'routed' && p.handling.disposition === 'transfer')
    return leave('transferred', on, told)
  if (p.state === 'routed' && p.handling.disposition === 'letter_to_outside')
    return leave('letter_sent', on, told)
  return { course: told }
}

/** 姓名、住址不清的，可以不告知，只限直接提出的（第二十三条第二款）；转来的另有“无法送达，已向来文单位说明”。 */
export function exemptNotice(p: Registered, reason: string): Result {
  return {
    course: { noticeExempt: p.source.body === 'direct' ? reason : '无法送达，已向来文单位说明' },
  }
}

export function accept(p: Before, { on, today, route }: Dated & { route: Route31 }): Result {
  const no = whyNotOn(p, on, today, '受理日期')
  if (no) return no
  if (p.purpose !== 'appeal_request' && p.purpose !== 'appeal') return { refused: 'no-acceptance' }
  if (route !== 6) return { refused: 'route-six' }
  if (p.course.objection?.answer === 'pending')
    return { refused: 'objection-open', what: nameOfPetition(p) }
  const told = p.course.noticedOn ? {} : { noticedOn: on }
  return { state: 'in_progress', facts: { route31: route }, course: { acceptedOn: on, ...told } }
}
