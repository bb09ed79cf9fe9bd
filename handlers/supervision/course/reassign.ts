// 改派: another unit takes the lead and signs anew; number and dates stay. The old unit is not reminded any more.
import type { Ctx, Outcome } from '../../feature.ts'
import { unitName } from '../../people.ts'
import { nextReminder } from '../reminders.ts'
import { nameTask, type Task } from '../task.ts'
import { homeGroup, leadPeople } from '../who.ts'
import * as store from './store.ts'

const feature = 'supervision'

export async function reassigned(
  ctx: Ctx,
  task: Task,
  unit: string,
  reason: string,
): Promise<Outcome> {
  const from = task.leadUnit
  await store.reassign(ctx.trx, task, unit)
  const now = { ...task, leadUnit: unit, handler: null }
  const group = homeGroup(ctx.office, now)
  const people = group ? [] : leadPeople(ctx.office, now).map(({ openId }) => openId)
  const of = { kind: 'view', feature, subject: task.id, view: 'order' } as const
  return {
    entries: [{ feature, subject: task.id, verb: 'reassign', facts: { from, to: unit, reason } }],
    tell: [
      ...(group ? [{ ...of, to: { group: group.chat } }] : []),
      ...people.map((person) => ({ ...of, to: { person } })),
    ],
    arm: [
      {
        ...{ feature, subject: task.id, kind: 'due' },
        at: nextReminder(ctx.office.holidays, task.currentDue, ctx.now),
      },
    ],
    toast: `已改派${unitName(ctx.office, unit)}：${nameTask(task)}`,
  }
}
