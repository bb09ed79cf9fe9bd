// Drains the outbox through the messenger, lane by lane: one row at a time, by class and age, then cards that lag behind.
import { type Instant, minutes, plusMs } from '../db/instant.ts'
import { dueLanes, type Lease, leaseLanes, nextLaneAt, release } from '../db/ledger/lanes.ts'
import { runErrand } from './errand.ts'
import { sendOnce } from './fate.ts'
import { errorFacts } from './log.ts'
import type { Parts } from './parts.ts'
import { inTransaction, type Prepared, prepareOne } from './prepare.ts'
import { type Result, stamp } from './stamp.ts'

const leaseMs = 30_000
/** Feishu takes 5 messages a second per chat. */
const paceMs = 250
const lanesAtOnce = 8

/** Sends what is due; returns when there is next something to do, null when nothing waits. */
export async function drain(parts: Parts, going = () => true): Promise<Instant | null> {
  while (going()) {
    const now = parts.clock.now()
    const due = await dueLanes(parts.db, now, lanesAtOnce)
    if (due === 0) return nextLaneAt(parts.db)
    const { ready, next } = await parts.governor.ready(due)
    if (ready === 0) return next
    const leases = await leaseLanes(parts.db, now, plusMs(now, leaseMs), ready)
    await Promise.all(leases.map((lease) => workLane(parts, lease)))
  }
  return null
}

async function workLane(parts: Parts, lease: Lease): Promise<void> {
  let waitMs: number | 'released'
  try {
    waitMs = await workOne(parts, lease)
  } catch (error) {
    parts.log('error', 'a lane could not be worked', { lane: lease.lane, ...errorFacts(error) })
    waitMs = minutes(1)
  }
  if (waitMs === 'released') return
  const free = plusMs(parts.clock.now(), waitMs)
  await inTransaction(parts, (trx) => release(trx, lease, free))
}

/**
 * One row of the lane, or one card; returns how long the lane rests: not at all where Feishu was not called. A stamp gives
 * the lane back in its own transaction.
 */
async function workOne(parts: Parts, lease: Lease): Promise<number | 'released'> {
  const prepared = await prepareOne(parts, lease)
  if (!prepared) return 0
  const { job } = prepared
  if (job.kind === 'errand') return (await runErrand(parts, lease, job)) ? paceMs : 0
  const result = await tryOnce(parts, prepared)
  await stamp(parts, lease, job, result, await restAfter(parts, result))
  return 'released'
}

function tryOnce(parts: Parts, { job, wire }: Prepared): Promise<Result> {
  switch (job.kind) {
    case 'redraw':
      return parts.messenger.update(job.messageId, wire === 'gone' ? '' : wire.content)
    case 'recall':
      return parts.messenger.recall(job.messageId)
    case 'send':
      return sendOnce(parts, job, wire)
    case 'errand':
      throw new Error('an errand is run by itself')
  }
}

/** Where Feishu says that this chat gets too much (230020), or all of us call too often, the whole lane waits. */
async function restAfter(parts: Parts, result: Result): Promise<number> {
  if ('ended' in result || result.ok || result.kind !== 'busy') return paceMs
  await parts.governor.hold(result)
  return Math.max(paceMs, result.retryAfterMs ?? 1_000)
}
