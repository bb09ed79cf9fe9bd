// 暂缓 has a review date: on the working day on or before it, and each later one until somebody decides, the director and the
// 督查专员 find it in their sheets.
import type { Instant } from '../../../db/instant.ts'
import {
  type Day,
  firstWorkdayAfter,
  type Holidays,
  lastWorkdayOnOrBefore,
} from '../../calendar.ts'
import type { Due } from '../../feature.ts'
import { unique } from '../../people.ts'
import { instantAt } from '../../when.ts'
import { reminderTime } from '../reminders.ts'
import { findTask } from '../store.ts'
import { nameTask } from '../task.ts'
import { directors, supervisors } from '../who.ts'

export const reviewMorning = (holidays: Holidays, on: Day): Instant =>
  instantAt(lastWorkdayOnOrBefore(holidays, on).day, reminderTime)

export const reviewDue: Due = async (ctx, id) => {
  const task = await findTask(ctx.trx, id)
  if (task?.state !== 'suspended') return { lines: [] }
  const text = `${nameTask(task)}暂缓期满，请复核：恢复办理、继续暂缓或撤销。暂缓原因：${task.pause.reason}。`
  const people = unique([...directors(ctx.office), ...supervisors(ctx.office)])
  const tomorrow = firstWorkdayAfter(ctx.office.holidays, ctx.today).day
  return {
    lines: people.map(({ openId: person }) => ({ to: { person }, text, rank: 'today' as const })),
    next: instantAt(tomorrow, reminderTime),
  }
}
