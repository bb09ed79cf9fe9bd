// The acts on a registered petition, for buttons and sentences alike: who may, what changes, what the record keeps, whom it is told.
import { type Day, firstWorkdayAfter, sayDue } from '../../calendar.ts'
import type { Ctx, OfferCall, Outcome, Tell } from '../../feature.ts'
import { isOfficeUnit, unitName } from '../../people.ts'
import type { Refusal } from '../../refusal.ts'
import { timeAt } from '../../when.ts'
import type { Delivery, Opinion } from '../course.ts'
import { nameOfPetition, type Registered, sayNumber } from '../petition.ts'
import * as store from '../store.ts'
import * as to from '../transitions.ts'
import { directors, isDirector, isLeader, officers, unitPeople } from '../who.ts'
import {
  type DeliveryWay,
  type Disposition,
  exitWords,
  type Rating,
  type Route31,
  ratingWords,
  routeWords,
} from '../words.ts'
import { feature, noticeTo, perform, viewTo } from './perform.ts'

type Done = Promise<Outcome | Refusal>

const officer = ['handle_petition'] as const
const received = ['answer_at_once'] as const
const handling = ['handle_petition', 'act_for_petition_unit'] as const

const said = (ctx: Ctx, on: Day) => sayDue(ctx.office.holidays, on, { today: ctx.today })
const ask = (subject: string, kind: string): OfferCall => ({
  feature: 'approval',
  offer: 'ask',
  args: { feature, subject, kind },
})

// ── 告知、受理、回复 ──

export const notice = (ctx: Ctx, id: string, on: Day, way: DeliveryWay | null = null): Done =>
  perform(ctx, id, {
    verb: 'notice',
    by: received,
    change: (p) => to.notice(p, { on, today: ctx.today, way }),
    facts: { on, way },
    done: '已记录书面告知',
  })

export const exempt = (ctx: Ctx, id: string): Done =>
  perform(ctx, id, {
    verb: 'notice',
    by: officer,
    change: (p) => to.exemptNotice(p, '姓名、住址不清'),
    facts: { exempt: true },
    done: '已记录无法告知',
  })

/** 〔告知并受理〕: one notice, one date. */
export const accept = (ctx: Ctx, id: string, on: Day, route: Route31 = 6): Done =>
  perform(ctx, id, {
    verb: 'accept',
    by: officer,
    change: (p) => to.accept(p, { on, today: ctx.today, route }),
    facts: { on, route },
    done: (after) =>
      `已受理：${sayNumber(after.number)}${after.clocks.legalDue ? `，办理期限${said(ctx, after.clocks.legalDue)}` : ''}`,
    tell: (after) => unitPeople(ctx.office, after).map((p) => viewTo(p.openId, id, 'file')),
  })

export const answer = (ctx: Ctx, id: string, on: Day, short: boolean): Done =>
  perform(ctx, id, {
    verb: 'answer',
    by: short ? received : ['answer_at_once', 'act_for_petition_unit'],
    change: (p) => to.answer(p, { on, today: ctx.today, short }),
    facts: { on, short },
    done: short ? '已当场告知并答复，办结' : '已回复',
  })

// ── 拟办、分办 ──

export interface PlanWish {
  disposition: Disposition
  unit: string | null
  target: string
  opinion: string
  resultDue: Day | null
}

const plan = (ctx: Ctx, { disposition, unit, target, opinion, resultDue }: PlanWish) => ({
  ...{ disposition, unit, target, opinion, resultDue },
  by: ctx.by.openId,
  on: ctx.today,
})

/** What follows from the target: 处室 → 分办, 下级单位 → 转送 or 交办, others → 函告 (domain.md §1.4). */
export function dispositionFor(ctx: Ctx, unit: string | null, resultDue: Day | null): Disposition {
  const kind = unit ? ctx.office.units.get(unit)?.kind : undefined
  if (kind === 'subordinate') return resultDue ? 'assign_with_report' : 'transfer'
  return kind === undefined ? 'letter_to_outside' : 'route_internal'
}

/** 拟办意见呈主任; the director's own words are 分办 at once. */
export const propose = (ctx: Ctx, id: string, wish: PlanWish): Done =>
  isDirector(ctx.office, ctx.by.openId)
    ? route(ctx, id, wish)
    : perform(ctx, id, {
        verb: 'propose',
        by: officer,
        change: (p) => to.propose(p, plan(ctx, wish)),
        facts: { disposition: wish.disposition, target: wish.target, resultDue: wish.resultDue },
        done: '已呈主任',
        offers: () => [ask(id, 'handling')],
      })

export const route = (ctx: Ctx, id: string, wish: PlanWish): Done =>
  perform(ctx, id, {
    verb: 'route',
    by: ['route_petition'],
    change: (p) => to.route(p, plan(ctx, wish)),
    facts: { disposition: wish.disposition, target: wish.target, resultDue: wish.resultDue },
    done: routedWords,
    tell: (after) => routedTells(ctx, after),
  })

export const routedWords = (after: Registered) =>
  `${after.course.handling?.target ?? ''}：${sayNumber(after.number)}${after.state === 'exited' ? exitWords[after.exit] : '已分办'}`

/** The handling unit gets its card, the officer hears of it. */
export function routedTells(ctx: Pick<Ctx, 'office' | 'by'>, after: Registered): Tell[] {
  const people = unitPeople(ctx.office, after)
  const others = officers(ctx.office, after).filter((o) => o.openId !== ctx.by.openId)
  return [
    ...people.map((p) => viewTo(p.openId, after.id, 'file')),
    ...others.map((o) => viewTo(o.openId, after.id, 'file')),
  ]
}

/** 〔按惯例分办〕 by the table that the director approved once. */
export async function byCustom(ctx: Ctx, id: string): Done {
  const found = await store.findPetition(ctx.trx, id)
  const custom = found && (await store.customFor(ctx.trx, found.topic))
  if (!custom?.approvedBy) return { refused: 'no-custom', topic: found?.topic ?? '此类事项' }
  const { unit } = custom
  const target = unitName(ctx.office, unit)
  const wish = {
    disposition: 'route_internal',
    unit,
    target,
    opinion: `请${target}研究办理`,
    resultDue: null,
  } as const
  return perform(ctx, id, {
    verb: 'routeByCustom',
    by: officer,
    change: (p) => to.routeByCustom(p, plan(ctx, wish)),
    facts: { target, disposition: 'route_internal' },
    done: (after) => `已按惯例分办${target}：${sayNumber(after.number)}`,
    tell: (after) => unitPeople(ctx.office, after).map((p) => viewTo(p.openId, id, 'file')),
  })
}

export const pullBack = (ctx: Ctx, id: string): Done =>
  perform(ctx, id, {
    verb: 'pullBack',
    by: ['route_petition'],
    change: (p) =>
      to.pullBack(p, {
        today: ctx.today,
        lastDay: firstWorkdayAfter(ctx.office.holidays, p.handling.on).day,
      }),
    done: '已收回',
    tell: (after) =>
      officers(ctx.office, after).map((o) =>
        noticeTo(o.openId, `${sayNumber(after.number)}按惯例分办已由主任收回，请重新拟办。`),
      ),
  })

/** 〔转送×市局并告知去向〕 */
export const transferTold = (ctx: Ctx, id: string, unit: string, on: Day): Done => {
  const target = unitName(ctx.office, unit)
  const wish = {
    disposition: 'transfer',
    unit,
    target,
    opinion: `转送${target}`,
    resultDue: null,
  } as const
  return perform(ctx, id, {
    verb: 'transferTold',
    by: officer,
    change: (p) => to.transferTold(p, { ...plan(ctx, wish), on, today: ctx.today }),
    facts: { on, target, disposition: 'transfer' },
    done: `已转送${target}并告知去向`,
  })
}

// ── 异议、延期 ──

export const object = (ctx: Ctx, id: string, on: Day, reason: string): Done =>
  perform(ctx, id, {
    verb: 'object',
    by: handling,
    change: (p) => to.object(p, { on, today: ctx.today, reason }),
    facts: { on },
    done: (after) =>
      after.course.objection?.late
        ? `已记录异议，已超过5个工作日，报主任；来文单位仍可同意：${sayNumber(after.number)}`
        : `已提出异议，来文单位同意前期限照算：${sayNumber(after.number)}`,
    tell: (after) =>
      after.course.objection?.late
        ? directors(ctx.office, after).map((d) =>
            noticeTo(
              d.openId,
              `${sayNumber(after.number)}的异议已超过5个工作日（第二十三条），请阅示。`,
            ),
          )
        : [],
  })

export const answerObjection = (ctx: Ctx, id: string, agreed: boolean): Done =>
  perform(ctx, id, {
    verb: 'answerObjection',
    by: officer,
    change: (p) => to.answerObjection(p, { on: ctx.today, agreed }),
    facts: { on: ctx.today, agreed },
    done: agreed ? '来文单位已同意，材料退回' : '来文单位不同意，继续办理',
  })

/** Asked by 下班 of the due day; later it moves nothing, is recorded and told to the director. */
export const askExtension = (ctx: Ctx, id: string, days: number, reason: string): Done =>
  perform(ctx, id, {
    verb: 'extend',
    by: handling,
    change: (p) =>
      reason
        ? to.askExtension(p, {
            days,
            reason,
            by: ctx.by.openId,
            on: ctx.today,
            late: isLate(ctx, p.clocks.legalDue),
          })
        : {
            refused: 'missing',
            what: '延期理由',
            example: '信访15号 申请延期30天 理由是补偿协议还在核对',
          },
    facts: { days, on: ctx.today },
    done: (after) =>
      after.course.extension?.state === 'late'
        ? `期限已过，延期不能改变原期限，已报主任：${sayNumber(after.number)}`
        : `已申请延期${days}日：${sayNumber(after.number)}`,
    tell: (after) =>
      after.course.extension?.state === 'late'
        ? directors(ctx.office, after).map((d) =>
            noticeTo(d.openId, `${sayNumber(after.number)}逾期后才申请延期，原期限不变，请阅示。`),
          )
        : [],
    offers: (after) => (after.course.extension?.state === 'pending' ? [ask(id, 'extension')] : []),
  })

/** 到期日下班前，含当日. */
export const isLate = (ctx: Pick<Ctx, 'today' | 'now'>, due: Day | null): boolean =>
  due !== null && (ctx.today > due || (ctx.today === due && timeAt(ctx.now) > '17:30'))

/** A paper approval, entered with its own date (补录). */
export const backfillExtension = (
  ctx: Ctx,
  id: string,
  days: number,
  on: Day,
  approvedBy: string,
): Done =>
  perform(ctx, id, {
    verb: 'extend',
    by: officer,
    change: (p) =>
      to.backfillExtension(p, {
        days,
        on,
        approvedBy,
        reason: '纸质批准，补录',
        by: ctx.by.openId,
        today: ctx.today,
      }),
    facts: { days, approvedOn: on, backfilled: true },
    done: (after) =>
      `已补录延期${days}日，至${said(ctx, after.clocks.extendedDue ?? on)}，请录入延期告知日期：${sayNumber(after.number)}`,
    tell: () => [viewTo(ctx.by.openId, id, 'file')],
  })

export const tellExtension = (ctx: Ctx, id: string, on: Day): Done =>
  perform(ctx, id, {
    verb: 'notice',
    by: officer,
    change: (p) => to.tellExtension(p, { on, today: ctx.today }),
    facts: { extensionToldOn: on },
    done: '已记录延期告知',
  })

// ── 答复、送达、办结报告 ──

export const submitOpinion = (
  ctx: Ctx,
  id: string,
  opinion: Pick<Opinion, 'result' | 'basis' | 'text' | 'needsLeader'>,
): Done =>
  perform(ctx, id, {
    verb: 'submitOpinion',
    by: handling,
    change: (p) =>
      to.submitOpinion(p, { ...opinion, submittedBy: ctx.by.openId, submittedOn: ctx.today }),
    facts: { result: opinion.result },
    done: '已提交答复意见',
    offers: () => [ask(id, opinion.needsLeader ? 'opinion_leader' : 'opinion')],
  })

export const deliver = (ctx: Ctx, id: string, delivery: Delivery): Done =>
  perform(ctx, id, {
    verb: 'deliver',
    by: officer,
    change: (p) => to.deliver(p, { ...delivery, today: ctx.today }),
    facts: { on: delivery.on, way: delivery.way, note: delivery.note },
    done: (after) =>
      after.clocks.petitionerDeadline
        ? `已送达，办结；申请复查至${said(ctx, after.clocks.petitionerDeadline)}：${sayNumber(after.number)}`
        : `已记录投递情况，尚未送达：${sayNumber(after.number)}`,
  })

export const receiveReport = (ctx: Ctx, id: string, on: Day): Done =>
  perform(ctx, id, {
    verb: 'receiveReport',
    by: handling,
    change: (p) => to.receiveReport(p, { on, today: ctx.today }),
    facts: { on },
    done: '已收办结报告',
    tell: (after) => directors(ctx.office, after).map((d) => viewTo(d.openId, id, 'file')),
  })

export const acceptReport = (ctx: Ctx, id: string): Done =>
  perform(ctx, id, {
    verb: 'acceptReport',
    by: ['route_petition'],
    change: (p) => to.acceptReport(p, { on: ctx.today }),
    facts: { on: ctx.today },
    done: '已认可办结报告',
  })

export const returnReport = (ctx: Ctx, id: string, reason: string): Done =>
  perform(ctx, id, {
    verb: 'returnReport',
    by: ['route_petition'],
    change: (p) => to.returnReport(p, { reason }),
    facts: { on: ctx.today },
    done: '已退回，原定日期不变',
    tell: (after) =>
      unitPeople(ctx.office, after).map((p) =>
        noticeTo(
          p.openId,
          `${sayNumber(after.number)}的办结报告退回。原因：${reason}。原定日期不变。`,
        ),
      ),
  })

export const submitReport = (ctx: Ctx, id: string, on: Day, docNo: string | null): Done =>
  perform(ctx, id, {
    verb: 'submitReport',
    by: officer,
    change: (p) => to.submitReport(p, { on, today: ctx.today, docNo }),
    facts: { on, docNo },
    done: (after) => `已上报办结报告${docNo ? '' : '，请补充文号'}：${sayNumber(after.number)}`,
  })

// ── 其他去向 ──

export const routeElsewhere = (
  ctx: Ctx,
  id: string,
  on: Day,
  route: Route31,
  organ: string,
): Done =>
  perform(ctx, id, {
    verb: 'routeElsewhere',
    by: officer,
    change: (p) =>
      organ
        ? to.routeElsewhere(p, { on, today: ctx.today, route, organ })
        : { refused: 'missing', what: '受理机关', example: '某县人民法院' },
    facts: { on, route },
    done: `已导入${routeWords[route]}`,
  })

export const tellWhere = (ctx: Ctx, id: string, on: Day, organ: string): Done =>
  perform(ctx, id, {
    verb: 'tellWhere',
    by: received,
    change: (p) =>
      organ
        ? to.tellWhere(p, { on, today: ctx.today, organ })
        : { refused: 'missing', what: '有权机关', example: '某县水利局' },
    facts: { on },
    done: '已记录告知去向',
  })

export const decline = (ctx: Ctx, id: string, on: Day, reason: string): Done =>
  perform(ctx, id, {
    verb: 'decline',
    by: officer,
    change: (p) => to.decline(p, { on, today: ctx.today, reason }),
    facts: { on },
    done: '已记录不予受理',
  })

export async function noLongerAccept(ctx: Ctx, id: string, on: Day, sameFacts: boolean): Done {
  const found = await store.findPetition(ctx.trx, id)
  const reviewed = found !== undefined && (await store.isTerminated(ctx.trx, found.matter))
  return perform(ctx, id, {
    verb: 'noLongerAccept',
    by: officer,
    change: (p) => to.noLongerAccept(p, { on, today: ctx.today, reviewed, sameFacts }),
    facts: { on },
    done: '已记录不再受理',
  })
}

export const withdraw = (ctx: Ctx, id: string, on: Day, note: string): Done =>
  perform(ctx, id, {
    verb: 'withdraw',
    by: officer,
    change: (p) => to.withdraw(p, { on, today: ctx.today, note }),
    facts: { on },
    done: (after) =>
      `已记录撤回${after.source.act === 'assign' ? '，交办件仍须报来文单位' : ''}：${sayNumber(after.number)}`,
  })

export const settle = (ctx: Ctx, id: string, on: Day, note: string): Done =>
  perform(ctx, id, {
    verb: 'settle',
    by: officer,
    change: (p) => to.settle(p, { on, today: ctx.today, note }),
    facts: { on },
    done: '已记录调解、和解',
  })

// ── 复查复核、评价、执行、催办、归档、作废 ──

export const askReview = (ctx: Ctx, id: string, on: Day): Done =>
  perform(ctx, id, {
    verb: 'askReview',
    by: officer,
    change: (p) => to.askReview(p, { on }),
    facts: { on },
    done: (after) =>
      `已记录${after.state === 'review_2' ? '复核' : '复查'}申请，是否逾期由复查机关认定：${sayNumber(after.number)}`,
  })

export const finishReview = (
  ctx: Ctx,
  id: string,
  it: { on: Day; deliveredOn: Day; result: string },
): Done =>
  perform(ctx, id, {
    verb: 'finishReview',
    by: officer,
    change: (p) => to.finishReview(p, it),
    facts: { on: it.on, deliveredOn: it.deliveredOn },
    done: (after) =>
      `已记录${after.state === 'terminated' ? '复核意见，终结' : '复查意见'}：${sayNumber(after.number)}`,
  })

export const rate = (ctx: Ctx, id: string, rating: Rating): Done =>
  perform(ctx, id, {
    verb: 'rate',
    by: officer,
    change: () => to.rate(rating, ctx.today),
    facts: { rating, on: ctx.today },
    done: `已记录评价：${ratingWords[rating]}`,
    tell: (after) => (rating === 'dissatisfied' ? proposalTells(ctx, after, 'dissatisfied') : []),
  })

/** 建议转督办: the bot proposes, the director decides (domain.md §1.5). */
export function proposalTells(ctx: Pick<Ctx, 'office'>, after: Registered, cause: string): Tell[] {
  return directors(ctx.office, after).map((d) => ({
    ...viewTo(d.openId, after.id, 'supervise', { cause }),
    key: `supervise/${after.id}/${cause}/${d.openId}`,
  }))
}

export const followUp = (ctx: Ctx, id: string, text: string): Done =>
  perform(ctx, id, {
    verb: 'followUp',
    by: received,
    change: (p) =>
      text
        ? to.followUp(p, ctx.today, text)
        : { refused: 'missing', what: '回访情况', example: '回访 信访12号 已收到补偿款' },
    facts: { on: ctx.today },
    done: '已记录回访',
  })

export const execute = (ctx: Ctx, id: string, on: Day): Done =>
  perform(ctx, id, {
    verb: 'execute',
    by: handling,
    change: (p) => to.execute(p, on),
    facts: { on },
    done: '已记录执行',
  })

export const urge = (ctx: Ctx, id: string): Done =>
  perform(ctx, id, {
    verb: 'urge',
    by: ['handle_petition', 'route_petition'],
    change: (p) => to.urge(p, ctx.today, ctx.by.openId),
    facts: { on: ctx.today },
    done: '已催办',
    tell: (after) =>
      (unitPeople(ctx.office, after).length > 0
        ? unitPeople(ctx.office, after)
        : officers(ctx.office, after)
      ).map((p) => noticeTo(p.openId, `催办：${sayNumber(after.number)}请抓紧办理，并反馈进展。`)),
  })

export const archive = (ctx: Ctx, id: string): Done =>
  perform(ctx, id, {
    verb: 'archive',
    by: officer,
    change: (p) => to.archive(p, ctx.today),
    facts: { on: ctx.today },
    done: '已归档',
  })

/** The number is kept. */
export const voidIt = (ctx: Ctx, id: string, reason: string): Done =>
  perform(ctx, id, {
    verb: 'void',
    by: received,
    change: (p) => to.voidIt(p, reason),
    facts: { on: ctx.today },
    done: (after) => `已作废，编号保留：${nameOfPetition(after)}`,
  })

export const leaderMay = (ctx: Ctx) => isLeader(ctx.office, ctx.by.openId)
export const isInternal = (ctx: Ctx, unit: string) => isOfficeUnit(ctx.office.units.get(unit))
