// One act on a petition: locked, its state and the person looked at, changed, recorded, its clocks armed anew. All acts are this.
import type { Json } from '../../../db/types.ts'
import type { Arm, Ctx, OfferCall, Outcome, SubjectRef, Tell } from '../../feature.ts'
import type { Deed } from '../../people.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { dayAt } from '../../when.ts'
import { nextLook } from '../causes.ts'
import {
  allows as allowed,
  type allows,
  can,
  type In,
  nameOfPetition,
  type Petition,
  type Registered,
  sayState,
  stateWords,
  type Verb,
} from '../petition.ts'
import { clockKinds, morning, nextMorning, running } from '../reminders.ts'
import { numbersOf } from '../settings.ts'
import { lockPetition, save } from '../store.ts'
import type { Change } from '../transitions.ts'
import { whyNotBy } from '../who.ts'

export const feature = 'petition'

export type Ready<V extends Verb> = In<(typeof allows)[V][number]>

export interface Step<V extends Verb> {
  verb: V
  by: readonly [Deed, ...Deed[]]
  change(petition: Ready<V>): Change | Refusal
  /** What the record keeps: dates and figures, nothing secret. */
  facts?: Record<string, Json>
  done: string | ((after: Registered) => string)
  tell?(after: Registered): Tell[]
  offers?(after: Registered): OfferCall[]
}

export async function perform<V extends Verb>(
  ctx: Ctx,
  id: string,
  step: Step<V>,
): Promise<Outcome | Refusal> {
  const petition = await ready(ctx, id, step.verb, step.by)
  if (isRefusal(petition)) return petition
  const change = step.change(petition)
  if (isRefusal(change)) return change
  const after = await changed(ctx, petition, change)
  return {
    entries: [
      { feature, subject: id, verb: step.verb, facts: { ...step.facts, state: after.state } },
    ],
    arm: armsOf(ctx, after),
    tell: step.tell?.(after) ?? [],
    offers: step.offers?.(after) ?? [],
    toast:
      typeof step.done === 'string' ? `${step.done}：${nameOfPetition(after)}` : step.done(after),
  }
}

export async function changed(ctx: Ctx, petition: Petition, change: Change): Promise<Registered> {
  const given = { holidays: ctx.office.holidays, numbers: numbersOf(ctx.office) }
  const after = await save(ctx.trx, petition, change, given)
  if (after.state === 'draft') throw new Error('an act has left a draft')
  return after
}

/** Locked, in a state that allows the verb, by somebody who may; else why not. */
export async function ready<V extends Verb>(
  ctx: Ctx,
  id: string,
  verb: V,
  by: readonly [Deed, ...Deed[]],
): Promise<Ready<V> | Refusal> {
  const petition = await lockPetition(ctx.trx, id)
  if (!petition) return { refused: 'not-found', what: '此件' }
  const no = whyNotBy(ctx.office, ctx.by.openId, petition, by)
  if (no) return no
  return can(verb, petition) ? petition : wrongState(petition, verb)
}

export function wrongState(petition: Petition, verb: Verb): Refusal {
  const wanted = allowed[verb].map((state) => stateWords[state])
  return {
    refused: 'wrong-state',
    what: nameOfPetition(petition),
    state: sayState(petition),
    wanted: [...new Set(wanted)].join('、'),
  }
}

/** Every clock anew: armed where it runs, disarmed where it does not. */
export function armsOf(ctx: Pick<Ctx, 'office' | 'now'>, petition: Petition): Arm[] {
  const { holidays } = ctx.office
  const now = running(holidays, petition)
  const look = petition.state === 'draft' ? null : nextLook(petition, dayAt(ctx.now))
  return [
    ...clockKinds.map((kind) => {
      const clock = now.find((one) => one.kind === kind)
      const at = clock ? nextMorning(holidays, clock, ctx.now) : null
      return { feature, subject: petition.id, kind, at }
    }),
    { feature, subject: petition.id, kind: 'propose', at: look ? morning(look) : null },
  ]
}

export const ref = (subject: string): SubjectRef => ({ feature, subject })

export function viewTo(
  person: string,
  subject: string,
  view: string,
  args?: Json,
): Tell & { kind: 'view' } {
  return {
    kind: 'view',
    to: { person },
    feature,
    subject,
    view,
    ...(args !== undefined && { args }),
  }
}

export function noticeTo(person: string, said: string): Tell & { kind: 'notice' } {
  return { kind: 'notice', to: { person }, class: 1, body: { said } }
}
