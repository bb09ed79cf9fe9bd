// What becomes of requests when people go and come back: each is put to the one who decides it now, and every card says so.
import type { ClockCtx, Feature, Outcome, Reacts, SubjectRef, Tell } from '../feature.ts'
import { batchOf, feature, nobodyDecides, viewFor } from './actions.ts'
import { approversOf, canTake, type Pending } from './approval.ts'
import * as store from './store.ts'
import { approvable } from './views.ts'

export const reactsFor = (duties: Feature[]): Reacts => ({
  absenceChanged: (ctx, person) => putAnew(ctx, duties, person),
  personLeft: (ctx, person) => putAnew(ctx, duties, person),
  handedOver,
})

async function putAnew(ctx: ClockCtx, duties: Feature[], person: string): Promise<Outcome> {
  const redraw: SubjectRef[] = [batchOf(person)]
  const tell: Tell[] = []
  for (const approval of await store.pendingApprovals(ctx.trx)) {
    const role = approvable(duties, approval)?.role
    if (!role) continue
    const [decider] = approversOf(ctx.office, role, approval)
    redraw.push({ feature, subject: approval.id })
    if (!decider) tell.push(...nobodyDecides(ctx, role, approval.id))
    else if (!(await store.cardHolders(ctx.trx, approval.id)).includes(decider.openId)) {
      redraw.push(batchOf(decider.openId))
      tell.push(once(ctx, approval, decider.openId))
    }
  }
  return { entries: [], redraw, tell }
}

/** However often the news comes. */
const once = ({ today }: ClockCtx, { id }: Pending, person: string) => ({
  ...viewFor(person, id, 'decision'),
  key: `decides/${id}/${person}/${today}`,
})

async function handedOver(
  ctx: ClockCtx,
  items: SubjectRef[],
  from: string,
  to: string,
): Promise<Outcome> {
  const mine = new Set(items.filter((it) => it.feature === feature).map(({ subject }) => subject))
  const handed = (await store.pendingApprovals(ctx.trx)).filter(
    ({ id, approver }) => mine.has(id) && approver === from,
  )
  for (const approval of handed) await passOn(ctx, approval, from, to)
  return {
    entries: handed.map(({ id }) => ({ feature, subject: id, verb: 'hand-over', facts: { to } })),
    tell: handed.map((approval) => once(ctx, approval, to)),
  }
}

/** To the receiver where he may decide it; else to whoever holds the role. */
async function passOn(ctx: ClockCtx, approval: Pending, from: string, to: string): Promise<void> {
  if (canTake(ctx.office, to, approval.askedBy)) await store.noteHanded(ctx.trx, approval, to, from)
  else await store.noteUnhanded(ctx.trx, approval)
}
