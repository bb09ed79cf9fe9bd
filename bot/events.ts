// Events that are nobody's words: people, departments and groups that come, change and go. The duties say what follows.
import type { Transaction } from 'kysely'
import type { DB } from '../db/schema.ts'
import type { ClockCtx } from '../handlers/feature.ts'
import type { Happening } from '../handlers/outside.ts'
import { dayAt } from '../handlers/when.ts'
import { applyOutcome } from './apply.ts'
import type { Inbound } from './feishu/inbound.ts'
import { together } from './offers.ts'
import type { Parts } from './parts.ts'
import { withReacts } from './reacts.ts'

export async function happened(
  parts: Parts,
  trx: Transaction<DB>,
  inbound: Inbound,
  act: string,
): Promise<void> {
  if (!isHappening(inbound)) return
  const { vault, id } = parts
  const now = parts.clock.now()
  const office = await parts.office.get(trx, now)
  const ctx: ClockCtx = { trx, vault, now, today: dayAt(now), office, id }
  // An event of the future is none: the clock of whoever sent it is wrong.
  const what = { ...inbound, at: inbound.at < now ? inbound.at : now }
  const outcomes = await Promise.all(parts.features.flatMap((f) => f.happens?.(ctx, what) ?? []))
  const whole = outcomes.reduce(together, { entries: [] })
  await applyOutcome({ trx, vault, now, act, by: 'clock', id }, await withReacts(parts, ctx, whole))
}

const kinds = ['group', 'members', 'person', 'department', 'range', 'recalled']

function isHappening(inbound: Inbound): inbound is Inbound & Happening {
  return kinds.includes(inbound.kind)
}
