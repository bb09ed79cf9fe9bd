// Who may, and in which state: what every act of supervision asks first.
import type { Ctx } from '../feature.ts'
import { nameOf, unitName } from '../people.ts'
import type { Refusal } from '../refusal.ts'
import { sayInstant } from '../when.ts'
import * as store from './store.ts'
import { allows, can, nameTask, stateWords, type Task, type Verb } from './task.ts'

/** The task locked, in a state that allows the verb; else why not. */
export async function ready<V extends Verb>(ctx: Ctx, id: string, verb: V) {
  const task = await store.lockTask(ctx.trx, id)
  if (!task) return { refused: 'not-found', what: '此督办事项' } as const
  if (can(verb, task)) return task
  return wrongState(ctx, task, verb)
}

function wrongState(ctx: Ctx, task: Task, verb: Verb): Refusal {
  const decided = decidedBy(task, verb)
  if (decided) {
    const { by, at, how } = decided
    return {
      refused: 'decided',
      what: nameTask(task),
      who: nameOf(ctx.office, by),
      when: sayInstant(at, ctx.today),
      how,
    }
  }
  const wanted = allows[verb].map((state) => stateWords[state]).join('、')
  return { refused: 'wrong-state', what: nameTask(task), state: stateWords[task.state], wanted }
}

/** Who was quicker, where that is what the person needs to know. */
function decidedBy(task: Task, verb: Verb) {
  if ((verb === 'approve' || verb === 'decline') && 'orderedBy' in task) {
    return { by: task.orderedBy, at: task.orderedAt, how: '批准立项' }
  }
  if ((verb === 'approve' || verb === 'decline') && task.state === 'declined')
    return { by: task.by, at: task.at, how: '不予立项' }
  if (verb === 'sign' && 'signedBy' in task)
    return { by: task.signedBy, at: task.signedAt, how: '签收' }
  if (task.state === 'closed_out') return { by: task.by, at: task.at, how: '办结并销号' }
  return undefined
}

export const needsUnit = (ctx: Ctx, task: Task): Refusal => ({
  refused: 'not-yours',
  who: `${unitName(ctx.office, task.leadUnit)}负责人或联络员`,
})
