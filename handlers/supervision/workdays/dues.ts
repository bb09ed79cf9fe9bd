// What of an open task follows from the working days: the day on which it is last called to mind before it is due. A notice
// moves that day, and with it the reminders; the due date itself was decided, and stays.
import { lastWorkdayOnOrBefore } from '../../calendar.ts'
import type { Arm, ClockCtx, Outcome, Reading, WorkdayDate } from '../../feature.ts'
import { nextReminder } from '../reminders.ts'
import { openTasks } from '../store.ts'
import { nameTask, type Task } from '../task.ts'
import { leadPeople } from '../who.ts'

type Working = Extract<Task, { state: 'ordered' | 'in_progress' }>

const isWorking = (task: Task): task is Working =>
  task.state === 'ordered' || task.state === 'in_progress'

export async function workdayDates({ trx, office }: Reading): Promise<WorkdayDate[]> {
  const tasks = (await openTasks(trx)).filter(isWorking)
  return tasks.map((task) => ({
    subject: task.id,
    what: `${nameTask(task)}到期提醒日`,
    day: lastWorkdayOnOrBefore(office.holidays, task.currentDue).day,
    owners: leadPeople(office, task).map(({ openId }) => openId),
  }))
}

export async function calendarChanged({ trx, office, now }: ClockCtx): Promise<Outcome> {
  const tasks = (await openTasks(trx)).filter(isWorking)
  const arm = tasks.map(
    (task): Arm => ({
      ...{ feature: 'supervision', subject: task.id, kind: 'due' },
      at: nextReminder(office.holidays, task.currentDue, now),
    }),
  )
  return { entries: [], arm }
}
