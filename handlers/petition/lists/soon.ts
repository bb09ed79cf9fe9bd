// The date of a petition that comes next, whatever clock it is of: what a list of the soonest goes by.
import type { Day } from '../../calendar.ts'
import { finishDue } from '../clock.ts'
import { isOpen, type Registered } from '../petition.ts'
import { owesReport } from '../reminders.ts'

/** Legal dates alone, and the sender's own; none is left when all is done. */
export function soonest(petition: Registered): Day | null {
  const { course, clocks, source } = petition
  if (!isOpen(petition)) return null
  const finish = course.opinion?.on ? null : finishDue(clocks)
  const dates = [
    course.noticedOn || course.noticeExempt ? null : clocks.noticeDue,
    clocks.objectionDue && !course.objection && !course.acceptedOn ? clocks.objectionDue : null,
    finish,
    source.due && owesReport(petition) ? source.due : null,
  ]
  return dates.filter((d) => d !== null).sort()[0] ?? null
}
