// Chooses what a lane does next, draws it as it stands now, and notes that it is about to be tried. What needs no call is
// done on the way, each in a transaction of its own: a card is locked before its lane.
import type { Transaction } from 'kysely'
import { again, isConflict } from '../db/again.ts'
import { hours, type Instant, minutes, plusMs } from '../db/instant.ts'
import { lockCard, noteShown, retire } from '../db/ledger/cards.ts'
import { type Lease, stillHolds } from '../db/ledger/lanes.ts'
import {
  beginRedraw,
  beginSend,
  behindCard,
  type Job,
  lockPending,
  nextBehind,
  nextPending,
  noteDrawn,
  type OutboxRow,
  putOffRedraw,
  putOffSend,
} from '../db/ledger/sending.ts'
import type { DB } from '../db/schema.ts'
import type { Reading } from '../handlers/feature.ts'
import type { Wire } from '../handlers/outside.ts'
import { groupsPaused } from '../handlers/people.ts'
import { dayAt } from '../handlers/when.ts'
import type { SendJob } from './fate.ts'
import { digestOf, encodeNotice } from './feishu/encode.ts'
import { errorFacts } from './log.ts'
import type { Parts } from './parts.ts'
import { drawRow } from './render.ts'
import { endRow } from './stamp.ts'

/** A change of a message is believed to be in flight for so long. */
const patchMs = 30_000
/** Groups that are paused are looked at again no sooner; 恢复群消息 wakes them at once. */
const pausedMs = hours(24)

export interface Prepared {
  job: Job
  /** `gone`: overtaken, while it is not known whether an earlier try arrived. */
  wire: Wire | 'gone'
}

const noWire: Wire = { type: 'text', content: '' }

export function inTransaction<T>(
  parts: Parts,
  work: (trx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  return again(() => parts.db.transaction().execute(work))
}

export async function prepareOne(parts: Parts, lease: Lease): Promise<Prepared | undefined> {
  for (;;) {
    try {
      const next = await inTransaction(parts, (trx) => prepare(parts, trx, lease))
      if (next !== 'settled') return next
    } catch (error) {
      if (!(error instanceof Undrawable)) throw error
      await putOff(parts, lease, error)
    }
  }
}

type Next = Prepared | 'settled' | undefined

async function prepare(parts: Parts, trx: Transaction<DB>, lease: Lease): Promise<Next> {
  const now = parts.clock.now()
  const row = await nextPending(trx, lease.lane, now)
  const behind = row && row.class === 0 ? undefined : await nextBehind(trx, lease.lane, now)
  if (row && !behind && !(await lockPending(trx, row.id))) return 'settled'
  if (behind) await lockCard(trx, behind.id)
  else if (row?.kind === 'view') await lockCard(trx, row.id)
  if (!(await stillHolds(trx, lease))) return undefined
  const reading = await readingAt(parts, trx, now)
  const later = heldUntil(parts, reading, lease.lane, row)
  if (behind) {
    return later
      ? held(() => putOffRedraw(trx, behind.id, later, false))
      : redraw(parts, reading, behind.id)
  }
  if (!row) return undefined
  return later
    ? held(() => putOffSend(trx, row.id, later, heldWhy(reading, lease.lane)))
    : send(parts, reading, row)
}

async function held(note: () => Promise<void>): Promise<'settled'> {
  await note()
  return 'settled'
}

/** Paused groups get nothing, but what takes a message back; with the quota spent, only what the law demands goes. */
function heldUntil(
  parts: Parts,
  { office, now }: Reading,
  lane: string,
  row: OutboxRow | undefined,
): Instant | null {
  if (row?.kind === 'recall') return null
  if (lane.startsWith('oc_') && groupsPaused(office)) return plusMs(now, pausedMs)
  return row?.statutory ? null : parts.governor.optionalFrom(now)
}

const heldWhy = ({ office }: Reading, lane: string): 'paused' | 'quota' =>
  lane.startsWith('oc_') && groupsPaused(office) ? 'paused' : 'quota'

async function redraw(parts: Parts, reading: Reading, id: string): Promise<Next> {
  const { trx, now } = reading
  const card = await behindCard(trx, id)
  // The answer of a tap was quicker.
  if (!card?.message_id) return 'settled'
  const wire = await drawOr(id, 'redraw', () => drawRow(parts, reading, card))
  if (wire === 'gone' || wire.type !== 'interactive') {
    await retire(trx, id)
    return 'settled'
  }
  const { message_id: messageId, wanted: revision } = card
  const drawn = digestOf(wire.content)
  if (drawn === card.drawn) {
    await noteShown(trx, id, revision, drawn)
    return 'settled'
  }
  await beginRedraw(trx, id, plusMs(now, patchMs))
  return { job: { kind: 'redraw', id, messageId, revision, drawn }, wire }
}

async function send(parts: Parts, reading: Reading, row: OutboxRow): Promise<Next> {
  const { trx, now } = reading
  const job = await beginSend(trx, row, now)
  if (job.kind !== 'send') return { job, wire: noWire }
  const { card, id } = job
  const wire = await drawOr(id, 'send', async () =>
    card ? drawRow(parts, reading, card) : encodeNotice(await noticeBody(parts, trx, job), id),
  )
  if (wire === 'gone') {
    // A try of unknown fate may hang in the chat: it is looked for before the row ends.
    if (job.unknownSince) return { job, wire }
    await endRow(parts, trx, job, 'overtaken')
    return 'settled'
  }
  // After a try of unknown fate it is not known which of the two is shown.
  if (card) await noteDrawn(trx, id, job.unknownSince ? null : digestOf(wire.content))
  return { job, wire }
}

async function noticeBody(parts: Parts, trx: Transaction<DB>, job: SendJob) {
  if (!job.sealed) return job.body
  return { said: (await parts.vault.open(trx, job.sealed.matter, job.sealed.bytes)).reveal() }
}

async function readingAt(parts: Parts, trx: Transaction<DB>, now: Instant): Promise<Reading> {
  const office = await parts.office.get(trx, now)
  return { trx, vault: parts.vault, now, today: dayAt(now), office }
}

/** A view that throws: its row is put off, the others of the lane go on. */
class Undrawable extends Error {
  override name = 'Undrawable'
  readonly id: string
  readonly job: 'send' | 'redraw'

  constructor(id: string, job: 'send' | 'redraw', cause: unknown) {
    super('a row could not be drawn', { cause })
    this.id = id
    this.job = job
  }
}

async function drawOr<T>(id: string, job: Undrawable['job'], draw: () => Promise<T>): Promise<T> {
  try {
    return await draw()
  } catch (error) {
    if (isConflict(error)) throw error
    throw new Undrawable(id, job, error)
  }
}

async function putOff(parts: Parts, lease: Lease, { id, job, cause }: Undrawable): Promise<void> {
  parts.log('error', 'a row could not be drawn and is put off', { id, job, ...errorFacts(cause) })
  await inTransaction(parts, async (trx) => {
    if (job === 'redraw') await lockCard(trx, id)
    else if (!(await lockPending(trx, id))) return
    if (!(await stillHolds(trx, lease))) return
    const later = plusMs(parts.clock.now(), minutes(10))
    await (job === 'redraw'
      ? putOffRedraw(trx, id, later, false)
      : putOffSend(trx, id, later, 'undrawable'))
  })
}
