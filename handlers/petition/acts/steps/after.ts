// What comes afterwards, and beside: reviews, ratings, urging, marks, archive, void.
import type { Day } from '../../../calendar.ts'
import type { Ctx, Tell } from '../../../feature.ts'
import { type Cause, causesNow } from '../../causes.ts'
import { nameOfPetition, type Registered, sayNumber } from '../../petition.ts'
import { isProposed } from '../../settings.ts'
import * as to from '../../transitions.ts'
import { directors, officers, unitPeople } from '../../who.ts'
import { type Rating, ratingWords } from '../../words.ts'
import { noticeTo, perform, viewTo } from '../perform.ts'
import { type Done, handling, officer, received, said } from './terms.ts'

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
export function proposalTells(ctx: Pick<Ctx, 'office'>, after: Registered, cause: Cause): Tell[] {
  if (!isProposed(ctx.office, cause)) return []
  return directors(ctx.office, after).map((d) => ({
    ...viewTo(d.openId, after.id, 'supervise', { cause }),
    key: `supervise/${after.id}/${cause}/${d.openId}`,
  }))
}

/** What the petition has become a 督办 matter by; each cause is told once. */
export const causedNow = (ctx: Pick<Ctx, 'office'>, after: Registered): Tell[] =>
  causesNow(after).flatMap((cause) => proposalTells(ctx, after, cause))

export const simplify = (ctx: Ctx, id: string, simple: boolean): Done =>
  perform(ctx, id, {
    verb: 'amend',
    by: officer,
    change: (p) =>
      p.state === 'draft' ? { refused: 'not-found', what: '此件' } : to.simplify(p, simple),
    facts: { simple },
    done: (after) =>
      simple
        ? `按简易办理${after.clocks.simpleDue ? `，期限${said(ctx, after.clocks.simpleDue)}` : '，受理之日起10个工作日'}：${sayNumber(after.number)}`
        : `已转普通程序，期限仍自原受理之日起算：${sayNumber(after.number)}`,
  })

/** 标记, 系统编号: words of the ledger. */
export const mark = (ctx: Ctx, id: string, it: { flag?: string; externalNo?: string }): Done =>
  perform(ctx, id, {
    verb: 'amend',
    by: officer,
    change: (p) => ({
      course: {
        ...(it.flag && { flags: [...new Set([...p.course.flags, it.flag])] }),
        ...(it.externalNo && { externalNo: it.externalNo }),
      },
    }),
    facts: { flag: it.flag ?? null, externalNo: it.externalNo ?? null },
    done: '已记录',
  })

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
