// The clocks of a petition, each one rule with its article. In 《信访工作条例》 every 日 is a calendar day; only the 5 个工作日 of the
// objection are working days. The day that starts a clock is not counted (民法典201).
import {
  addDays,
  addWorkdays,
  type Dated,
  type Day,
  type Holidays,
  type LegalDue,
  later,
  legalDue,
  onDay,
} from '../calendar.ts'
import type { Course } from './course.ts'
import { deliveredOn } from './course.ts'
import type { Route31, SourceAct, SourceBody } from './words.ts'

/** What is kept in the row: recomputed at every change of a date that starts a clock. */
export interface Clocks {
  noticeDue: Day
  objectionDue: Day | null
  /** Without roll; null while no 60 days run. */
  legalDue: Day | null
  /** With the extension. */
  extendedDue: Day | null
  /** The last working day on or before the date that counts. */
  internalTarget: Day | null
  /** 来文单位时限 less the buffer. */
  senderInternal: Day | null
  /** 10 working days of the simplified procedure. */
  simpleDue: Day | null
  petitionerDeadline: Day | null
  archiveOn: Day | null
}

export interface Numbers {
  rollover: 'none' | 'next_workday'
  archiveGraceDays: number
  upperBufferWd: number
  simpleFinishWd: number
}
export const lawNumbers: Numbers = {
  rollover: 'none',
  archiveGraceDays: 7,
  upperBufferWd: 3,
  simpleFinishWd: 10,
}

export type Law = '1995' | '2005' | '2022'

/** 《信访条例》(1995, 2005) and 《信访工作条例》(2022-05-01): the version in force on the day of receipt (domain.md §1.6). */
export function lawOf(receivedAt: Day): Law {
  if (receivedAt >= '2022-05-01') return '2022'
  return receivedAt >= '2005-05-01' ? '2005' : '1995'
}

/** 书面告知：收到之日起15日内（第二十三条第二、三款）。 */
export function noticeLimit(h: Holidays, receivedAt: Day): LegalDue {
  return legalDue(h, receivedAt, 15)
}

/** 异议：收到之日起5个工作日内，只对党委和政府信访部门、本系统上级转来的（第二十三条第三款）；2022年以前没有。 */
export function objectionLimit(h: Holidays, receivedAt: Day, body: SourceBody): Dated | null {
  const sender = body === 'petition_office' || body === 'upper'
  return sender && lawOf(receivedAt) === '2022' ? addWorkdays(h, receivedAt, 5) : null
}

/** 办理：受理之日起60日内，只对第三十一条第六项（第三十四条）；2005年条例第三十三条对各类事项。 */
export function handlingLimit(
  h: Holidays,
  receivedAt: Day,
  acceptedOn: Day,
  route: Route31 | null,
): LegalDue | null {
  const law = lawOf(receivedAt)
  if (law === '2022' && route !== 6) return null
  return legalDue(h, acceptedOn, 60)
}

/** 延期：自原期限届满起算，不得超过30日（第三十四条）。 */
export function extendedLimit(h: Holidays, legal: Day, days: number): LegalDue {
  return legalDue(h, legal, days)
}

/** 来文单位指定的期限，内部提前3个工作日（第二十二条第三项；domain.md §3.4）。 */
export function senderInternalLimit(h: Holidays, due: Day, bufferWd: number): Dated {
  return addWorkdays(h, due, -bufferWd)
}

/** 简易办理：受理之日起10个工作日（《信访事项简易办理办法（试行）》）。 */
export function simpleLimit(h: Holidays, acceptedOn: Day, workdays: number): Dated {
  return addWorkdays(h, acceptedOn, workdays)
}

/** 申请复查、复核：收到书面答复之日起30日内（第三十五、三十六条）；末日为休息日的，顺延，对信访人有利（民诉法85）。 */
export function petitionerLimit(h: Holidays, deliveredOn: Day): Dated {
  return legalDue(h, deliveredOn, 30).rolled
}

/** The post may still be under way: closed only after the days of grace. */
export function archiveDay(deadline: Day, graceDays: number): Day {
  return addDays(deadline, graceDays + 1)
}

/** 复查、复核决定：收到申请之日起30日内（第三十五、三十六条）；复核的听证时间不计，复查的计入。 */
export function reviewLimit(
  h: Holidays,
  receivedAt: Day,
  kind: 'review_1' | 'review_2',
  hearingDays: number,
): LegalDue {
  return legalDue(h, receivedAt, 30 + (kind === 'review_2' ? hearingDays : 0))
}

export interface ClockFacts {
  receivedAt: Day
  route31: Route31 | null
  simple: boolean
  source: { body: SourceBody; act: SourceAct | null; due: Day | null }
  course: Course
}

/** All clocks from the facts. A petitioner's deadline that was told only ever moves later (domain.md §5). */
export function clocksOf(
  h: Holidays,
  it: ClockFacts,
  numbers: Numbers = lawNumbers,
  told: Day | null = null,
): Clocks {
  const { course, receivedAt, source } = it
  const { acceptedOn, extension } = course
  const legal = acceptedOn && handlingLimit(h, receivedAt, acceptedOn, it.route31)
  const extended =
    legal && extension?.state === 'approved' ? extendedLimit(h, legal.day, extension.days) : null
  const counts = extended ?? legal
  const delivered = lastDelivery(course)
  const deadline = delivered && later(petitionerLimit(h, delivered).day, told ?? delivered)
  return {
    noticeDue: noticeLimit(h, receivedAt).day,
    objectionDue: objectionLimit(h, receivedAt, source.body)?.day ?? null,
    legalDue: legal?.day ?? null,
    extendedDue: extended?.day ?? null,
    internalTarget: counts ? targetOf(counts, numbers).day : null,
    senderInternal: source.due && senderInternalLimit(h, source.due, numbers.upperBufferWd).day,
    simpleDue:
      it.simple && acceptedOn ? simpleLimit(h, acceptedOn, numbers.simpleFinishWd).day : null,
    petitionerDeadline: deadline,
    archiveOn: deadline && archiveDay(deadline, numbers.archiveGraceDays),
  }
}

/** Ours is to finish early; rolled only where the office has set so. */
export function targetOf(due: LegalDue, { rollover }: Pick<Numbers, 'rollover'>): Dated {
  return rollover === 'next_workday' ? due.rolled : due.internalTarget
}

/** The reply in hand, or after a 复查 that opinion in hand: each opens 30 days. */
function lastDelivery(course: Course): Day | null {
  const review = course.reviews.findLast((r) => r.kind === 'review_1' && r.deliveredOn !== null)
  return review?.deliveredOn ?? deliveredOn(course)
}

/** The date that ends the handling: extended, else legal; the sender's own where it is earlier (domain.md §1.2). */
export function finishDue(clocks: Clocks): Day | null {
  return clocks.extendedDue ?? clocks.legalDue
}

/** The facts of a stored limit, with its rest day and its working day. */
export const limitOn = (h: Holidays, due: Day): LegalDue => onDay(h, due)
