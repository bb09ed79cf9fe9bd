// Where it goes: proposed to the director, routed, by custom, handed to a subordinate.
import { type Day, firstWorkdayAfter } from '../../../calendar.ts'
import type { Ctx, Tell } from '../../../feature.ts'
import { unitName } from '../../../people.ts'
import * as kept from '../../customs/store.ts'
import { type Registered, sayNumber } from '../../petition.ts'
import * as store from '../../store.ts'
import * as to from '../../transitions.ts'
import { isDirector, officers, unitPeople } from '../../who.ts'
import { type Disposition, exitWords } from '../../words.ts'
import { noticeTo, perform, viewTo } from '../perform.ts'
import { ask, type Done, officer } from './terms.ts'

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
  const custom = found && (await kept.customFor(ctx.trx, found.topic))
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
