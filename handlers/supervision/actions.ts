// Commands and taps of supervision: load, decide, save, say what follows.
import type { Json } from '../../db/types.ts'
import { day } from '../calendar.ts'
import { type Ctx, command, type OfferCall, type Outcome, type Tap } from '../feature.ts'
import { whyNot } from '../people.ts'
import { fold } from '../phrase.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { ordered } from './approvals.ts'
import { boardCommand, boardTaps } from './board/actions.ts'
import * as buttons from './buttons.ts'
import { courseCommands, courseTaps } from './course/commands.ts'
import { kindOf, needsLeader } from './course/source.ts'
import { onTask, spoken } from './course/spoken.ts'
import { whyNotExtend } from './extension.ts'
import { needsUnit, ready } from './guards.ts'
import { type ExtensionAsked, type NewTask, readExtension, readNewTask } from './reading.ts'
import * as store from './store.ts'
import { can, type In, nameTask } from './task.ts'
import { urgingTaps } from './urging/actions.ts'
import { actsForLead, isDirector } from './who.ts'

const feature = 'supervision'

// ── proposing and ordering ──

export const propose = command<NewTask>({
  name: '督办',
  says: ['督办 工程处 12月4日前 上报标准化堤防建设进度', '特急 督办 防汛办 11月26日前 报冰凌情况'],
  roles: [],
  inGroup: 'private',
  read: readNewTask,
  async act(ctx, said) {
    const no = whyNot(ctx.office, ctx.by.openId, 'propose_task')
    if (no) return no
    const { due, dueNote, ...rest } = said
    const id = ctx.id()
    const dates = {
      originalDue: due,
      currentDue: due,
      proposedBy: ctx.by.openId,
      proposedAt: ctx.now,
    }
    const sourceKind = kindOf(said.source)
    const facts = { ...rest, sourceKind, ...dates, id, revision: 1, returnedTimes: 0 }
    await store.addProposal(ctx.trx, facts)
    const entry = {
      feature,
      subject: id,
      verb: 'propose',
      facts: { title: said.title, unit: said.leadUnit, due },
    }
    const proposed: In<'proposed'> = { ...facts, state: 'proposed' }
    // The director's own words are 立项 and 交办 at once (domain.md §3.2, 原话即立项).
    if (isDirector(ctx.office, ctx.by.openId))
      return merge({ entries: [entry] }, await ordered(ctx, proposed))
    return { entries: [entry], offers: [asking('initiate', id, dueNote)] }
  },
})

/** What another duty offers as an item: read and proposed as if it had been said. */
export async function proposeFrom(ctx: Ctx, args: Json): Promise<Outcome | Refusal> {
  const text = typeof args === 'object' && args && 'text' in args ? String(args.text) : ''
  const words = { text, original: text, mentions: [], where: 'private' as const }
  const read = readNewTask(words, ctx)
  if (!read || 'ask' in read)
    return { refused: 'missing', what: '牵头单位和完成时限', example: text }
  return 'slots' in read ? propose.act(ctx, read.slots) : read
}

/** What is asked of the director; the request itself is made by the feature of requests. */
function asking(
  kind: 'initiate' | 'extension' | 'close_out' | 'complete',
  subject: string,
  note: string | null = null,
): OfferCall {
  return { feature: 'approval', offer: 'ask', args: { feature, subject, kind, note } }
}

function merge(a: Outcome, b: Outcome): Outcome {
  return { ...a, ...b, entries: [...a.entries, ...b.entries] }
}

// ── the unit's acts; the first of any kind counts as 签收 ──

async function signedFirst(
  ctx: Ctx,
  task: In<'ordered' | 'in_progress'>,
): Promise<{ task: In<'in_progress'>; entries: Outcome['entries'] }> {
  if (task.state === 'in_progress') return { task, entries: [] }
  await store.sign(ctx.trx, task, ctx.by.openId, ctx.now)
  const fresh = await store.lockTask(ctx.trx, task.id)
  if (fresh?.state !== 'in_progress') throw new Error('a signed task has another state')
  return { task: fresh, entries: [{ feature, subject: task.id, verb: 'sign', facts: {} }] }
}

async function sign(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const task = await ready(ctx, id, 'sign')
  if (isRefusal(task)) return task
  if (!actsForLead(ctx.office, ctx.by.openId, task)) return needsUnit(ctx, task)
  const { entries } = await signedFirst(ctx, task)
  return { entries, toast: `已签收：${nameTask(task)}` }
}

async function feedback(
  ctx: Ctx,
  id: string,
  text: string,
  expected: string | null,
): Promise<Outcome | Refusal> {
  if (!text)
    return { refused: 'missing', what: '进展', example: '反馈 督1号 已完成招标，正在签合同' }
  const task = await ready(ctx, id, 'feedback')
  if (isRefusal(task)) return task
  if (!actsForLead(ctx.office, ctx.by.openId, task)) return needsUnit(ctx, task)
  const { entries } = await signedFirst(ctx, task)
  const at = expected ? day(expected) : null
  await store.addFeedback(ctx.trx, {
    id: ctx.id(),
    task: id,
    by: ctx.by.openId,
    at: ctx.now,
    text,
    expected: at,
  })
  return {
    entries: [...entries, { feature, subject: id, verb: 'feedback', facts: { expected: at } }],
    toast: `已收到反馈：${nameTask(task)}`,
  }
}

async function report(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  if (!text) return { refused: 'missing', what: '办结情况', example: '督1号办完了 进度表已上报' }
  const task = await ready(ctx, id, 'report')
  if (isRefusal(task)) return task
  if (!actsForLead(ctx.office, ctx.by.openId, task)) return needsUnit(ctx, task)
  const signed = await signedFirst(ctx, task)
  await store.reportDone(ctx.trx, signed.task, { by: ctx.by.openId, at: ctx.now, text })
  return {
    entries: [...signed.entries, { feature, subject: id, verb: 'report', facts: {} }],
    offers: [asking(needsLeader(task) ? 'complete' : 'close_out', id)],
    arm: [{ feature, subject: id, kind: 'due', at: null }],
    toast: `已报请办结：${nameTask(task)}`,
  }
}

async function askExtension(
  ctx: Ctx,
  id: string,
  to: string | undefined,
  reason: string,
): Promise<Outcome | Refusal> {
  if (!to)
    return {
      refused: 'missing',
      what: '延至日期',
      example: '督1号延期到12月18日 原因是合同审核未完',
    }
  if (!reason)
    return {
      refused: 'missing',
      what: '延期原因',
      example: '督1号延期到12月18日 原因是合同审核未完',
    }
  const task = await ready(ctx, id, 'extend')
  if (isRefusal(task)) return task
  if (!actsForLead(ctx.office, ctx.by.openId, task)) return needsUnit(ctx, task)
  if (await store.pendingExtension(ctx.trx, id))
    return { refused: 'pending', what: `${nameTask(task)}的延期申请` }
  const toDue = day(to)
  const no = whyNotExtend(task.currentDue, toDue, ctx.now, nameTask(task))
  if (no) return no
  const signed = await signedFirst(ctx, task)
  const asked = {
    id: ctx.id(),
    task: id,
    askedBy: ctx.by.openId,
    askedAt: ctx.now,
    fromDue: task.currentDue,
    toDue,
    reason,
  }
  await store.addExtension(ctx.trx, asked)
  return {
    entries: [
      ...signed.entries,
      { feature, subject: id, verb: 'ask-extension', facts: { to: toDue, extension: asked.id } },
    ],
    offers: [asking('extension', asked.id)],
    toast: `已提出延期申请：${nameTask(task)}`,
  }
}

export const taps: Record<string, Tap> = {
  ...urgingTaps,
  ...courseTaps,
  ...boardTaps,
  sign: buttons.signButton.tap((ctx, id) => sign(ctx, id)),
  feedback: buttons.feedbackButton.tap((ctx, id, _value, form) =>
    feedback(ctx, id, form.text ?? '', form.day ?? null),
  ),
  extend: buttons.extendButton.tap((ctx, id, _value, form) =>
    askExtension(ctx, id, form.day, form.text ?? ''),
  ),
  report: buttons.reportButton.tap((ctx, id, _value, form) => report(ctx, id, form.text ?? '')),
}

// ── sentences about a task that has a number ──

/** 签收 and nothing else: done where exactly one waits for the person, else which one is asked. */
const signAlone = command<Record<string, never>>({
  name: '签收（仅一件时）',
  says: ['签收'],
  roles: [],
  inGroup: 'answer',
  read: ({ text, about }) =>
    !about && /^签收[。.]?$/u.test(fold(text).text.trim()) ? { slots: {} } : undefined,
  async act(ctx) {
    const open = await store.openTasks(ctx.trx)
    const mine = open.filter(
      (task) => can('sign', task) && actsForLead(ctx.office, ctx.by.openId, task),
    )
    const [only, ...others] = mine
    if (!only) return { refused: 'not-found', what: '待您签收的事项' }
    if (others.length === 0)
      return onTask(ctx, { task: { id: only.id }, text: '' }, (id) => sign(ctx, id))
    const lines = mine.map((task) => `签收 ${nameTask(task)}（${task.title}）`)
    const said = [`您有${mine.length}件待签收，请发送其中一句：`, ...lines].join('\n')
    return { entries: [], tell: [{ kind: 'notice', ...ctx.answer, body: { said } }] }
  },
})

export const commands = [
  command<ExtensionAsked>({
    name: '申请延期',
    says: ['督1号延期到12月18日 原因是合同审核未完'],
    roles: [],
    inGroup: 'answer',
    read: readExtension,
    act: (ctx, asked) => onTask(ctx, asked, (id) => askExtension(ctx, id, asked.to, asked.reason)),
  }),
  spoken('签收', ['签收 督1号'], /签收/u, sign),
  spoken(
    '反馈',
    ['反馈 督1号 已完成招标，正在签合同'],
    /^反馈|反馈进展|反馈[:：]?/u,
    (ctx, id, text) => feedback(ctx, id, text, null),
  ),
  spoken('报请办结', ['督1号办完了 进度表已上报'], /报请办结|办完了?|已办结|完成了/u, report),
  signAlone,
  ...courseCommands,
  propose,
  boardCommand,
]
