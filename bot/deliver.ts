// Drains the outbox through the messenger, lane by lane: one row at a time, by class and age, then cards that lag behind.
import type { Transaction } from 'kysely'
import { type Instant, minutes, msOf, plusMs } from '../db/instant.ts'
import { noteShown, retire } from '../db/ledger/cards.ts'
import { type Lease, leaseLanes, nextLaneAt, release, stillHolds } from '../db/ledger/lanes.ts'
import {
  beginRedraw,
  beginSend,
  type Job,
  nextBehind,
  nextPending,
  noteDrawn,
  postpone,
  putOffRedraw,
  stampDone,
} from '../db/ledger/sending.ts'
import type { DB } from '../db/schema.ts'
import type { Reading } from '../handlers/feature.ts'
import { p2pChatOf } from '../handlers/office/store.ts'
import type { Address, Failure, Sent, Wire } from '../handlers/outside.ts'
import { dayAt } from '../handlers/when.ts'
import { runErrand } from './errand.ts'
import { digestOf, encodeNotice, shortId } from './feishu/encode.ts'
import { errorFacts } from './log.ts'
import type { Parts } from './parts.ts'
import { drawRow } from './render.ts'

const leaseMs = 30_000
/** Feishu takes 5 messages a second per chat. */
const paceMs = 250
const lanesAtOnce = 8
/** Feishu remembers a uuid for an hour; nearer to it than this, we read the chat back instead. */
const uuidMs = minutes(55)

/** Sends what is due; returns when there is next something to do, null when nothing waits. */
export async function drain(parts: Parts): Promise<Instant | null> {
  for (;;) {
    const now = parts.clock.now()
    const leases = await leaseLanes(parts.db, now, plusMs(now, leaseMs), lanesAtOnce)
    if (leases.length === 0) return nextLaneAt(parts.db)
    await Promise.all(leases.map((lease) => workLane(parts, lease)))
  }
}

async function workLane(parts: Parts, lease: Lease): Promise<void> {
  let sent = false
  try {
    sent = await workOne(parts, lease)
  } catch (error) {
    parts.log('error', 'a lane could not be worked', { lane: lease.lane, ...errorFacts(error) })
    await giveBack(parts, lease, minutes(1))
    return
  }
  await giveBack(parts, lease, sent ? paceMs : 0)
}

async function giveBack(parts: Parts, lease: Lease, waitMs: number): Promise<void> {
  const free = plusMs(parts.clock.now(), waitMs)
  await parts.db.transaction().execute((trx) => release(trx, lease, free))
}

/** One row of the lane, or one card; true when Feishu was called. */
async function workOne(parts: Parts, lease: Lease): Promise<boolean> {
  const prepared = await parts.db.transaction().execute((trx) => prepare(parts, trx, lease))
  if (!prepared) return false
  const { job, wire } = prepared
  switch (job.kind) {
    case 'errand':
      return runErrand(parts, lease, job)
    case 'redraw':
      await stamp(parts, lease, job, await update(parts, job.messageId, wire))
      return true
    case 'recall':
      await stamp(parts, lease, job, await parts.messenger.recall(job.messageId))
      return true
    case 'send':
      await stamp(parts, lease, job, await sendOnce(parts, job, wire))
      return true
  }
}

interface Prepared {
  job: Job
  wire: Wire
}

const noWire: Wire = { type: 'text', content: '' }

/** Chooses the next row, draws it, and notes that it is about to be tried. */
async function prepare(
  parts: Parts,
  trx: Transaction<DB>,
  lease: Lease,
): Promise<Prepared | undefined> {
  if (!(await stillHolds(trx, lease))) return undefined
  const now = parts.clock.now()
  const reading = await readingAt(parts, trx, now)
  for (;;) {
    const row = await nextPending(trx, lease.lane, now)
    const behind = row && row.class === 0 ? undefined : await nextBehind(trx, lease.lane, now)
    if (behind) {
      const wire = await drawRow(parts, reading, behind)
      if (wire === 'gone' || wire.type !== 'interactive') {
        await retire(trx, behind.id)
        continue
      }
      const { id, message_id: messageId, wanted: revision } = behind
      const drawn = digestOf(wire.content)
      if (drawn === behind.drawn) {
        await noteShown(trx, id, revision, drawn)
        continue
      }
      await beginRedraw(trx, id, plusMs(now, leaseMs))
      return { job: { kind: 'redraw', id, messageId: messageId ?? '', revision, drawn }, wire }
    }
    if (!row) return undefined
    const job = await beginSend(trx, row, now)
    if (job.kind !== 'send') return { job, wire: noWire }
    const wire = job.card
      ? await drawRow(parts, reading, job.card)
      : encodeNotice(await noticeBody(parts, trx, job), job.id)
    if (wire !== 'gone') {
      if (job.card && !job.unknownSince) await noteDrawn(trx, job.id, digestOf(wire.content))
      return { job, wire }
    }
    await stampDone(trx, job.id, 'dropped', now, 'overtaken')
    if (job.card) await retire(trx, job.card.id)
  }
}

async function readingAt(parts: Parts, trx: Transaction<DB>, now: Instant): Promise<Reading> {
  return {
    trx,
    vault: parts.vault,
    now,
    today: dayAt(now),
    office: await parts.office.get(trx, now),
  }
}

type SendJob = Extract<Job, { kind: 'send' }>

async function noticeBody(parts: Parts, trx: Transaction<DB>, job: SendJob) {
  if (!job.sealed) return job.body
  return { said: (await parts.vault.open(trx, job.sealed.matter, job.sealed.bytes)).reveal() }
}

async function update(
  parts: Parts,
  messageId: string,
  wire: Wire,
): Promise<{ ok: true } | Failure> {
  return parts.messenger.update(messageId, wire.content)
}

/** After an hour a uuid is forgotten: then the chat is read back before anything is sent again. */
async function sendOnce(parts: Parts, job: SendJob, wire: Wire): Promise<Sent> {
  const now = parts.clock.now()
  if (job.unknownSince && msOf(now) - msOf(job.unknownSince) > uuidMs) {
    const found = await readBack(parts, job, job.unknownSince, now)
    if (found) return found
  }
  return job.replyTo
    ? parts.messenger.reply(job.replyTo, wire, job.id)
    : parts.messenger.send(addressOf(job.lane), wire, job.id)
}

const addressOf = (lane: string): Address =>
  lane.startsWith('oc_') ? { group: lane } : { person: lane }

async function readBack(
  parts: Parts,
  job: SendJob,
  from: Instant,
  to: Instant,
): Promise<Sent | undefined> {
  const chat = job.lane.startsWith('oc_')
    ? job.lane
    : await parts.db.transaction().execute((trx) => p2pChatOf(trx, job.lane))
  if (!chat) return undefined
  const read = await parts.messenger.readBack(chat, from, to)
  if (!read.ok) return undefined
  const mark = shortId(job.id)
  const message = read.messages.find((m) => m.content.includes(mark))
  return message && { ok: true, messageId: message.messageId, chat }
}

/** What came of it. A stamp under an old fence changes nothing. */
async function stamp(
  parts: Parts,
  lease: Lease,
  job: Exclude<Job, { kind: 'errand' }>,
  result: Sent | { ok: true } | Failure,
): Promise<void> {
  if (!result.ok) {
    const { kind, code, detail } = result
    parts.log('warn', 'feishu refused', { job: job.kind, id: job.id, kind, code, detail })
  }
  await parts.db.transaction().execute(async (trx) => {
    if (!(await stillHolds(trx, lease))) return
    const now = parts.clock.now()
    if (job.kind === 'redraw') return stampRedraw(trx, job, result, now)
    if (!result.ok) return postpone(trx, job, result, now)
    const messageId = 'messageId' in result ? result.messageId : null
    await stampDone(trx, job.id, 'sent', now, null, messageId)
  })
}

async function stampRedraw(
  trx: Transaction<DB>,
  job: Extract<Job, { kind: 'redraw' }>,
  result: { ok: true } | Failure,
  now: Instant,
): Promise<void> {
  if (result.ok) return noteShown(trx, job.id, job.revision, job.drawn)
  const passing = ['busy', 'unreachable', 'spent'].includes(result.kind)
  if (!passing) return retire(trx, job.id)
  const wait = result.retryAfterMs ?? 5_000
  // Still in flight as far as we know: a tap's answer meanwhile must not count as shown.
  await putOffRedraw(trx, job.id, plusMs(now, wait), result.kind === 'unreachable')
}
