// What petitions do at news: a holiday notice moves working-day dates (never a date in calendar days), a named handler hands on.
// And what waits for whom.
import { type Day, sayDue } from '../../calendar.ts'
import type { ClockCtx, Outcome, Reading, SubjectRef, Waiting } from '../../feature.ts'
import type { Person } from '../../people.ts'
import { openButton } from '../buttons.ts'
import { clockNames, clocksChanged } from '../changes.ts'
import { clocksOf } from '../clock.ts'
import { openOnes } from '../figures/store.ts'
import { soonest } from '../lists/soon.ts'
import { nameOfPetition, type Registered, sayState } from '../petition.ts'
import { numbersOf } from '../settings.ts'
import * as store from '../store.ts'
import { isOfficer, officers, unitPeople } from '../who.ts'
import { armsOf, feature, noticeTo } from './perform.ts'

/** On import of a notice, and where a setting moves our own dates: recomputed, listed, told (domain.md §5). */
export async function recompute(ctx: ClockCtx): Promise<Outcome> {
  const outcome: Outcome = { entries: [], arm: [] }
  const lines: string[] = []
  for (const { id } of await openOnes(ctx.trx)) {
    const said = await recomputed(ctx, id, outcome)
    if (said) lines.push(said)
  }
  if (lines.length === 0) return { entries: [] }
  const said = `工作日安排或设置变动，下列期限已重新计算，请核对：\n${lines.join('\n')}`
  return { ...outcome, tell: officers(ctx.office).map((o) => noticeTo(o.openId, said)) }
}

async function recomputed(
  ctx: ClockCtx,
  id: string,
  outcome: Outcome,
): Promise<string | undefined> {
  const petition = await store.lockPetition(ctx.trx, id)
  if (!petition || petition.state === 'draft') return undefined
  const given = { holidays: ctx.office.holidays, numbers: numbersOf(ctx.office) }
  const told = petition.clocks.petitionerDeadline
  const moved = clocksChanged(
    petition.clocks,
    clocksOf(given.holidays, petition, given.numbers, told),
  )
  if (moved.length === 0) return undefined
  const after = await store.save(ctx.trx, petition, {}, given)
  outcome.entries.push({
    feature,
    subject: id,
    verb: 'recompute',
    facts: Object.fromEntries(moved.map(({ clock, to }) => [clock, to])),
  })
  outcome.arm?.push(...armsOf(ctx, after))
  const date = (on: Day | null) => (on ? sayDue(ctx.office.holidays, on, ctx) : '无')
  return `${nameOfPetition(petition)}${moved.map(({ clock, from, to }) => `${clockNames[clock]}${date(from)}→${date(to)}`).join('，')}`
}

export async function handedOver(
  ctx: ClockCtx,
  items: SubjectRef[],
  from: string,
  to: string,
): Promise<Outcome> {
  const outcome: Outcome = { entries: [] }
  for (const item of items) {
    const petition =
      item.feature === feature ? await store.lockPetition(ctx.trx, item.subject) : undefined
    if (!petition || petition.handler !== from) continue
    await store.save(
      ctx.trx,
      petition,
      { facts: { handler: to } },
      { holidays: ctx.office.holidays, numbers: numbersOf(ctx.office) },
    )
    outcome.entries.push({ ...item, verb: 'hand-over', facts: { from, to } })
  }
  return outcome
}

/** The unit's own, and of the 信访专员 what nobody else has yet. */
export async function waiting(ctx: Reading, person: Person): Promise<Waiting[]> {
  const officer = isOfficer(ctx.office, person.openId)
  const open = await openOnes(ctx.trx)
  return open
    .filter(
      (p) =>
        owners(ctx, p).some((one) => one.openId === person.openId) ||
        (officer && p.state === 'replied'),
    )
    .map((p) => waitingLine(ctx, p))
}

const owners = (ctx: Reading, p: Registered): Person[] => {
  const people = p.state === 'routed' || p.state === 'in_progress' ? unitPeople(ctx.office, p) : []
  return people.length > 0 ? people : officers(ctx.office, p)
}

export async function ownersOf(ctx: Reading, id: string): Promise<Person[]> {
  const petition = await store.findPetition(ctx.trx, id)
  return petition && petition.state !== 'draft' ? owners(ctx, petition) : []
}

function waitingLine(ctx: Reading, p: Registered): Waiting {
  const due = soonest(p)
  const until = due ? `，期限${sayDue(ctx.office.holidays, due, ctx)}` : ''
  return {
    ...{ feature, subject: p.id },
    text: `${nameOfPetition(p)}（${sayState(p)}${until}）`,
    buttons: [{ text: '办理', payload: openButton.on(p.id, { to: 'file' }) }],
  }
}
