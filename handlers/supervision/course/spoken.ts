// Sentences about a task that has a number, or about the card that was replied to: found, done, and one line back.
import { type Ctx, command, type Outcome, type Tell } from '../../feature.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { type About, readAbout } from '../reading.ts'
import * as store from '../store.ts'

async function idOf(ctx: Ctx, task: About['task']): Promise<string | undefined> {
  return 'id' in task ? task.id : store.taskIdByNumber(ctx.trx, task.number)
}

/** The act on the task that was named, and one line back to the actor. */
export async function onTask(
  ctx: Ctx,
  about: About,
  act: (id: string) => Promise<Outcome | Refusal>,
): Promise<Outcome | Refusal> {
  const id = await idOf(ctx, about.task)
  if (!id) return { refused: 'not-found', what: '此督办事项' }
  const result = await act(id)
  if (isRefusal(result) || !result.toast) return result
  const toActor = (tell: Tell) => 'person' in tell.to && tell.to.person === ctx.by.openId
  if (result.tell?.some(toActor) || result.offers) return result
  return { ...result, tell: [...(result.tell ?? []), receipt(ctx, `${result.toast}。`)] }
}

/** In private with 〔撤销〕 on it; in a group one line. */
function receipt(ctx: Ctx, said: string): Tell {
  if ('group' in ctx.answer.to) return { kind: 'notice', ...ctx.answer, body: { said } }
  const view = { feature: 'undo', subject: ctx.act, view: 'receipt', args: { said } }
  return { kind: 'view', ...ctx.answer, ...view }
}

export const spoken = (
  name: string,
  says: string[],
  verb: RegExp,
  act: (ctx: Ctx, id: string, text: string) => Promise<Outcome | Refusal>,
) =>
  command<About>({
    name,
    says,
    roles: [],
    inGroup: 'answer',
    read: (words, given) => readAbout(words, verb, given),
    act: (ctx, about) => onTask(ctx, about, (id) => act(ctx, id, about.text)),
  })
