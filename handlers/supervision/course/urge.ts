// 催办 (domain.md §3.5): a recorded act, once per item and day, answered to the asker.
import { sayDate, workdaysBetween } from '../../calendar.ts'
import type { Ctx, Outcome, Tell } from '../../feature.ts'
import { unique } from '../../people.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { ready } from '../guards.ts'
import { nameTask, type Task } from '../task.ts'
import { isDirector, isSupervisor, leadHeads, leadPeople } from '../who.ts'
import { urge as note, urgings } from './store.ts'

export async function urge(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const { openId } = ctx.by
  if (!isDirector(ctx.office, openId) && !isSupervisor(ctx.office, openId))
    return { refused: 'not-allowed', needs: ['办公室主任', '督查专员'] }
  const task = await ready(ctx, id, 'urge')
  if (isRefusal(task)) return task
  const noted = { id: ctx.id(), task: id, on: ctx.today, by: openId, at: ctx.now, way: '消息' }
  if (!(await note(ctx.trx, noted))) return { refused: 'urged-today', what: nameTask(task) }
  const people = unique([...leadPeople(ctx.office, task), ...leadHeads(ctx.office, task)])
  const times = await urgings(ctx.trx, id)
  return {
    entries: [
      {
        ...{ feature: 'supervision', subject: id, verb: 'urge' },
        facts: { times, to: people.map((person) => person.openId) },
      },
    ],
    tell: people.map(
      (person): Tell => ({
        kind: 'notice',
        to: { person: person.openId },
        body: { said: words(ctx, task) },
      }),
    ),
    final: '催办已送达',
    toast: `已催办：${nameTask(task)}（第${times}次）`,
  }
}

function words({ office, today }: Ctx, task: Task): string {
  const head = `催办：${nameTask(task)}（时限${sayDate(task.currentDue, { today })}）`
  if (today <= task.currentDue) return `${head}，请抓紧办理，并反馈进展。`
  const days = workdaysBetween(office.holidays, task.currentDue, today)
  return `${head}已逾期${days}个工作日，请于今日下班前说明原因和预计完成时间。`
}
