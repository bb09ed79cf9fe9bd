// What supervision asks of the director: 立项, 延期, 办结并销号; and what follows from each answer.
import { day, sayDay, sayDue } from '../calendar.ts'
import type { Fact } from '../card.ts'
import type { Approvable, Ctx, Matter, Outcome, Sight, Verdict } from '../feature.ts'
import { unitName } from '../people.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { sayInstant } from '../when.ts'
import { needsLeader } from './course/source.ts'
import * as course from './course/store.ts'
import type { Extension, Pending } from './extension.ts'
import { ready } from './guards.ts'
import { nextReminder } from './reminders.ts'
import * as store from './store.ts'
import { can, type In, nameTask, sayNumber, stateWords, type Task, urgencyWords } from './task.ts'
import { homeGroup, leadPeople, supervisors } from './who.ts'

const feature = 'supervision'
const role = '办公室主任'

const lockTask = async (ctx: Ctx, id: string) => (await store.lockTask(ctx.trx, id)) !== undefined

// ── 立项 ──

export const initiate: Approvable = {
  title: '督办立项',
  words: { agree: '批准立项', refuse: '不予立项' },
  role,
  reasons: ['事项不具体，请补充后再报', '已有同类督办事项', '按日常工作办理即可'],
  lock: lockTask,
  async shows(ctx, id) {
    const task = await store.findTask(ctx.trx, id)
    if (!task) return 'gone'
    return initiateShown(ctx, task)
  },
  async decide(ctx, id, verdict) {
    if (verdict.kind === 'refuse') return declined(ctx, id, verdict.reason)
    const task = await ready(ctx, id, 'approve')
    return isRefusal(task) ? task : ordered(ctx, task)
  },
  withdraw: (ctx, id) => declined(ctx, id, '提出人撤回'),
}

export function initiateShown(ctx: Sight, task: Task): Matter {
  const decided = 'number' in task ? '已批准立项并交办' : stateWords[task.state]
  return { ...shown(ctx, task), ifNot: '批准前不交办。', decided }
}

async function declined(ctx: Ctx, id: string, reason: string): Promise<Outcome | Refusal> {
  const task = await ready(ctx, id, 'decline')
  if (isRefusal(task)) return task
  await store.decline(ctx.trx, task, ctx.by.openId, ctx.now, reason)
  return {
    entries: [{ feature, subject: id, verb: 'decline', facts: { reason } }],
    toast: '已定为不予立项',
  }
}

/** 立项 and 交办: number, order card to the unit's group and to the 联络员, the clock armed. */
export async function ordered(ctx: Ctx, task: In<'proposed'>): Promise<Outcome> {
  const number = sayNumber(await store.order(ctx.trx, task, ctx.by.openId, ctx.today, ctx.now))
  const group = homeGroup(ctx.office, task)
  const people = group ? [] : leadPeople(ctx.office, task).map((person) => person.openId)
  const own = task.proposedBy === ctx.by.openId ? [ctx.by.openId] : []
  const of = { kind: 'view', feature, subject: task.id } as const
  return {
    entries: [
      { feature, subject: task.id, verb: 'order', facts: { number, due: task.currentDue } },
    ],
    tell: [
      ...(group ? [{ ...of, to: { group: group.chat }, view: 'order' }] : []),
      ...people.map((person) => ({ ...of, to: { person }, view: 'order' })),
      ...own.map((person) => ({ ...of, to: { person }, view: 'proposal' })),
    ],
    arm: [dueAt(ctx, task.id, task.currentDue)],
    toast: `已立项并交办：${number}`,
  }
}

const dueAt = (ctx: Ctx, subject: string, due: Task['currentDue']) => ({
  ...{ feature, subject, kind: 'due' },
  at: nextReminder(ctx.office.holidays, due, ctx.now),
})

// ── 延期 ──

export const extension: Approvable = {
  title: '延期申请',
  words: { agree: '同意', refuse: '不同意', amend: '改定时限' },
  role,
  reasons: ['理由不充分，请按原时限办理', '请先报阶段进展再申请', '时限由会议确定，不宜调整'],
  async lock(ctx, id) {
    const found = await store.findExtension(ctx.trx, id)
    return found !== undefined && lockTask(ctx, found.task)
  },
  async shows(ctx, id) {
    const found = await store.findExtension(ctx.trx, id)
    const task = found && (await store.findTask(ctx.trx, found.task))
    return found && task ? extensionShown(ctx, task, found) : 'gone'
  },
  async decide(ctx, id, verdict) {
    const [task, asked] = await pendingOf(ctx, id)
    return task && asked
      ? decided(ctx, task, asked, verdict)
      : { refused: 'not-found', what: '此延期申请' }
  },
  async withdraw(ctx, id) {
    const [task, asked] = await pendingOf(ctx, id)
    if (!task || !asked) return { refused: 'not-found', what: '此延期申请' }
    await store.withdrawExtension(ctx.trx, asked)
    const facts = { extension: id }
    return {
      entries: [{ feature, subject: task.id, verb: 'withdraw-extension', facts }],
      redraw: [{ feature, subject: id }],
    }
  },
}

async function pendingOf(ctx: Ctx, id: string): Promise<[Task?, Pending?]> {
  const found = await store.findExtension(ctx.trx, id)
  const task = found && (await store.findTask(ctx.trx, found.task))
  return found?.state === 'pending' && task ? [task, found] : []
}

async function decided(
  ctx: Ctx,
  task: Task,
  asked: Pending,
  verdict: Verdict,
): Promise<Outcome | Refusal> {
  const newDue = newDueOf(asked, verdict)
  if (newDue && newDue <= asked.fromDue)
    return { refused: 'not-later', current: asked.fromDue, asked: newDue }
  // Of 办结 and 延期 at once, whichever comes second finds the other's state.
  if (newDue && !can('extend', task))
    return {
      refused: 'wrong-state',
      what: nameTask(task),
      state: stateWords[task.state],
      wanted: '办理中',
    }
  const reason = 'reason' in verdict ? verdict.reason : null
  await store.decide(ctx.trx, asked, { by: ctx.by.openId, at: ctx.now, newDue, reason })
  if (newDue) await store.moveDue(ctx.trx, task, newDue)
  const due = newDue ?? asked.fromDue
  const words = newDue
    ? `已同意延期，时限改为${sayDue(ctx.office.holidays, due, { today: ctx.today })}`
    : '不同意延期，原时限不变'
  const verb = newDue ? 'grant-extension' : 'refuse-extension'
  const said = `${nameTask(task)}${words}。${reason ? `意见：${reason}` : ''}`
  return {
    entries: [{ feature, subject: task.id, verb, facts: { extension: asked.id, due, reason } }],
    redraw: [{ feature, subject: asked.id }],
    tell: [{ kind: 'notice', to: { person: asked.askedBy }, class: 1, body: { said } }],
    ...(newDue && { arm: [dueAt(ctx, task.id, due)] }),
    toast: words,
  }
}

function newDueOf(asked: Pending, verdict: Verdict) {
  switch (verdict.kind) {
    case 'agree':
      return asked.toDue
    case 'refuse':
      return null
    case 'amend':
      return day(verdict.day)
  }
}

export function extensionShown(ctx: Sight, task: Task, asked: Extension): Matter {
  const date = (d: Extension['fromDue']) => sayDue(ctx.office.holidays, d, { today: ctx.today })
  const outcome =
    asked.state === 'approved'
      ? `已同意，时限改为${date(asked.newDue)}`
      : `不同意，原时限不变（${date(asked.fromDue)}）`
  return {
    name: nameTask(task),
    facts: [
      { label: '事项', value: task.title },
      { label: '牵头', value: unitName(ctx.office, task.leadUnit) },
      { label: '原时限', value: date(asked.fromDue) },
      { label: '申请延至', value: date(asked.toDue) },
      { label: '原因', value: asked.reason },
    ],
    ifNot: '批准前时限不变。',
    decided: outcome,
  }
}

// ── 办结 ──

const review = {
  role,
  reasons: ['未附佐证材料，请补充', '结论不明确，请写明办理结果', '尚有未办事项，请继续办理'],
  lock: lockTask,
  async shows(ctx, id) {
    const task = await store.findTask(ctx.trx, id)
    return task ? closeOutShown(ctx, task) : 'gone'
  },
  async withdraw(ctx, id) {
    const task = await ready(ctx, id, 'accept')
    if (isRefusal(task)) return task
    await store.takeReportBack(ctx.trx, task)
    return {
      entries: [{ feature, subject: id, verb: 'withdraw-report', facts: {} }],
      arm: [dueAt(ctx, id, task.currentDue)],
    }
  },
} as const satisfies Partial<Approvable>

/** 一般事项: 办结 and 销号 at once. */
export const closeOut: Approvable = {
  ...review,
  title: '报请办结',
  words: { agree: '同意办结并销号', refuse: '退回重办' },
  decide: (ctx, id, verdict) => reviewed(ctx, id, verdict, closed),
}

/** 批示、会议、上级交办: 办结 by the director, then a bureau leader's 审签. */
export const complete: Approvable = {
  ...review,
  title: '报请办结',
  words: { agree: '同意办结', refuse: '退回重办' },
  decide: (ctx, id, verdict) => reviewed(ctx, id, verdict, toLeader),
}

async function reviewed(
  ctx: Ctx,
  id: string,
  verdict: Verdict,
  agreed: (ctx: Ctx, task: In<'under_review'>) => Promise<Outcome>,
): Promise<Outcome | Refusal> {
  const task = await ready(ctx, id, 'accept')
  if (isRefusal(task)) return task
  return verdict.kind === 'refuse' ? givenBack(ctx, task, verdict.reason) : agreed(ctx, task)
}

export function closeOutShown(ctx: Sight, task: Task): Matter {
  const report = 'report' in task ? [{ label: '办结情况', value: task.report.text }] : []
  const { facts, ...rest } = shown(ctx, task)
  return {
    ...rest,
    facts: [...facts.slice(0, 2), ...report, ...facts.slice(2, 4)],
    details: facts.slice(4),
    ifNot: '审核前不销号。',
    decided: decidedWords(task),
  }
}

function decidedWords(task: Task): string {
  if (task.state === 'closed_out' && !needsLeader(task)) return '已同意办结并销号'
  const agreed = ['awaiting_signoff', 'completed', 'closed_out'].includes(task.state)
  return agreed ? '已同意办结' : '已退回重办'
}

async function closed(ctx: Ctx, task: In<'under_review'>): Promise<Outcome> {
  await course.completeAndCloseOut(ctx.trx, task, { by: ctx.by.openId, at: ctx.now })
  return {
    entries: [{ feature, subject: task.id, verb: 'close-out', facts: {} }],
    tell: [tellReporter(task, `${nameTask(task)}经审核予以办结并销号。`)],
    toast: `已办结并销号：${nameTask(task)}`,
  }
}

async function toLeader(ctx: Ctx, task: In<'under_review'>): Promise<Outcome> {
  await course.review(ctx.trx, task, { by: ctx.by.openId, at: ctx.now })
  const signing = supervisors(ctx.office).map(({ openId }) => openId)
  return {
    entries: [{ feature, subject: task.id, verb: 'accept', facts: {} }],
    tell: [
      tellReporter(task, `${nameTask(task)}经审核予以办结，现报请销号。`),
      ...signing.map((person) => ({
        ...({ kind: 'view', to: { person }, feature, subject: task.id, view: 'signing' } as const),
      })),
    ],
    toast: `已同意办结，待领导审签：${nameTask(task)}`,
  }
}

async function givenBack(ctx: Ctx, task: In<'under_review'>, reason: string): Promise<Outcome> {
  await store.giveBack(ctx.trx, task, reason)
  const due = sayDue(ctx.office.holidays, task.currentDue, { today: ctx.today })
  const said = `${nameTask(task)}退回重办。原因：${reason}。原时限不变（${due}），请补正后重新报送。`
  return {
    entries: [{ feature, subject: task.id, verb: 'return', facts: { reason } }],
    tell: [tellReporter(task, said)],
    arm: [dueAt(ctx, task.id, task.currentDue)],
    toast: `已退回：${nameTask(task)}`,
  }
}

const tellReporter = (task: In<'under_review'>, said: string) =>
  ({ kind: 'notice', to: { person: task.report.by }, class: 1, body: { said } }) as const

// ── parts ──

function shown(ctx: Sight, task: Task): Pick<Matter, 'name' | 'facts'> {
  const { today } = ctx
  const due = sayDue(ctx.office.holidays, task.currentDue, { today })
  const moved =
    task.currentDue === task.originalDue ? '' : `（原时限${sayDay(task.originalDue, { today })}）`
  const reported =
    'report' in task ? [{ label: '报请时间', value: sayInstant(task.report.at, today) }] : []
  const facts: Fact<string>[] = [
    { label: '事项', value: task.title },
    { label: '牵头', value: unitName(ctx.office, task.leadUnit) },
    { label: '时限', value: due + moved },
    { label: '紧急程度', value: urgencyWords[task.urgency] },
    { label: '来源', value: task.source },
    ...reported,
  ]
  return { name: nameTask(task), facts }
}
