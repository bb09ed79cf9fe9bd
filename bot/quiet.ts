// Quiet hours bind what a person's act sends to others outside working hours: it waits for the next working day's morning, and
// the actor's own card offers to send it at once. 特急, urgent petitions and the answer to the actor never wait.
import { type Instant, plusMs } from '../db/instant.ts'
import { firstWorkdayAfter, isWorkday } from '../handlers/calendar.ts'
import { isQuiet } from '../handlers/emergency.ts'
import type { Ctx, Outcome, Tell } from '../handlers/feature.ts'
import { dayAt, instantAt, timeAt } from '../handlers/when.ts'
import { sheetAt } from '../jobs/timetable.ts'
import { spreadOf } from './beat.ts'
import { laneOf } from './order.ts'
import type { Parts } from './parts.ts'

export async function quietly(
  parts: Parts,
  ctx: Ctx,
  outcome: Outcome,
  act: string,
): Promise<Outcome> {
  if (!isQuiet(ctx.office, ctx.now) || (await isUrgent(parts, ctx, outcome))) return outcome
  const at = nextMorning(parts, ctx)
  const tell = (outcome.tell ?? []).map((one, place) =>
    waits(ctx, one) ? { ...one, at, key: one.key ?? `${act}/${place}` } : one,
  )
  const keys = tell.flatMap((one) => (waits(ctx, one) && one.key ? [one.key] : []))
  if (keys.length === 0) return outcome
  return { ...outcome, tell: [...tell, offer(ctx, act, keys)] }
}

async function isUrgent(parts: Parts, ctx: Ctx, outcome: Outcome): Promise<boolean> {
  for (const { feature, subject } of outcome.entries) {
    const asked = parts.features.find(({ name }) => name === feature)?.isUrgent
    if (await asked?.(ctx, subject)) return true
  }
  return false
}

/** The answer goes to the actor, or to the group where it was asked; what has a time of its own keeps it. */
function waits(ctx: Ctx, tell: Tell): boolean {
  if (tell.atOnce || tell.replyTo || tell.kind === 'recall') return false
  const lane = laneOf(tell.to)
  return lane !== ctx.by.openId && lane !== laneOf(ctx.answer.to)
}

function nextMorning(parts: Parts, { office, now }: Ctx): Instant {
  const today = dayAt(now)
  const early = isWorkday(office.holidays, today) && timeAt(now) < sheetAt
  const day = early ? today : firstWorkdayAfter(office.holidays, today).day
  return plusMs(instantAt(day, sheetAt), spreadOf(parts.appId))
}

function offer(ctx: Ctx, act: string, keys: string[]): Tell {
  return {
    ...{ kind: 'view', to: { person: ctx.by.openId }, key: `held/${act}` },
    ...{ feature: 'clock', subject: act, view: 'held', args: { keys } },
  }
}
