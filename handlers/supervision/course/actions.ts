// The acts on a task's way: 审签, 销号, 重新办理; 暂缓 and 恢复, 撤销, 改派, 合并. The director's, with the instructing leader's word
// where the item came from a 批示, a meeting or a body above.
import { type Day, day, sayDay } from '../../calendar.ts'
import type { Ctx, Outcome } from '../../feature.ts'
import { actsAs, nameOf } from '../../people.ts'
import { tidy, without } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { ready } from '../guards.ts'
import { nextReminder } from '../reminders.ts'
import { lockTask, moveDue, pendingExtension } from '../store.ts'
import { type allows, type In, isDone, nameTask, type Task, type Verb } from '../task.ts'
import { isDirector, isSupervisor, leadPeople } from '../who.ts'
import type { MergeSaid } from './merging.ts'
import { consentIn, dayIn, leaderIn, pastDayIn, unitIn } from './reading.ts'
import { reassigned } from './reassign.ts'
import { reviewMorning } from './review.ts'
import { needsLeader } from './source.ts'
import * as store from './store.ts'

const feature = 'supervision'

const dueAt = (ctx: Ctx, subject: string, due: Day) => ({
  ...{ feature, subject, kind: 'due' },
  at: nextReminder(ctx.office.holidays, due, ctx.now),
})
const noDue = (subject: string) => ({ feature, subject, kind: 'due', at: null })

const tellLead = (ctx: Ctx, task: Task, said: string) =>
  leadPeople(ctx.office, task).map(({ openId: person }) => ({
    ...({ kind: 'notice', to: { person }, class: 1 } as const),
    body: { said },
  }))

const directorOnly = (ctx: Ctx): Refusal | undefined =>
  isDirector(ctx.office, ctx.by.openId)
    ? undefined
    : { refused: 'not-allowed', needs: ['办公室主任'] }

// ── 审签 and 销号 ──

export async function signOff(
  ctx: Ctx,
  id: string,
  leader: string | undefined,
  on: Day | undefined,
): Promise<Outcome | Refusal> {
  const own = actsAs(ctx.office, ctx.by.openId, '局领导')
  if (!own && !isSupervisor(ctx.office, ctx.by.openId))
    return { refused: 'not-allowed', needs: ['督查专员', '局领导'] }
  const by = own ? ctx.by.openId : leader
  if (!by || !actsAs(ctx.office, by, '局领导'))
    return { refused: 'missing', what: '审签领导', example: '督1号 王建国11月25日已审签' }
  if (!on) return { refused: 'missing', what: '审签日期', example: '督1号 王建国11月25日已审签' }
  if (on > ctx.today) return { refused: 'future', what: '审签日期', day: on }
  const task = await ready(ctx, id, 'signOff')
  if (isRefusal(task)) return task
  await store.signOff(ctx.trx, task, { by, on })
  return {
    entries: [
      {
        ...{ feature, subject: id, verb: 'sign-off', facts: { leader: by, on } },
        ...(!own && { onBehalfOf: by }),
      },
    ],
    toast: `${nameOf(ctx.office, by)}${sayDay(on, { today: ctx.today })}已审签：${nameTask(task)}`,
  }
}

export function signOffSaid(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const leader = leaderIn(text, ctx.office)
  const rest = leader ? without(text, [leader.span]) : text
  return signOff(ctx, id, leader?.leader.openId, pastDayIn(rest, ctx))
}

/** The leader's remark asks for more: not closed, the unit goes on. */
export async function demand(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const own = actsAs(ctx.office, ctx.by.openId, '局领导')
  if (!own && !isSupervisor(ctx.office, ctx.by.openId))
    return { refused: 'not-allowed', needs: ['督查专员', '局领导'] }
  if (!text) return { refused: 'missing', what: '领导的要求', example: '请补充验收结论后再报' }
  const task = await ready(ctx, id, 'demand')
  if (isRefusal(task)) return task
  await store.giveMore(ctx.trx, task, text)
  const due = sayDay(task.currentDue, { today: ctx.today })
  return {
    entries: [{ feature, subject: id, verb: 'demand', facts: { reason: text } }],
    tell: tellLead(
      ctx,
      task,
      `${nameTask(task)}领导审签另有要求：${text}。原时限不变（${due}），请继续办理。`,
    ),
    arm: [dueAt(ctx, id, task.currentDue)],
    toast: `已转承办单位继续办理：${nameTask(task)}`,
  }
}

export async function closeOut(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const { openId } = ctx.by
  if (!isDirector(ctx.office, openId) && !isSupervisor(ctx.office, openId))
    return { refused: 'not-allowed', needs: ['办公室主任', '督查专员'] }
  const found = await lockTask(ctx.trx, id)
  if (found?.state === 'awaiting_signoff') {
    const to = { person: openId }
    return { entries: [], tell: [{ kind: 'view', to, feature, subject: id, view: 'signing' }] }
  }
  const task = await ready(ctx, id, 'closeOut')
  if (isRefusal(task)) return task
  await store.closeOut(ctx.trx, task, { by: openId, at: ctx.now })
  return {
    entries: [{ feature, subject: id, verb: 'close-out', facts: {} }],
    tell: tellLead(ctx, task, `${nameTask(task)}已销号。`),
    toast: `已销号：${nameTask(task)}`,
  }
}

/** 回头看 found it unsolved; its history stays in the record. */
export async function reopen(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const no = directorOnly(ctx)
  if (no) return no
  const example = '督1号重新办理 12月20日前 回头看发现问题未解决'
  const said = dayIn(text, ctx)
  if (!said) return { refused: 'missing', what: '新的完成时限', example }
  if (!said.rest) return { refused: 'missing', what: '原因', example }
  const task = await ready(ctx, id, 'reopen')
  if (isRefusal(task)) return task
  await store.reopen(ctx.trx, task, said.rest, said.day)
  const due = sayDay(said.day, { today: ctx.today })
  return {
    entries: [
      { feature, subject: id, verb: 'reopen', facts: { due: said.day, reason: said.rest } },
    ],
    tell: tellLead(ctx, task, `${nameTask(task)}重新办理，时限${due}。原因：${said.rest}。`),
    arm: [dueAt(ctx, id, said.day)],
    toast: `已重新办理：${nameTask(task)}`,
  }
}

// ── aside ──

/** Reason and consent; what is missing of them is said. */
async function putAside<V extends Verb>(
  ctx: Ctx,
  id: string,
  verb: V,
  text: string,
  example: string,
): Promise<Refusal | { task: In<(typeof allows)[V][number]>; why: store.Aside }> {
  const no = directorOnly(ctx)
  if (no) return no
  const task = await ready(ctx, id, verb)
  if (isRefusal(task)) return task
  const consent = consentIn(text, ctx.office)
  if (needsLeader(task) && !consent)
    return { refused: 'missing', what: '交办领导的意见', example } as const
  const reason = consent?.rest || tidy(text) || consent?.words
  if (!reason) return { refused: 'missing', what: '原因', example } as const
  if (await pendingExtension(ctx.trx, id))
    return { refused: 'pending', what: `${nameTask(task)}的延期申请` } as const
  const why = { by: ctx.by.openId, at: ctx.now, reason, consent: consent?.words ?? null }
  return { task, why }
}

export async function suspend(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const example = '督1号暂缓到12月31日 等上级批复 王建国同意'
  const no = directorOnly(ctx)
  if (no) return no
  const until = dayIn(text, ctx)
  if (!until) return { refused: 'missing', what: '复核日期', example }
  const found = await putAside(ctx, id, 'suspend', until.rest, example)
  if (isRefusal(found)) return found
  const { task, why } = found
  await store.suspend(ctx.trx, task, why, until.day)
  const day = sayDay(until.day, { today: ctx.today })
  return {
    entries: [
      {
        feature,
        subject: id,
        verb: 'suspend',
        facts: { until: until.day, reason: why.reason, consent: why.consent },
      },
    ],
    tell: tellLead(ctx, task, `${nameTask(task)}暂缓办理，${day}复核。原因：${why.reason}。`),
    arm: [
      noDue(id),
      { feature, subject: id, kind: 'review', at: reviewMorning(ctx.office.holidays, until.day) },
    ],
    toast: `已暂缓：${nameTask(task)}`,
  }
}

export async function resume(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const no = directorOnly(ctx)
  if (no) return no
  const task = await ready(ctx, id, 'resume')
  if (isRefusal(task)) return task
  const due = dayIn(text, ctx)?.day ?? (task.currentDue >= ctx.today ? task.currentDue : undefined)
  if (!due) return { refused: 'missing', what: '新的完成时限', example: '督1号恢复办理 1月15日前' }
  await store.resume(ctx.trx, task, due)
  const said = `${nameTask(task)}恢复办理，时限${sayDay(due, { today: ctx.today })}，请按期办理并反馈。`
  return {
    entries: [{ feature, subject: id, verb: 'resume', facts: { due } }],
    tell: tellLead(ctx, task, said),
    arm: [dueAt(ctx, id, due), { feature, subject: id, kind: 'review', at: null }],
    toast: `已恢复办理：${nameTask(task)}`,
  }
}

export async function withdraw(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const found = await putAside(ctx, id, 'withdraw', text, '撤销督1号 任务已取消 王建国同意')
  if (isRefusal(found)) return found
  const { task, why } = found
  await store.withdraw(ctx.trx, task, why)
  return {
    entries: [
      {
        feature,
        subject: id,
        verb: 'withdraw-task',
        facts: { reason: why.reason, consent: why.consent },
      },
    ],
    tell: tellLead(ctx, task, `${nameTask(task)}已撤销，不再办理。原因：${why.reason}。`),
    arm: [noDue(id), { feature, subject: id, kind: 'review', at: null }],
    toast: `已撤销：${nameTask(task)}`,
  }
}

export async function reassign(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const no = directorOnly(ctx)
  if (no) return no
  const task = await ready(ctx, id, 'reassign')
  if (isRefusal(task)) return task
  const named = unitIn(text, ctx.office)
  if (!named || named.unit.id === task.leadUnit)
    return { refused: 'missing', what: '新的牵头单位', example: '督1号改派水政处' }
  if (await pendingExtension(ctx.trx, id))
    return { refused: 'pending', what: `${nameTask(task)}的延期申请` }
  const outcome = await reassigned(ctx, task, named.unit.id, tidy(without(text, [named.span])))
  const said = `${nameTask(task)}已改派${named.unit.name}，不再由贵单位承办。`
  return { ...outcome, tell: [...(outcome.tell ?? []), ...tellLead(ctx, task, said)] }
}

/** The earlier number first. Shown before it is done. */
export async function askMerge(
  ctx: Ctx,
  ids: [string, string],
  text: string,
): Promise<Outcome | Refusal> {
  const [into, from] = ids
  const found = await putAside(
    ctx,
    from,
    'merge',
    text || '同一事项',
    '督1号和督2号是一回事 合并 王建国同意',
  )
  if (isRefusal(found)) return found
  const kept = await ready(ctx, into, 'merge')
  if (isRefusal(kept)) return kept
  const args = { into, reason: found.why.reason, consent: found.why.consent ?? '' }
  return {
    entries: [],
    tell: [
      {
        kind: 'view',
        to: { person: ctx.by.openId },
        feature,
        subject: from,
        view: 'merging',
        args,
      },
    ],
  }
}

export async function merge(ctx: Ctx, from: string, said: MergeSaid): Promise<Outcome | Refusal> {
  const no = directorOnly(ctx)
  if (no) return no
  const [first, second] = [said.into, from].toSorted()
  const locked = [await lockTask(ctx.trx, first ?? ''), await lockTask(ctx.trx, second ?? '')]
  if (locked.some((task) => !task || isDone(task))) return { refused: 'stale-button' }
  const into = await ready(ctx, said.into, 'merge')
  if (isRefusal(into)) return into
  const task = await ready(ctx, from, 'merge')
  if (isRefusal(task)) return task
  if ((await pendingExtension(ctx.trx, from)) || (await pendingExtension(ctx.trx, into.id)))
    return { refused: 'pending', what: '其中一件的延期申请' }
  const why = { by: ctx.by.openId, at: ctx.now, reason: said.reason, consent: said.consent || null }
  await store.mergeInto(ctx.trx, task, into.id, { ...why, reason: `并入${nameTask(into)}` })
  const due = day(task.currentDue < into.currentDue ? task.currentDue : into.currentDue)
  if (due !== into.currentDue) await moveDue(ctx.trx, into, due)
  return {
    entries: [
      { feature, subject: from, verb: 'merge', facts: { into: into.id, reason: said.reason } },
      { feature, subject: into.id, verb: 'take-in', facts: { from, due } },
    ],
    tell: tellLead(
      ctx,
      task,
      `${nameTask(task)}并入${nameTask(into)}，时限${sayDay(due, { today: ctx.today })}。`,
    ),
    arm: [noDue(from), dueAt(ctx, into.id, due)],
    toast: `已合并：${nameTask(task)}并入${nameTask(into)}`,
  }
}
