// When a clock is called to mind (domain.md §1.7). A reminder that would fall on a rest day comes on the working day before; past
// the date, the next working day and then every second one, until somebody has acted.
import type { Instant } from '../../db/instant.ts'
import {
  addDays,
  addWorkdays,
  type Day,
  earlier,
  firstWorkdayAfter,
  type Holidays,
  lastWorkdayOnOrBefore,
} from '../calendar.ts'
import { instantAt } from '../when.ts'
import { finishDue } from './clock.ts'
import { isOpen, type Petition } from './petition.ts'

export const clockKinds = [
  'notice',
  'objection',
  'finish',
  'sender',
  'result',
  'simple',
  'told',
] as const
export type ClockKind = (typeof clockKinds)[number]

export interface Running {
  kind: ClockKind
  due: Day
  /** In order, each once, all of them working days. */
  days: Day[]
}

/** The clocks that run for a petition as it stands. */
export function running(h: Holidays, petition: Petition): Running[] {
  if (petition.state === 'draft' || petition.state === 'voided' || petition.state === 'archived')
    return []
  const { course, clocks, receivedAt, source } = petition
  const found: (Running | undefined)[] = [
    !course.noticedOn && !course.noticeExempt && course.exit !== 'returned'
      ? clock(
          h,
          'notice',
          clocks.noticeDue,
          [10, 13, 14, 15].map((n) => addDays(receivedAt, n)),
        )
      : undefined,
    clocks.objectionDue && isOpen(petition) && !course.objection && !course.acceptedOn
      ? clock(
          h,
          'objection',
          clocks.objectionDue,
          [2, 3, 4, 5].map((n) => addWorkdays(h, receivedAt, n).day),
        )
      : undefined,
    handling(h, petition),
    source.due && clocks.senderInternal && owesReport(petition)
      ? clock(h, 'sender', source.due, senderDays(h, clocks.senderInternal, source.due))
      : undefined,
    resultAwaited(h, petition),
    clocks.simpleDue && petition.state === 'in_progress'
      ? clock(h, 'simple', clocks.simpleDue, backFrom(h, clocks.simpleDue))
      : undefined,
    course.extension?.state === 'approved' && !course.extension.toldOn && clocks.legalDue
      ? clock(h, 'told', clocks.legalDue, backFrom(h, clocks.legalDue))
      : undefined,
  ]
  return found.filter((one) => one !== undefined)
}

function clock(h: Holidays, kind: ClockKind, due: Day, days: Day[]): Running {
  const mornings = days.map((d) => lastWorkdayOnOrBefore(h, d).day)
  return { kind, due, days: [...new Set(mornings)].sort() }
}

/** 60日：15、7、3、1日. Stops with the opinion; the earlier of the legal and the sender's own date counts (domain.md §1.2). */
function handling(h: Holidays, petition: Petition): Running | undefined {
  const legal = finishDue(petition.clocks)
  if (!legal || (petition.state !== 'in_progress' && petition.state !== 'under_review'))
    return undefined
  const due =
    petition.source.act === 'assign' || !petition.source.due
      ? legal
      : earlier(legal, petition.source.due)
  return clock(
    h,
    'finish',
    due,
    [15, 7, 3, 1].map((n) => addDays(due, -n)),
  )
}

/** An assigned matter that was withdrawn or settled must still be reported. */
export function owesReport(petition: Petition): boolean {
  const { course, source } = petition
  if (course.reportSubmitted || course.exit === 'returned') return false
  return source.act === 'assign' || isOpen(petition)
}

const backFrom = (h: Holidays, due: Day): Day[] => {
  const t = lastWorkdayOnOrBefore(h, due).day
  return [addWorkdays(h, t, -3).day, addWorkdays(h, t, -1).day, t]
}

/** T-3, T-1, T of ours, then theirs. */
const senderDays = (h: Holidays, internal: Day, due: Day): Day[] => [...backFrom(h, internal), due]

function resultAwaited(h: Holidays, petition: Petition): Running | undefined {
  if (petition.state !== 'routed' || !petition.handling.resultDue) return undefined
  if (petition.course.report && petition.course.report.state !== 'returned') return undefined
  return clock(h, 'result', petition.handling.resultDue, backFrom(h, petition.handling.resultDue))
}

export const morning = (d: Day): Instant => instantAt(d, '08:35')

export function nextMorning(h: Holidays, { due, days }: Running, now: Instant): Instant {
  const planned = days.map(morning).find((at) => at > now)
  if (planned) return planned
  let d = firstWorkdayAfter(h, due).day
  while (morning(d) <= now) d = addWorkdays(h, d, 2).day
  return morning(d)
}
