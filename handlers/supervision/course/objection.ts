// 异议 (domain.md §3.2): the unit's head says within two working days of the order that it is not theirs; the director decides
// 改派 or 维持. The clock runs meanwhile.
import { addWorkdays } from '../../calendar.ts'
import type { Approvable, Ctx, Outcome } from '../../feature.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { dayAt } from '../../when.ts'
import { ready } from '../guards.ts'
import { findTask, lockTask, pendingExtension } from '../store.ts'
import { type In, nameTask } from '../task.ts'
import { leadHeads } from '../who.ts'
import { unitIn } from './reading.ts'
import { reassigned } from './reassign.ts'
import * as store from './store.ts'
import { objectionShown } from './views.ts'

const feature = 'supervision'
const example = '督1号不归我们管 涉河管理职责在水政处，应该是水政处'

export async function object(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  if (!text) return { refused: 'missing', what: '理由', example }
  const task = await ready(ctx, id, 'object')
  if (isRefusal(task)) return task
  const heads = leadHeads(ctx.office, task)
  if (!heads.some(({ openId }) => openId === ctx.by.openId))
    return { refused: 'not-allowed', needs: ['承办部门负责人'] }
  const last = addWorkdays(ctx.office.holidays, dayAt(task.orderedAt), 2).day
  if (ctx.today > last) return { refused: 'objection-late', what: nameTask(task), last }
  if (await pendingExtension(ctx.trx, id))
    return { refused: 'pending', what: `${nameTask(task)}的延期申请` }
  const unit = unitIn(text, ctx.office)?.unit.id ?? null
  const why = { by: ctx.by.openId, at: ctx.now, reason: text, consent: null }
  await store.object(ctx.trx, task, why, unit === task.leadUnit ? null : unit)
  return {
    entries: [{ feature, subject: id, verb: 'object', facts: { unit } }],
    offers: [
      {
        feature: 'approval',
        offer: 'ask',
        args: { feature, subject: id, kind: 'objection', note: null },
      },
    ],
    toast: `已提出异议，待核定：${nameTask(task)}`,
  }
}

export const objection: Approvable = {
  title: '异议核定',
  words: { agree: '改派', refuse: '维持原承办单位' },
  role: '办公室主任',
  reasons: ['职责分工已明确，请按期办理', '会议已确定由贵处牵头', '请与有关处室协同办理'],
  lock: async (ctx, id) => (await lockTask(ctx.trx, id)) !== undefined,
  async shows(ctx, id) {
    const task = await findTask(ctx.trx, id)
    return task ? objectionShown(ctx, task) : 'gone'
  },
  async decide(ctx, id, verdict) {
    const task = await ready(ctx, id, 'uphold')
    if (isRefusal(task)) return task
    if (verdict.kind === 'refuse') return upheld(ctx, task, verdict.reason)
    const { unit } = task.objection
    if (!unit) return { refused: 'no-new-unit' }
    const asker = task.objection.by
    const outcome = await reassigned(ctx, task, unit, task.objection.reason)
    return {
      ...outcome,
      tell: [...(outcome.tell ?? []), told(asker, `${nameTask(task)}已改派，不再由贵单位承办。`)],
    }
  },
  async withdraw(ctx, id) {
    const task = await ready(ctx, id, 'uphold')
    if (isRefusal(task)) return task
    await store.uphold(ctx.trx, task)
    return { entries: [{ feature, subject: id, verb: 'withdraw-objection', facts: {} }] }
  },
}

async function upheld(ctx: Ctx, task: In<'objected'>, reason: string): Promise<Outcome> {
  await store.uphold(ctx.trx, task)
  const said = `${nameTask(task)}异议核定：维持原承办单位。意见：${reason}。原时限不变，请按期办理并反馈。`
  return {
    entries: [{ feature, subject: task.id, verb: 'uphold', facts: { reason } }],
    tell: [told(task.objection.by, said)],
    toast: `已维持：${nameTask(task)}`,
  }
}

const told = (person: string, said: string) =>
  ({ kind: 'notice', to: { person }, class: 1, body: { said } }) as const
