// Asking, deciding, handing over, asking for more, withdrawing: the acts on a request, the same for every duty.
import { openAct } from '../../db/ledger/inbox.ts'
import { day } from '../calendar.ts'
import type {
  Approvable,
  Ctx,
  Feature,
  Offer,
  Outcome,
  SubjectRef,
  Tap,
  Tell,
  Verdict,
} from '../feature.ts'
import { holdersOf, nameOf, type Role, unitName } from '../people.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { sayInstant } from '../when.ts'
import {
  type Approval,
  approversOf,
  canTake,
  decidesFor,
  nextCall,
  type Pending,
  stateWords,
  whyNotDecide,
} from './approval.ts'
import * as buttons from './buttons.ts'
import { type Asking, askingIn } from './reading.ts'
import * as store from './store.ts'
import { approvable, batchSubject, wholeOf } from './views.ts'

export const feature = 'approval'

// ── asking ──

export const offersFor = (duties: Feature[]): Record<string, Offer> => ({
  ask: (ctx, args) => ask(ctx, duties, askingIn(args)),
})

async function ask(ctx: Ctx, duties: Feature[], { of, note }: Asking): Promise<Outcome> {
  const asked = { ...of, note, id: ctx.id(), askedBy: ctx.by.openId, askedAt: ctx.now }
  const role = duties.find((duty) => duty.name === of.feature)?.approvals?.[of.kind]?.role
  if (!role) throw new Error(`nothing to approve: ${of.feature}/${of.kind}`)
  await store.addRequest(ctx.trx, asked)
  const approvers = approversOf(ctx.office, role, { askedBy: ctx.by.openId, approver: null })
  return {
    entries: [{ feature, subject: asked.id, verb: 'ask', facts: { ...of } }],
    redraw: approvers.map((person) => batchOf(person.openId)),
    tell: [
      viewFor(asked.askedBy, asked.id, 'asked'),
      ...approvers.map((person) => viewFor(person.openId, asked.id, 'decision')),
      ...(approvers.length === 0 ? nobodyDecides(ctx, role, asked.id) : []),
    ],
    arm: [{ feature, subject: asked.id, kind: 'silent', at: nextCall(ctx, ctx.now) }],
  }
}

/** The administrator must see that somebody is there who may. */
export function nobodyDecides({ office }: Pick<Ctx, 'office'>, role: Role, id: string): Tell[] {
  const said = `有事项待${role}审批，目前没有可以审批的人员。请登记岗位或代办人。`
  return holdersOf(office, '系统管理员').map(({ openId }) => ({
    ...{ kind: 'notice', to: { person: openId }, class: 1, body: { said } },
    key: `nobody-decides/${id}/${openId}`,
  }))
}

export const batchOf = (person: string): SubjectRef => ({ feature, subject: batchSubject(person) })

export function viewFor(person: string, subject: string, view: string) {
  return { kind: 'view', to: { person }, feature, subject, view } as const satisfies Tell
}

// ── deciding ──

interface Found {
  approval: Pending
  of: Approvable
}

/** The duty's row locked first, then the request; still open. */
async function open(ctx: Ctx, duties: Feature[], id: string): Promise<Found | Refusal> {
  const found = await store.findApproval(ctx.trx, id)
  const of = found && approvable(duties, found)
  const there = of && (await of.lock(ctx, found.subject))
  const approval = there ? await store.lockApproval(ctx.trx, id) : undefined
  if (!of || !approval) return { refused: 'not-found', what: '此申请' }
  if (!store.isPending(approval)) return already(ctx, of, approval)
  return { approval, of }
}

async function openForMe(ctx: Ctx, duties: Feature[], id: string): Promise<Found | Refusal> {
  const found = await open(ctx, duties, id)
  if (isRefusal(found)) return found
  return whyNotDecide(ctx.office, found.of.role, found.approval, ctx.by.openId) ?? found
}

/** Who was quicker, when, and how. */
function already(ctx: Ctx, of: Approvable, approval: Approval): Refusal {
  const how = stateWords[approval.state]
  if (!('decidedBy' in approval))
    return {
      refused: 'wrong-state',
      what: asked(of),
      state: how,
      wanted: stateWords.pending,
    }
  return {
    refused: 'decided',
    what: asked(of),
    who: nameOf(ctx.office, approval.decidedBy),
    when: sayInstant(approval.decidedAt, ctx.today),
    how: how.replace(/^已/u, ''),
  }
}

/** 此督办立项申请; the 延期申请 already says what it is. */
const asked = ({ title }: Approvable) => `此${title.replace(/申请$/u, '')}申请`

const stateOf = { agree: 'agreed', refuse: 'refused', amend: 'amended' } as const

export async function decide(
  ctx: Ctx,
  duties: Feature[],
  id: string,
  verdict: Verdict,
): Promise<Outcome | Refusal> {
  const found = await openForMe(ctx, duties, id)
  if (isRefusal(found)) return found
  const { approval, of } = found
  const decided = await of.decide(ctx, approval.subject, verdict)
  if (isRefusal(decided)) return decided
  const reason = 'reason' in verdict ? verdict.reason : null
  const onBehalfOf = decidesFor(ctx.office, of.role, approval, ctx.by.openId)
  const to = { state: stateOf[verdict.kind], by: ctx.by.openId, at: ctx.now, reason, onBehalfOf }
  await store.noteDecided(ctx.trx, approval, to)
  return {
    ...decided,
    entries: [
      ...decided.entries,
      {
        ...{ feature, subject: id, verb: stateOf[verdict.kind], facts: { reason } },
        ...(onBehalfOf && { onBehalfOf }),
      },
    ],
    redraw: [...(decided.redraw ?? []), ...batches(ctx, found)],
    arm: [...(decided.arm ?? []), { feature, subject: id, kind: 'silent', at: null }],
    card: { view: 'decision' },
  }
}

const batches = (ctx: Ctx, { approval, of }: Found): SubjectRef[] =>
  approversOf(ctx.office, of.role, approval).map((person) => batchOf(person.openId))

// ── the rest ──

async function handOver(
  ctx: Ctx,
  duties: Feature[],
  id: string,
  to: string | undefined,
): Promise<Outcome | Refusal> {
  if (!to) return { refused: 'missing', what: '转交的人员', example: '在“转交给”中选择' }
  const found = await openForMe(ctx, duties, id)
  if (isRefusal(found)) return found
  if (!canTake(ctx.office, to, found.approval.askedBy))
    return { refused: 'unclear', what: '转交的人员', hint: '可转交局领导、办公室主任或副主任。' }
  await store.noteHanded(ctx.trx, found.approval, to, ctx.by.openId)
  return {
    entries: [{ feature, subject: id, verb: 'hand-over', facts: { to } }],
    redraw: [...batches(ctx, found), batchOf(to)],
    tell: [viewFor(to, id, 'decision')],
    card: { view: 'decision' },
    toast: `已转交${nameOf(ctx.office, to)}`,
  }
}

async function askMore(
  ctx: Ctx,
  duties: Feature[],
  id: string,
  question: string | undefined,
): Promise<Outcome | Refusal> {
  if (!question) return { refused: 'missing', what: '需要补充的内容', example: '合同签订的时间' }
  const found = await openForMe(ctx, duties, id)
  if (isRefusal(found)) return found
  await store.noteQuestion(ctx.trx, found.approval, question, ctx.by.openId)
  return {
    entries: [{ feature, subject: id, verb: 'ask-more', facts: {} }],
    tell: [viewFor(found.approval.askedBy, id, 'asked')],
    card: { view: 'decision' },
    toast: '已请申请人补充说明',
  }
}

async function answer(
  ctx: Ctx,
  duties: Feature[],
  id: string,
  text: string | undefined,
): Promise<Outcome | Refusal> {
  if (!text) return { refused: 'missing', what: '补充说明', example: '合同将于12月10日前签订' }
  const found = await openAsMine(ctx, duties, id)
  if (isRefusal(found)) return found
  await store.noteAnswer(ctx.trx, found.approval, text)
  const { question } = found.approval
  return {
    entries: [{ feature, subject: id, verb: 'answer', facts: {} }],
    tell: question ? [viewFor(question.by, id, 'decision')] : [],
    toast: '已补充',
  }
}

async function withdraw(ctx: Ctx, duties: Feature[], id: string): Promise<Outcome | Refusal> {
  const found = await openAsMine(ctx, duties, id)
  if (isRefusal(found)) return found
  const outcome = await found.of.withdraw(ctx, found.approval.subject)
  if (isRefusal(outcome)) return outcome
  await store.noteWithdrawn(ctx.trx, found.approval)
  return {
    ...outcome,
    entries: [...outcome.entries, { feature, subject: id, verb: 'withdraw', facts: {} }],
    redraw: [...(outcome.redraw ?? []), ...batches(ctx, found)],
    arm: [...(outcome.arm ?? []), { feature, subject: id, kind: 'silent', at: null }],
    toast: '已撤回申请',
  }
}

async function openAsMine(ctx: Ctx, duties: Feature[], id: string): Promise<Found | Refusal> {
  const found = await open(ctx, duties, id)
  if (isRefusal(found) || found.approval.askedBy === ctx.by.openId) return found
  const { askedBy } = found.approval
  const unit = unitName(ctx.office, ctx.office.people.get(askedBy)?.unit ?? null)
  return { refused: 'not-yours', who: `申请人（${unit}${nameOf(ctx.office, askedBy)}）` }
}

/** Each its own act, with its own 〔撤销〕; what somebody else was quicker with is left as it is. */
async function agreeAll(
  ctx: Ctx,
  duties: Feature[],
  ids: string[],
  kept: string[],
): Promise<Outcome | Refusal> {
  const acts: { act: string; outcome: Outcome }[] = []
  let no: Refusal | undefined
  for (const id of ids) {
    const act = ctx.id()
    await openAct(ctx.trx, act)
    const outcome = await decide({ ...ctx, act }, duties, id, { kind: 'agree' })
    if (isRefusal(outcome)) no = outcome
    else acts.push({ act, outcome })
  }
  await openAct(ctx.trx, ctx.act)
  if (acts.length === 0) return no ?? { refused: 'not-found', what: '待审批事项' }
  const left = ids.length - acts.length
  return {
    entries: [],
    acts,
    card: { view: 'batch', args: { ids: [...kept, ...ids] } },
    toast: `已同意${acts.length}件${left > 0 ? `，${left}件已由他人办理或不能办理` : ''}`,
  }
}

const listOf = (text: string) => text.split(',').filter(Boolean)

export const tapsFor = (duties: Feature[]): Record<string, Tap> => ({
  agree: buttons.agreeButton.tap((ctx, id) => decide(ctx, duties, id, { kind: 'agree' })),
  turn: buttons.turnButton.tap(async (ctx, id, { to }) => {
    const found = await openForMe(ctx, duties, id)
    return isRefusal(found) ? found : { entries: [], card: { view: to } }
  }),
  refuse: buttons.refuseButton.tap(async (ctx, id, { nth }) => {
    const whole = await wholeOf(ctx, duties, id)
    const reason = whole?.of.reasons[nth]
    if (!reason) return { refused: 'stale-button' }
    return decide(ctx, duties, id, { kind: 'refuse', reason })
  }),
  refuseWith: buttons.refuseWithButton.tap(async (ctx, id, _value, { reason }) =>
    reason
      ? decide(ctx, duties, id, { kind: 'refuse', reason })
      : { refused: 'missing', what: '原因', example: '材料不全，请补充后再报' },
  ),
  amend: buttons.amendButton.tap(async (ctx, id, _value, form) =>
    form.day
      ? decide(ctx, duties, id, { kind: 'amend', day: day(form.day), reason: form.reason ?? null })
      : { refused: 'missing', what: '改定的日期', example: '在“改定为”中选择日期' },
  ),
  handOver: buttons.handOverButton.tap((ctx, id, _value, { person }) =>
    handOver(ctx, duties, id, person),
  ),
  askMore: buttons.askMoreButton.tap((ctx, id, _value, form) =>
    askMore(ctx, duties, id, form.question),
  ),
  answer: buttons.answerButton.tap((ctx, id, _value, form) => answer(ctx, duties, id, form.answer)),
  withdraw: buttons.withdrawButton.tap((ctx, id) => withdraw(ctx, duties, id)),
  agreeAll: buttons.agreeAllButton.tap((ctx, _subject, { ids, kept }) =>
    agreeAll(ctx, duties, listOf(ids), listOf(kept)),
  ),
})
