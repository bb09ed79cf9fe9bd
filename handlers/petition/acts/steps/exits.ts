// The other ends of a petition, each with its date.
import type { Day } from '../../../calendar.ts'
import type { Ctx } from '../../../feature.ts'
import * as near from '../../nearby/store.ts'
import { sayNumber } from '../../petition.ts'
import * as store from '../../store.ts'
import * as to from '../../transitions.ts'
import { type Route31, routeWords } from '../../words.ts'
import { perform } from '../perform.ts'
import { type Done, officer, received } from './terms.ts'

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
  const reviewed = found !== undefined && (await near.isTerminated(ctx.trx, found.matter))
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
