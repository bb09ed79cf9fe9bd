// What each verb does to a petition (domain.md §1.7): a change, or the reason why not. Who may is asked elsewhere, the state
// that a verb needs stands in `allows`.
import { addDays, type Day } from '../calendar.ts'
import type { Refusal } from '../refusal.ts'
import type { Course, Delivery, Handling, Opinion } from './course.ts'
import { type Facts, type In, nameOfPetition, type Registered, type State } from './petition.ts'
import type { Exit, Rating, Route31 } from './words.ts'

export interface Change {
  state?: State
  facts?: Partial<Facts>
  course?: Partial<Course>
}

type Result = Change | Refusal
type Before = In<'registered' | 'proposed' | 'routed'>

/** A dated fact lies between the receipt and today. */
export function whyNotOn(petition: Facts, on: Day, today: Day, what: string): Refusal | undefined {
  if (on > today) return { refused: 'future', what, day: on }
  if (on < petition.receivedAt)
    return { refused: 'before-receipt', what, day: on, received: petition.receivedAt }
  return undefined
}

const leave = (exit: Exit, on: Day, course: Partial<Course> = {}): Change => ({
  state: 'exited',
  course: { ...course, exit, finishedOn: on },
})

// ── 告知、受理 ──

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

interface Dated {
  on: Day
  today: Day
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

// ── 拟办、分办 ──

export type Plan = Pick<Handling, 'disposition' | 'unit' | 'target' | 'opinion' | 'resultDue'>

/** The target is never the accused; a handler who must recuse is never chosen (第二十八、三十条). */
export function whyNotTarget(
  p: Facts,
  plan: Pick<Plan, 'unit' | 'target' | 'disposition' | 'resultDue'>,
): Refusal | undefined {
  const named = p.course.accused.some((one) => one === plan.unit || one === plan.target)
  if (named) return { refused: 'accused-target', target: plan.target }
  if (plan.disposition === 'assign_with_report' && !plan.resultDue)
    return {
      refused: 'missing',
      what: '报办结报告的日期',
      example: '交办 信访〔2026〕16号 给云河市局 12月10日前报办结报告',
    }
  return undefined
}

export function propose(p: In<'registered'>, plan: Plan & { by: string; on: Day }): Result {
  const no = whyNotTarget(p, plan)
  if (no) return no
  return {
    state: 'proposed',
    course: { handling: { ...plan, approvedBy: null, approvedOn: null, custom: false } },
  }
}

export function approve(p: In<'proposed'>, { by, on }: { by: string; on: Day }): Result {
  const no = whyNotTarget(p, p.handling)
  return no ?? routed(p.handling, by, on)
}

export function sendBack(_p: In<'proposed'>, { reason }: { reason: string }): Change {
  return { state: 'registered', course: { handling: null, returned: reason } }
}

/** The director's own words: 拟办 and approval at once. */
export function route(
  p: In<'registered' | 'routed'>,
  plan: Plan & { by: string; on: Day },
): Result {
  const no = whyNotTarget(p, plan)
  if (no) return no
  return routed({ ...plan, approvedBy: null, approvedOn: null, custom: false }, plan.by, plan.on)
}

function routed(handling: Handling, by: string, on: Day): Change {
  const course = { handling: { ...handling, approvedBy: by, approvedOn: on }, returned: null }
  if (handling.disposition === 'file_only') return leave('filed', on, course)
  return { state: 'routed', facts: { unit: handling.unit }, course }
}

/** 要件、集体、领导信件、上级交办从不按惯例分办（domain.md §1.7）。 */
export function whyNotShort(p: Facts): Refusal | undefined {
  const why = p.urgent
    ? '重大紧急事项'
    : p.collective
      ? '集体访'
      : p.source.act === 'assign'
        ? '交办件'
        : p.source.body === 'other'
          ? '领导信件'
          : undefined
  return why ? { refused: 'full-route', why } : undefined
}

export function routeByCustom(p: In<'registered'>, plan: Plan & { by: string; on: Day }): Result {
  const no = whyNotShort(p) ?? whyNotTarget(p, plan)
  if (no) return no
  const handling = { ...plan, approvedBy: null, approvedOn: plan.on, custom: true }
  const shortcuts = [...p.course.shortcuts, { on: plan.on, what: `按惯例分办${plan.target}` }]
  return { state: 'routed', facts: { unit: plan.unit }, course: { handling, shortcuts } }
}

/** Within one working day of 按惯例分办; `lastDay` is that day. */
export function pullBack(
  p: In<'routed'>,
  { today, lastDay }: { today: Day; lastDay: Day },
): Result {
  if (!p.handling.custom) return { refused: 'not-by-custom', what: nameOfPetition(p) }
  if (today > lastDay) return { refused: 'pull-back-late', what: nameOfPetition(p) }
  return { state: 'registered', facts: { unit: null }, course: { handling: null } }
}

/** 〔转送×市局并告知去向〕 */
export function transferTold(
  p: In<'registered' | 'proposed'>,
  plan: Plan & { by: string } & Dated,
): Result {
  const no = whyNotOn(p, plan.on, plan.today, '告知日期') ?? whyNotShort(p) ?? whyNotTarget(p, plan)
  if (no) return no
  const { today: _, ...rest } = plan
  const handling = { ...rest, approvedBy: null, approvedOn: plan.on, custom: false }
  const shortcuts = [...p.course.shortcuts, { on: plan.on, what: `转送${plan.target}并告知去向` }]
  const told = p.course.noticedOn ? {} : { noticedOn: plan.on }
  const left = leave('transferred', plan.on, { handling, shortcuts, ...told })
  return { ...left, facts: { unit: plan.unit } }
}

// ── 异议 ──

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

// ── 延期 ──

type Extending = In<'in_progress' | 'under_review'>

export function whyNotExtend(p: Facts & { state: State }, days: number): Refusal | undefined {
  const { extension } = p.course
  if (p.clocks.legalDue === null) return { refused: 'no-sixty-days' }
  if (!Number.isInteger(days) || days < 1 || days > 30) return { refused: 'extension-days' }
  if (extension?.state === 'approved') return { refused: 'extended-once' }
  return undefined
}

export interface ExtensionWish {
  days: number
  reason: string
  by: string
  on: Day
  /** Past 下班 of the due day. */
  late: boolean
}

export function askExtension(p: Extending, wish: ExtensionWish): Result {
  const no = whyNotExtend(p, wish.days)
  if (no) return no
  if (p.course.extension?.state === 'pending')
    return { refused: 'pending', what: `${nameOfPetition(p)}的延期申请` }
  const { days, reason, by, on, late } = wish
  const state = late ? 'late' : 'pending'
  return { course: { extension: extensionOf({ days, reason, by, on, state }) } }
}

function extensionOf(it: {
  days: number
  reason: string
  by: string
  on: Day
  state: 'late' | 'pending' | 'approved'
}) {
  const { by, on, ...rest } = it
  return {
    ...rest,
    askedBy: by,
    askedOn: on,
    approvedBy: null,
    approvedOn: null,
    backfilled: false,
    toldOn: null,
  }
}

/** Approved by 下班 of the original due day; a paper approval is entered with its own date (补录). */
export function grantExtension(
  p: Extending,
  { by, on, late }: { by: string; on: Day; late: boolean },
): Result {
  const { extension } = p.course
  if (extension?.state !== 'pending') return { refused: 'not-found', what: '待批的延期申请' }
  const due = p.clocks.legalDue
  if (late || (due && on > due))
    return { refused: 'too-late', what: nameOfPetition(p), due: due ?? on }
  return {
    course: { extension: { ...extension, state: 'approved', approvedBy: by, approvedOn: on } },
  }
}

export function refuseExtension(p: Extending): Result {
  const { extension } = p.course
  if (extension?.state !== 'pending') return { refused: 'not-found', what: '待批的延期申请' }
  return { course: { extension: { ...extension, state: 'refused' } } }
}

export function backfillExtension(
  p: Extending,
  it: { days: number; reason: string; by: string; approvedBy: string; on: Day; today: Day },
): Result {
  const no = whyNotExtend(p, it.days) ?? whyNotOn(p, it.on, it.today, '批准日期')
  if (no) return no
  if (p.clocks.legalDue && it.on > p.clocks.legalDue)
    return { refused: 'too-late', what: nameOfPetition(p), due: p.clocks.legalDue }
  const asked = extensionOf({
    days: it.days,
    reason: it.reason,
    by: it.by,
    on: it.on,
    state: 'approved',
  })
  return {
    course: {
      extension: { ...asked, approvedBy: it.approvedBy, approvedOn: it.on, backfilled: true },
    },
  }
}

/** 延期须告知信访人理由（第三十四条）。 */
export function tellExtension(p: Registered, { on, today }: Dated): Result {
  const { extension } = p.course
  if (extension?.state !== 'approved') return { refused: 'not-found', what: '已批准的延期' }
  return (
    whyNotOn(p, on, today, '告知日期') ?? { course: { extension: { ...extension, toldOn: on } } }
  )
}

// ── 答复、送达 ──

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

export function returnOpinion(_p: In<'under_review'>, { reason }: { reason: string }): Result {
  if (!reason) return { refused: 'missing', what: '退回原因', example: '事实未查清，依据不明确' }
  return { state: 'in_progress', course: { opinion: null, returned: reason } }
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

// ── 其他去向 ──

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
  return { course: { report: { ...report, state: 'returned', reason } } }
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

// ── 复查、复核 ──

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

export function voidIt(_p: Registered, reason: string): Result {
  if (!reason) return { refused: 'missing', what: '作废原因', example: '信访23号作废 登记错误' }
  return { state: 'voided', course: { voided: reason } }
}

// ── 评价、回访、执行、催办 ──

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
