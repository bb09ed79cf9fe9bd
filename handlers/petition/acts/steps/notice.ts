// Telling the petitioner, accepting, answering.
import type { Day } from '../../../calendar.ts'
import type { Ctx } from '../../../feature.ts'
import { sayNumber } from '../../petition.ts'
import * as store from '../../store.ts'
import * as to from '../../transitions.ts'
import { unitPeople } from '../../who.ts'
import type { DeliveryWay, Route31 } from '../../words.ts'
import { perform, viewTo } from '../perform.ts'
import { type Done, officer, received, said } from './terms.ts'

export const notice = (ctx: Ctx, id: string, on: Day, way: DeliveryWay | null = null): Done =>
  perform(ctx, id, {
    verb: 'notice',
    by: received,
    change: (p) => to.notice(p, { on, today: ctx.today, way }),
    facts: { on, way },
    done: '已记录书面告知',
  })

/** 〔已当场书面告知〕, 〔已告知〕: in hand where the petitioner was here. */
export async function noticeToday(ctx: Ctx, id: string): Done {
  const found = await store.findPetition(ctx.trx, id)
  const here =
    found?.source.body === 'direct' && (found.form === 'visit' || found.form === 'phone_call')
  return notice(ctx, id, ctx.today, here ? 'in_person' : null)
}

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
