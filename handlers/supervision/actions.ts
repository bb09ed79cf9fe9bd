// Commands and taps of supervision: load, decide, save, say what follows.
import { day, sayDue } from '../calendar.ts'
import { type Ctx, command, type Outcome, type Tap, type Tell } from '../feature.ts'
import { isOfficeStaff, nameOf, unitName } from '../people.ts'
import { fold } from '../phrase.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { sayInstant } from '../when.ts'
import * as buttons from './buttons.ts'
import { type Extension, type Pending, whyNotExtend } from './extension.ts'
import {
  type About,
  type ExtensionAsked,
  type NewTask,
  readAbout,
  readExtension,
  readNewTask,
} from './reading.ts'
import { nextReminder } from './reminders.ts'
import * as store from './store.ts'
import {
  allows,
  can,
  type In,
  nameTask,
  sayNumber,
  stateWords,
  type Task,
  type Verb,
} from './task.ts'
import { actsForLead, directors, homeGroup, isDirector, leadPeople } from './who.ts'

const feature = 'supervision'

// ── proposing and ordering ──

export const propose = command<NewTask>({
  name: '督办',
  says: ['督办 工程处 12月4日前 上报标准化堤防建设进度', '特急 督办 防汛办 11月26日前 报冰凌情况'],
  roles: [],
  inGroup: 'private',
  read: readNewTask,
  async act(ctx, said) {
    if (!isOfficeStaff(ctx.office, ctx.by.openId))
      return { refused: 'not-allowed', needs: ['督查专员', '办公室主任'] }
    const { due, dueNote, ...rest } = said
    const id = ctx.id()
    const dates = {
      originalDue: due,
      currentDue: due,
      proposedBy: ctx.by.openId,
      proposedAt: ctx.now,
    }
    const facts = { ...rest, ...dates, id, revision: 1, returnedTimes: 0 }
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
    return {
      entries: [entry],
      tell: [
        viewFor(ctx.by.openId, id, 'proposal'),
        ...directors(ctx.office).map((d) => ({
          ...viewFor(d.openId, id, 'approval'),
          args: { note: dueNote },
        })),
      ],
    }
  },
})

function viewFor(person: string, subject: string, view: string): Tell & { kind: 'view' } {
  return { kind: 'view', to: { person }, feature, subject, view }
}

/** 立项 and 交办: number, order card to the unit's group and to the 联络员, the clock armed. */
async function ordered(ctx: Ctx, task: In<'proposed'>): Promise<Outcome> {
  const number = await store.order(ctx.trx, task, ctx.by.openId, ctx.today, ctx.now)
  const group = homeGroup(ctx.office, task)
  const people = leadPeople(ctx.office, task)
  const name = sayNumber(number)
  return {
    entries: [
      { feature, subject: task.id, verb: 'order', facts: { number: name, due: task.currentDue } },
    ],
    tell: [
      ...(group
        ? [
            {
              kind: 'view' as const,
              to: { group: group.chat },
              feature,
              subject: task.id,
              view: 'order',
            },
          ]
        : []),
      ...(group ? [] : people.map((person) => viewFor(person.openId, task.id, 'order'))),
      ...(task.proposedBy === ctx.by.openId ? [viewFor(ctx.by.openId, task.id, 'proposal')] : []),
    ],
    arm: [
      {
        feature,
        subject: task.id,
        kind: 'due',
        at: nextReminder(ctx.office.holidays, task.currentDue, ctx.now),
      },
    ],
    toast: `已立项并交办：${name}`,
  }
}

function merge(a: Outcome, b: Outcome): Outcome {
  return { ...a, ...b, entries: [...a.entries, ...b.entries] }
}

// ── guards ──

/** The task locked, in a state that allows the verb; else why not. */
async function ready<V extends Verb>(ctx: Ctx, id: string, verb: V) {
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

const needsDirector = { refused: 'not-allowed', needs: ['办公室主任'] } as const satisfies Refusal
const needsUnit = (ctx: Ctx, task: Task): Refusal => ({
  refused: 'not-yours',
  who: `${unitName(ctx.office, task.leadUnit)}负责人或联络员`,
})

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
    tell: directors(ctx.office).map((d) => viewFor(d.openId, id, 'review')),
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
    tell: [
      { ...viewFor(ctx.by.openId, asked.id, 'extension'), args: { note: 'asker' } },
      ...directors(ctx.office).map((d) => viewFor(d.openId, asked.id, 'extension')),
    ],
    toast: `已提出延期申请：${nameTask(task)}`,
  }
}

// ── the director's decisions ──

async function decideExtension(
  ctx: Ctx,
  id: string,
  to: 'asked' | 'refuse' | string,
  reason: string | null,
): Promise<Outcome | Refusal> {
  const found = await store.findExtension(ctx.trx, id)
  const task = found && (await store.lockTask(ctx.trx, found.task))
  // Read again under the task's lock: of two taps at once, one decides.
  const extension = task && (await store.findExtension(ctx.trx, id))
  if (!task || !extension) return { refused: 'not-found', what: '此延期申请' }
  if (extension.state !== 'pending') return alreadyDecided(ctx, task, extension)
  if (!isDirector(ctx.office, ctx.by.openId)) return needsDirector
  if (extension.askedBy === ctx.by.openId) return { refused: 'own-favour' }
  return decided(
    ctx,
    task,
    extension,
    to === 'refuse' ? null : to === 'asked' ? extension.toDue : day(to),
    reason,
  )
}

function alreadyDecided(ctx: Ctx, task: Task, extension: Exclude<Extension, Pending>): Refusal {
  const how = extension.state === 'approved' ? '同意' : '不予同意'
  return {
    refused: 'decided',
    what: `${nameTask(task)}的延期申请`,
    who: nameOf(ctx.office, extension.decidedBy),
    when: sayInstant(extension.decidedAt, ctx.today),
    how,
  }
}

async function decided(
  ctx: Ctx,
  task: Task,
  extension: Pending,
  newDue: ReturnType<typeof day> | null,
  reason: string | null,
): Promise<Outcome | Refusal> {
  if (newDue && newDue <= extension.fromDue)
    return { refused: 'not-later', current: extension.fromDue, asked: newDue }
  await store.decide(ctx.trx, extension, { by: ctx.by.openId, at: ctx.now, newDue, reason })
  if (newDue) await store.moveDue(ctx.trx, task, newDue)
  const { holidays } = ctx.office
  const due = newDue ?? extension.fromDue
  const words = newDue
    ? `已同意延期，时限改为${sayDue(holidays, due, { today: ctx.today })}`
    : '不同意延期，原时限不变'
  return {
    entries: [
      {
        feature,
        subject: task.id,
        verb: newDue ? 'grant-extension' : 'refuse-extension',
        facts: { extension: extension.id, due, reason },
      },
    ],
    redraw: [{ feature, subject: extension.id }],
    tell: [
      {
        kind: 'notice',
        to: { person: extension.askedBy },
        class: 1,
        body: { said: `${nameTask(task)}${words}。${reason ? `意见：${reason}` : ''}` },
      },
    ],
    ...(newDue &&
      can('extend', task) && {
        arm: [{ feature, subject: task.id, kind: 'due', at: nextReminder(holidays, due, ctx.now) }],
      }),
    toast: words,
  }
}

export const taps: Record<string, Tap> = {
  approve: buttons.approveButton.tap(async (ctx, id) => {
    const task = await ready(ctx, id, 'approve')
    if (isRefusal(task)) return task
    return isDirector(ctx.office, ctx.by.openId) ? ordered(ctx, task) : needsDirector
  }),
  decline: buttons.declineButton.tap(async (ctx, id, _value, { reason }) => {
    const task = await ready(ctx, id, 'decline')
    if (isRefusal(task)) return task
    if (!isDirector(ctx.office, ctx.by.openId)) return needsDirector
    await store.decline(ctx.trx, task, ctx.by.openId, ctx.now, reason ?? null)
    return {
      entries: [{ feature, subject: id, verb: 'decline', facts: { reason: reason ?? null } }],
      toast: '已定为不予立项',
    }
  }),
  sign: buttons.signButton.tap((ctx, id) => sign(ctx, id)),
  feedback: buttons.feedbackButton.tap((ctx, id, _value, form) =>
    feedback(ctx, id, form.text ?? '', form.day ?? null),
  ),
  extend: buttons.extendButton.tap((ctx, id, _value, form) =>
    askExtension(ctx, id, form.day, form.text ?? ''),
  ),
  report: buttons.reportButton.tap((ctx, id, _value, form) => report(ctx, id, form.text ?? '')),
  accept: buttons.acceptButton.tap(async (ctx, id) => {
    const task = await ready(ctx, id, 'accept')
    if (isRefusal(task)) return task
    if (!isDirector(ctx.office, ctx.by.openId)) return needsDirector
    await store.closeOut(ctx.trx, task, ctx.by.openId, ctx.now)
    return {
      entries: [{ feature, subject: id, verb: 'close-out', facts: {} }],
      tell: [
        {
          kind: 'notice',
          to: { person: task.report.by },
          class: 1,
          body: { said: `${nameTask(task)}经审核予以办结并销号。` },
        },
      ],
      toast: `已办结并销号：${nameTask(task)}`,
    }
  }),
  giveBack: buttons.giveBackButton.tap(async (ctx, id, _value, { reason }) => {
    if (!reason)
      return { refused: 'missing', what: '退回原因', example: '未附佐证材料，结论不明确' }
    const task = await ready(ctx, id, 'giveBack')
    if (isRefusal(task)) return task
    if (!isDirector(ctx.office, ctx.by.openId)) return needsDirector
    await store.giveBack(ctx.trx, task, reason)
    const due = sayDue(ctx.office.holidays, task.currentDue, { today: ctx.today })
    return {
      entries: [{ feature, subject: id, verb: 'return', facts: { reason } }],
      tell: [
        {
          kind: 'notice',
          to: { person: task.report.by },
          class: 1,
          body: {
            said: `${nameTask(task)}退回重办。原因：${reason}。原时限不变（${due}），请补正后重新报送。`,
          },
        },
      ],
      arm: [
        {
          feature,
          subject: id,
          kind: 'due',
          at: nextReminder(ctx.office.holidays, task.currentDue, ctx.now),
        },
      ],
      toast: `已退回：${nameTask(task)}`,
    }
  }),
  grant: buttons.grantButton.tap((ctx, id) => decideExtension(ctx, id, 'asked', null)),
  refuse: buttons.refuseButton.tap((ctx, id, _value, { reason }) =>
    decideExtension(ctx, id, 'refuse', reason ?? null),
  ),
  resetDue: buttons.resetDueButton.tap(async (ctx, id, _value, form) =>
    form.day
      ? decideExtension(ctx, id, form.day, form.reason ?? null)
      : { refused: 'missing', what: '改定的日期', example: '在“改定为”中选择日期' },
  ),
}

// ── sentences about a task that has a number ──

async function idOf(ctx: Ctx, task: About['task']): Promise<string | undefined> {
  return 'id' in task ? task.id : store.taskIdByNumber(ctx.trx, task.number)
}

/** The act on the task that was named, and one line back to the actor. */
async function onTask(
  ctx: Ctx,
  about: About,
  act: (id: string) => Promise<Outcome | Refusal>,
): Promise<Outcome | Refusal> {
  const id = await idOf(ctx, about.task)
  if (!id) return { refused: 'not-found', what: '此督办事项' }
  const result = await act(id)
  if (isRefusal(result) || !result.toast) return result
  const toActor = (tell: Tell) => 'person' in tell.to && tell.to.person === ctx.by.openId
  if (result.tell?.some(toActor)) return result
  return {
    ...result,
    tell: [
      ...(result.tell ?? []),
      { kind: 'notice', ...ctx.answer, body: { said: `${result.toast}。` } },
    ],
  }
}

const spoken = (
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
  propose,
  command<{ unit: string | null }>({
    name: '督办台账',
    says: ['督办台账', '工程处的督办件'],
    roles: [],
    inGroup: 'private',
    read(words, { office }) {
      const folded = fold(words.text).text.trim()
      if (!/^(?:本月)?督办(?:台账|列表|进度)?$|的督办件?$/u.test(folded)) return undefined
      const unit = [...office.units.values()].find((u) => folded.startsWith(u.name))
      return { slots: { unit: unit?.id ?? null } }
    },
    act: async (ctx, { unit }) => ({
      entries: [],
      tell: [{ kind: 'view', ...ctx.answer, feature, subject: unit ?? '', view: 'ledger' }],
    }),
  }),
]
