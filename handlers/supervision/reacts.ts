// What waits for whom in supervision, and what becomes of it when somebody leaves: the post has it, the named handler hands it on.
import { sayDay } from '../calendar.ts'
import type { ClockCtx, Outcome, Reading, SubjectRef, Waiting } from '../feature.ts'
import { type Person, unitName } from '../people.ts'
import { signButton } from './buttons.ts'
import { lockTask, openTasks, setHandler } from './store.ts'
import { nameTask, type Task } from './task.ts'
import { leadPeople } from './who.ts'

export async function waiting(ctx: Reading, person: Person): Promise<Waiting[]> {
  const open = await openTasks(ctx.trx)
  return open
    .filter((task) => task.state === 'ordered' || task.state === 'in_progress')
    .filter((task) => leadPeople(ctx.office, task).some((one) => one.openId === person.openId))
    .map((task) => waitingLine(ctx, task))
}

function waitingLine({ office, today }: Reading, task: Task): Waiting {
  const state = task.state === 'ordered' ? '待签收' : '办理中'
  const due = sayDay(task.currentDue, { today })
  return {
    ...{ feature: 'supervision', subject: task.id },
    text: `${nameTask(task)} ${task.title}（${unitName(office, task.leadUnit)}，${state}，时限${due}）`,
    buttons:
      task.state === 'ordered'
        ? [{ text: '签收', payload: signButton.on(task.id), style: 'primary' }]
        : [],
  }
}

export async function handedOver(
  ctx: ClockCtx,
  items: SubjectRef[],
  from: string,
  to: string,
): Promise<Outcome> {
  const outcome: Outcome = { entries: [] }
  for (const { feature, subject } of items) {
    if (feature !== 'supervision') continue
    const task = await lockTask(ctx.trx, subject)
    if (task?.handler !== from) continue
    await setHandler(ctx.trx, task, to)
    outcome.entries.push({ feature, subject, verb: 'hand-over', facts: { from, to } })
  }
  return outcome
}
