// What the acts on a petition share: who may, how a date is said, how a decision is asked for.
import { type Day, sayDue } from '../../../calendar.ts'
import type { Ctx, OfferCall, Outcome } from '../../../feature.ts'
import type { Refusal } from '../../../refusal.ts'
import { feature } from '../perform.ts'

export type Done = Promise<Outcome | Refusal>

export const officer = ['handle_petition'] as const
export const received = ['answer_at_once'] as const
export const handling = ['handle_petition', 'act_for_petition_unit'] as const

export const said = (ctx: Ctx, on: Day) => sayDue(ctx.office.holidays, on, { today: ctx.today })
export const ask = (subject: string, kind: string): OfferCall => ({
  feature: 'approval',
  offer: 'ask',
  args: { feature, subject, kind },
})
