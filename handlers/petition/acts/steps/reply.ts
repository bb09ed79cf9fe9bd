// The opinion, its delivery, and reports in both directions.

import type { Day } from '../../../calendar.ts'
import type { Ctx } from '../../../feature.ts'
import type { Delivery, Opinion } from '../../course.ts'
import { sayNumber } from '../../petition.ts'
import * as to from '../../transitions.ts'
import { directors, unitPeople } from '../../who.ts'
import { noticeTo, perform, viewTo } from '../perform.ts'
import { causedNow } from './after.ts'
import { ask, type Done, handling, officer, said } from './terms.ts'

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
    tell: (after) => [
      ...causedNow(ctx, after),
      ...unitPeople(ctx.office, after).map((p) =>
        noticeTo(
          p.openId,
          `${sayNumber(after.number)}的办结报告退回。原因：${reason}。原定日期不变。`,
        ),
      ),
    ],
  })

export const submitReport = (ctx: Ctx, id: string, on: Day, docNo: string | null): Done =>
  perform(ctx, id, {
    verb: 'submitReport',
    by: officer,
    change: (p) => to.submitReport(p, { on, today: ctx.today, docNo }),
    facts: { on, docNo },
    done: (after) => `已上报办结报告${docNo ? '' : '，请补充文号'}：${sayNumber(after.number)}`,
  })
