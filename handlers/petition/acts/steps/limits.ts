// Objection to the sender, and extension: what moves or ends a limit.
import type { Day } from '../../../calendar.ts'
import type { Ctx } from '../../../feature.ts'
import { timeAt } from '../../../when.ts'
import { sayNumber } from '../../petition.ts'
import * as to from '../../transitions.ts'
import { directors } from '../../who.ts'
import { noticeTo, perform, viewTo } from '../perform.ts'
import { ask, type Done, handling, officer, said } from './terms.ts'

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
