// The other ends: other routes, reports, refusals, withdrawal, settlement.
import type { Day } from '../../calendar.ts'
import { type In, nameOfPetition, type Registered } from '../petition.ts'
import type { Route31 } from '../words.ts'
import { type Before, type Dated, leave, type Result, whyNotOn } from './change.ts'

export function routeElsewhere(
  p: Before | In<'in_progress'>,
  it: Dated & { route: Route31; organ: string },
): Result {
  if (it.route === 6) return { refused: 'route-six' }
  const no = whyNotOn(p, it.on, it.today, '告知日期')
  if (no) return no
  const told = p.course.noticedOn ? {} : { noticedOn: it.on }
  return {
    ...leave('routed_elsewhere', it.on, { ...told, exitNote: it.organ }),
    facts: { route31: it.route },
  }
}

export function tellWhere(p: In<'registered' | 'proposed'>, it: Dated & { organ: string }): Result {
  if (p.source.body === 'petition_office' || p.source.body === 'upper')
    return { refused: 'objection-instead' }
  const no = whyNotOn(p, it.on, it.today, '告知日期')
  if (no) return no
  const told = p.course.noticedOn ? {} : { noticedOn: it.on }
  return leave('told_where', it.on, { ...told, exitNote: it.organ })
}

export function receiveReport(p: In<'routed'>, { on, today }: Dated): Result {
  if (!p.handling.resultDue) return { refused: 'not-found', what: '要求报结果的交办、分办' }
  return (
    whyNotOn(p, on, today, '报送日期') ?? { course: { report: { on, state: 'in', reason: null } } }
  )
}

export function acceptReport(p: In<'routed'>, { on }: { on: Day }): Result {
  const { report } = p.course
  if (report?.state !== 'in') return { refused: 'not-found', what: '待审的办结报告' }
  return leave('report_accepted', on, { report: { ...report, state: 'accepted' } })
}

/** 退回不改原定日期。 */
export function returnReport(p: In<'routed'>, { reason }: { reason: string }): Result {
  const { report } = p.course
  if (report?.state !== 'in') return { refused: 'not-found', what: '待审的办结报告' }
  if (!reason) return { refused: 'missing', what: '退回原因', example: '结论不明确，未附材料' }
  const returnedTimes = p.course.returnedTimes + 1
  return { course: { report: { ...report, state: 'returned', reason }, returnedTimes } }
}

/** 交办件向来文单位报办结报告（第二十二条第三项）。 */
export function submitReport(
  p: Registered,
  { on, today, docNo }: Dated & { docNo: string | null },
): Result {
  if (p.source.act !== 'assign') return { refused: 'not-assigned', what: nameOfPetition(p) }
  if (p.course.reportSubmitted)
    return {
      refused: 'already',
      what: nameOfPetition(p),
      done: '上报办结报告',
      on: p.course.reportSubmitted.on,
    }
  const no = whyNotOn(p, on, today, '上报日期')
  if (no) return no
  const course = { reportSubmitted: { on, docNo } }
  return p.state === 'exited' ? { course } : leave('report_submitted', on, course)
}

export function decline(p: Before, { on, today, reason }: Dated & { reason: string }): Result {
  const no = whyNotOn(p, on, today, '告知日期')
  if (no) return no
  if (!reason)
    return {
      refused: 'missing',
      what: '不予受理的理由',
      example: '信访23号不予受理 理由是属诉讼事项',
    }
  const told = p.course.noticedOn ? {} : { noticedOn: on }
  return leave('declined', on, { ...told, exitNote: reason })
}

/** 不再受理：复核意见已出，且事实和理由相同（第三十六条第三款）。 */
export function noLongerAccept(
  p: In<'registered' | 'proposed'>,
  it: Dated & { reviewed: boolean; sameFacts: boolean },
): Result {
  if (!it.reviewed || !it.sameFacts) return { refused: 'not-terminated' }
  const no = whyNotOn(p, it.on, it.today, '告知日期')
  if (no) return no
  const told = p.course.noticedOn ? {} : { noticedOn: it.on }
  return leave('no_longer_accepted', it.on, { ...told, exitNote: '同一事实和理由，复核意见已出' })
}

export function withdraw(p: Registered, { on, today, note }: Dated & { note: string }): Result {
  if (!note) return { refused: 'missing', what: '书面说明', example: '信访9号撤回 本人写了说明' }
  return whyNotOn(p, on, today, '撤回日期') ?? leave('withdrawn', on, { exitNote: note })
}

export function settle(p: Registered, { on, today, note }: Dated & { note: string }): Result {
  if (!note) return { refused: 'missing', what: '书面协议', example: '信访9号达成调解 已签协议' }
  return whyNotOn(p, on, today, '协议日期') ?? leave('settled', on, { exitNote: note })
}
