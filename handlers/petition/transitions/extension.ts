// 延期（第三十四条）.
import type { Day } from '../../calendar.ts'
import type { Refusal } from '../../refusal.ts'
import { type Facts, type In, nameOfPetition, type Registered, type State } from '../petition.ts'
import { type Dated, type Result, whyNotOn } from './change.ts'

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
