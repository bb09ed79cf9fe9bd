// What petitions ask a decision for: 拟办意见 and 处理意见 of the director, 延期 of a bureau leader (第三十四条: 机关、单位负责人),
// 惯例 of the director. And what follows from each answer.
import { type Day, sayDue } from '../../calendar.ts'
import type { Fact } from '../../card.ts'
import type { Approvable, Ctx, Matter, Outcome, Reading, Verdict } from '../../feature.ts'
import { nameOf, type Role, unitName } from '../../people.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import type { PrivateText } from '../../secret.ts'
import * as kept from '../customs/store.ts'
import {
  type allows,
  can,
  classWordsOf,
  type In,
  isRegistered,
  nameOfPetition,
  type Registered,
  type Verb,
} from '../petition.ts'
import * as store from '../store.ts'
import * as to from '../transitions.ts'
import { isLeader, officers, unitPeople } from '../who.ts'
import { dispositionWords, resultWords } from '../words.ts'
import { armsOf, changed, feature, noticeTo, viewTo, wrongState } from './perform.ts'
import { causedNow, isLate, routedTells, routedWords } from './steps.ts'

type Result = Outcome | Refusal

const lock = async (ctx: Ctx, id: string) => (await store.lockPetition(ctx.trx, id)) !== undefined
const date = (ctx: Pick<Reading, 'office' | 'today'>, on: Day) =>
  sayDue(ctx.office.holidays, on, { today: ctx.today })

async function found<V extends Verb>(
  ctx: Ctx,
  id: string,
  verb: V,
): Promise<In<(typeof allows)[V][number]> | Refusal> {
  const petition = await store.lockPetition(ctx.trx, id)
  if (!petition) return { refused: 'not-found', what: '此件' }
  const { recused, accused } = petition.course
  if ([...recused, ...accused].includes(ctx.by.openId)) return { refused: 'recused' }
  return can(verb, petition) ? petition : wrongState(petition, verb)
}

async function after(
  ctx: Ctx,
  petition: Registered,
  verb: string,
  change: to.Change,
  facts: Record<string, Day | number | string | boolean | null> = {},
) {
  const next = await changed(ctx, petition, change)
  const outcome: Outcome = {
    entries: [{ feature, subject: petition.id, verb, facts: { ...facts, state: next.state } }],
    arm: armsOf(ctx, next),
  }
  return { next, outcome }
}

async function shownBy(
  ctx: Reading,
  id: string,
  more: (p: Registered) => Fact<PrivateText>[],
  rest: (p: Registered) => Omit<Matter, 'name' | 'facts'>,
): Promise<Matter | 'gone'> {
  const petition = await store.findPetition(ctx.trx, id)
  if (!petition || !isRegistered(petition)) return 'gone'
  const about: Fact<PrivateText>[] = [
    { label: '登记编号', value: nameOfPetition(petition) },
    { label: '事项', value: `${classWordsOf(petition)}，${petition.summary ?? '待补充'}` },
  ]
  return { name: nameOfPetition(petition), facts: [...about, ...more(petition)], ...rest(petition) }
}

// ── 拟办意见 ──

export const handling: Approvable = {
  title: '信访拟办意见',
  words: { agree: '同意', refuse: '退回重拟' },
  role: '办公室主任',
  reasons: ['承办单位不当，请重拟', '请先与信访人核实情况', '请附相关材料再呈'],
  lock,
  shows: (ctx, id) =>
    shownBy(
      ctx,
      id,
      ({ course: { handling: plan } }) =>
        plan
          ? [
              { label: '办理方式', value: `${dispositionWords[plan.disposition]}${plan.target}` },
              { label: '拟办意见', value: plan.opinion },
              ...(plan.resultDue
                ? [{ label: '要求报结果', value: date(ctx, plan.resultDue) }]
                : []),
            ]
          : [],
      (p) => ({
        ifNot: `同意前不分办；告知期限${date(ctx, p.clocks.noticeDue)}照算。`,
        decided: handledWords(p),
      }),
    ),
  async decide(ctx, id, verdict) {
    if (verdict.kind === 'refuse') return sentBack(ctx, id, verdict.reason)
    const petition = await found(ctx, id, 'approve')
    if (isRefusal(petition)) return petition
    const change = to.approve(petition, { by: ctx.by.openId, on: ctx.today })
    if (isRefusal(change)) return change
    const { disposition, target, resultDue } = petition.handling
    const { next, outcome } = await after(ctx, petition, 'approve', change, {
      disposition,
      target,
      resultDue,
    })
    return { ...outcome, tell: routedTells(ctx, next), toast: routedWords(next) }
  },
  withdraw: (ctx, id) => sentBack(ctx, id, '拟办人撤回'),
}

/** What was decided, whatever has become of it since. */
function handledWords({ course: { handling: plan } }: Registered): string {
  return plan?.approvedOn
    ? `已同意${dispositionWords[plan.disposition]}${plan.target}`
    : '已退回重拟'
}

async function sentBack(ctx: Ctx, id: string, reason: string): Promise<Result> {
  const petition = await found(ctx, id, 'sendBack')
  if (isRefusal(petition)) return petition
  const { outcome } = await after(ctx, petition, 'sendBack', to.sendBack(petition, { reason }))
  return {
    ...outcome,
    tell: [
      noticeTo(
        petition.handling.by,
        `${nameOfPetition(petition)}的拟办意见退回。原因：${reason}。`,
      ),
    ],
    toast: '已退回重拟',
  }
}

// ── 延期 ──

export const extension: Approvable = {
  title: '信访延期',
  words: { agree: '批准', refuse: '不批准' },
  role: '局领导',
  reasons: ['理由不充分，请按期办结', '请先报办理进展', '情况不复杂，不予延期'],
  lock,
  shows: (ctx, id) =>
    shownBy(
      ctx,
      id,
      (p) => extensionFacts(ctx, p),
      (p) => ({
        ifNot: `批准前期限不变（${p.clocks.legalDue ? date(ctx, p.clocks.legalDue) : '—'}）。依据《信访工作条例》第三十四条，须经本机关、单位负责人批准，并告知信访人延期理由。`,
        decided: p.clocks.extendedDue
          ? `延长至${date(ctx, p.clocks.extendedDue)}`
          : '不延期，原期限不变',
      }),
    ),
  async decide(ctx, id, verdict) {
    const petition = await found(ctx, id, 'extend')
    if (isRefusal(petition)) return petition
    const late = isLate(ctx, petition.clocks.legalDue)
    const change =
      verdict.kind === 'refuse'
        ? to.refuseExtension(petition)
        : to.grantExtension(petition, { by: ctx.by.openId, on: ctx.today, late })
    return isRefusal(change) ? change : extended(ctx, petition, change, verdict)
  },
  async withdraw(ctx, id) {
    const petition = await found(ctx, id, 'extend')
    if (isRefusal(petition)) return petition
    const { outcome } = await after(ctx, petition, 'refuseExtension', {
      course: { extension: null },
    })
    return outcome
  },
}

function extensionFacts(
  ctx: Reading,
  { course: { extension: asked }, clocks }: Registered,
): Fact<PrivateText>[] {
  if (!asked || !clocks.legalDue) return []
  const until = date(ctx, to.extendedDay(clocks.legalDue, asked.days))
  return [
    { label: '申请延长', value: `${asked.days}日（由${date(ctx, clocks.legalDue)}延至${until}）` },
    { label: '理由', value: asked.reason },
    { label: '申请人', value: nameOf(ctx.office, asked.askedBy) },
  ]
}

async function extended(
  ctx: Ctx,
  petition: Registered,
  change: to.Change,
  verdict: Verdict,
): Promise<Result> {
  const days = petition.course.extension?.days ?? 0
  const verb = verdict.kind === 'refuse' ? 'refuseExtension' : 'grantExtension'
  const { next, outcome } = await after(ctx, petition, verb, change, { days, on: ctx.today })
  const due = next.clocks.extendedDue
  const said = due
    ? `${nameOfPetition(next)}已批准延期，办理期限延长至${date(ctx, due)}。请告知信访人延期理由并录入告知日期。`
    : `${nameOfPetition(next)}延期未获批准，原期限不变。`
  const people = [...officers(ctx.office, next), ...unitPeople(ctx.office, next)].map(
    (p) => p.openId,
  )
  const asker = petition.course.extension?.askedBy
  return {
    ...outcome,
    tell: [...new Set([...people, ...(asker ? [asker] : [])])].map((person) => ({
      ...noticeTo(person, said),
      statutory: true,
    })),
    toast: due ? `已批准，延长至${date(ctx, due)}` : '不批准，原期限不变',
  }
}

// ── 处理意见 ──

const opinionOf = (role: Role): Approvable => ({
  title: '信访处理意见',
  words: { agree: '同意', refuse: '退回重办' },
  role,
  reasons: ['事实未查清，请补充调查', '依据不明确，请写明条款', '答复不完整，请逐项答复'],
  lock,
  shows: (ctx, id) =>
    shownBy(
      ctx,
      id,
      ({ course: { opinion } }) =>
        opinion
          ? [
              { label: '处理意见', value: `${resultWords[opinion.result]}：${opinion.text}` },
              { label: '依据', value: opinion.basis },
            ]
          : [],
      (p) => ({
        ifNot: p.clocks.legalDue
          ? `办理期限${date(ctx, p.clocks.extendedDue ?? p.clocks.legalDue)}照算。`
          : '同意前不答复。',
        decided: p.course.opinion?.on ? '处理意见已同意' : '处理意见已退回',
      }),
    ),
  async decide(ctx, id, verdict) {
    if (verdict.kind === 'refuse') return opinionReturned(ctx, id, verdict.reason)
    const petition = await found(ctx, id, 'approveOpinion')
    if (isRefusal(petition)) return petition
    const leader = isLeader(ctx.office, ctx.by.openId)
    const change = to.approveOpinion(petition, { by: ctx.by.openId, on: ctx.today, leader })
    if (isRefusal(change)) return change
    const { next, outcome } = await after(ctx, petition, 'approveOpinion', change, {
      on: ctx.today,
    })
    return {
      ...outcome,
      tell: officers(ctx.office, next).map((o) => viewTo(o.openId, id, 'file')),
      toast: '已同意，请送达',
    }
  },
  withdraw: (ctx, id) => opinionReturned(ctx, id, '提交人撤回'),
})

export const opinion = opinionOf('办公室主任')
export const opinionByLeader = opinionOf('局领导')

async function opinionReturned(ctx: Ctx, id: string, reason: string): Promise<Result> {
  const petition = await found(ctx, id, 'returnOpinion')
  if (isRefusal(petition)) return petition
  const change = to.returnOpinion(petition, { reason })
  if (isRefusal(change)) return change
  const { next, outcome } = await after(ctx, petition, 'returnOpinion', change)
  const said = `${nameOfPetition(petition)}的处理意见退回。原因：${reason}。办理期限不变。`
  return {
    ...outcome,
    tell: [noticeTo(petition.opinion.submittedBy, said), ...causedNow(ctx, next)],
    toast: '已退回',
  }
}

// ── 惯例 ──

export const custom: Approvable = {
  title: '按惯例分办',
  words: { agree: '同意', refuse: '不同意' },
  role: '办公室主任',
  reasons: ['此类事项请逐件呈批', '承办单位不当', '请分管领导先提意见'],
  lock: async (ctx, id) => (await kept.lockCustom(ctx.trx, id)) !== undefined,
  async shows(ctx, id) {
    const row = (await kept.customs(ctx.trx)).find((one) => one.id === id)
    if (!row) return 'gone'
    const unit = unitName(ctx.office, row.unit)
    return {
      name: row.topic,
      facts: [
        { label: '内容分类', value: row.topic },
        { label: '承办部门', value: unit },
      ],
      ifNot: '同意前仍逐件呈批。集体、重大紧急、领导信件、上级交办和检举控告从不按惯例分办。',
      decided: row.approvedBy ? '已列入惯例' : '未列入惯例',
    }
  },
  async decide(ctx, id, verdict) {
    await kept.settleCustom(ctx.trx, id, verdict.kind === 'refuse' ? null : ctx.by.openId)
    const agreed = verdict.kind !== 'refuse'
    return {
      entries: [{ feature, subject: id, verb: 'custom', facts: { agreed } }],
      toast: agreed ? '已列入惯例' : '未列入惯例',
    }
  },
  async withdraw(ctx, id) {
    await kept.settleCustom(ctx.trx, id, null)
    return { entries: [{ feature, subject: id, verb: 'custom', facts: { agreed: false } }] }
  },
}
