// Sends once. While Feishu remembers the uuid, the same again is safe; later, and where a view was overtaken meanwhile,
// the chat is read back first. Where it cannot be read, what the law demands is sent again, and nothing else is.
import type { Transaction } from 'kysely'
import { type Instant, minutes, msOf } from '../db/instant.ts'
import { knownMessages } from '../db/ledger/outbox.ts'
import type { Job } from '../db/ledger/sending.ts'
import type { DB } from '../db/schema.ts'
import { p2pChatOf } from '../handlers/office/store.ts'
import type { Address, Failure, Sent, Wire } from '../handlers/outside.ts'
import { shortId } from './feishu/encode.ts'
import type { Parts } from './parts.ts'

/** Feishu remembers a uuid for an hour; nearer to it than this, we read the chat back instead. */
const uuidMs = minutes(55)
/** An earlier try may still arrive for so long. */
const flightMs = minutes(1)

export type SendJob = Extract<Job, { kind: 'send' }>

/** overtaken: it never arrived and is not wanted any more · unknown: nobody can tell, and it is not sent again */
export type Ended = { ended: 'overtaken' | 'unknown' }

/** `again`: sent without knowing what became of the tries before. */
export type Tried = (Sent & { again?: true }) | Ended

export async function sendOnce(parts: Parts, job: SendJob, wire: Wire | 'gone'): Promise<Tried> {
  const now = parts.clock.now()
  const since = job.unknownSince
  if (wire === 'gone') return since ? endOvertaken(parts, job, since, now) : { ended: 'overtaken' }
  if (!since || msOf(now) - msOf(since) <= uuidMs) return send(parts, job, wire)
  const fate = await fateOf(parts, job, wire, since, now)
  switch (fate.kind) {
    case 'arrived':
      return fate.sent
    case 'absent':
      return send(parts, job, wire)
    case 'later':
      return fate.failure
    case 'unreadable': {
      if (!job.statutory) return { ended: 'unknown' }
      const sent = await send(parts, job, wire)
      return sent.ok ? { ...sent, again: true } : sent
    }
  }
}

function send(parts: Parts, job: SendJob, wire: Wire): Promise<Sent> {
  return job.replyTo
    ? parts.messenger.reply(job.replyTo, wire, job.id)
    : parts.messenger.send(addressOf(job.lane), wire, job.id)
}

const addressOf = (lane: string): Address =>
  lane.startsWith('oc_') ? { group: lane } : { person: lane }

/** It may hang in the chat with live buttons: then the card is taken into our books, and drawn again as it stands. */
async function endOvertaken(
  parts: Parts,
  job: SendJob,
  since: Instant,
  now: Instant,
): Promise<Tried> {
  const left = flightMs - (msOf(now) - msOf(since))
  if (left > 0) return inFlight(left)
  const fate = await fateOf(parts, job, undefined, since, now)
  switch (fate.kind) {
    case 'arrived':
      return fate.sent
    case 'absent':
      return { ended: 'overtaken' }
    case 'later':
      return fate.failure
    case 'unreadable':
      return { ended: 'unknown' }
  }
}

const inFlight = (retryAfterMs: number): Failure => ({
  ok: false,
  kind: 'busy',
  code: 0,
  detail: 'an earlier try may still arrive',
  retryAfterMs,
})

type Fate =
  | { kind: 'arrived'; sent: Sent }
  | { kind: 'absent' }
  | { kind: 'unreadable' }
  | { kind: 'later'; failure: Failure }

async function fateOf(
  parts: Parts,
  job: SendJob,
  wire: Wire | undefined,
  from: Instant,
  to: Instant,
): Promise<Fate> {
  const group = job.lane.startsWith('oc_')
  const chat = group ? job.lane : await inTrx(parts, (trx) => p2pChatOf(trx, job.lane))
  if (!chat) return { kind: 'unreadable' }
  const read = await parts.messenger.readBack(chat, from, to)
  if (!read.ok) {
    const passing = ['busy', 'unreachable', 'spent'].includes(read.kind)
    return passing ? { kind: 'later', failure: stillUnknown(read) } : { kind: 'unreadable' }
  }
  const ours = await unclaimed(parts, read.messages)
  const found = ours.find(({ content }) => isIt(job, wire, content))
  if (!found) return { kind: 'absent' }
  return { kind: 'arrived', sent: { ok: true, messageId: found.messageId, chat } }
}

/** Reading failed: what became of the message stays unknown, and it is read again later. */
const stillUnknown = (failure: Failure): Failure => ({ ...failure, kind: 'unreachable' })

type Message = { messageId: string; content: string }

/** Words have no mark of their own: they are told by what they say, and by belonging to no other row. */
async function unclaimed(parts: Parts, messages: Message[]): Promise<Message[]> {
  const ids = messages.map(({ messageId }) => messageId)
  const known = new Set(await inTrx(parts, (trx) => knownMessages(trx, ids)))
  return messages.filter(({ messageId }) => !known.has(messageId))
}

function isIt(job: SendJob, wire: Wire | undefined, content: string): boolean {
  if (content.includes(shortId(job.id))) return true
  return wire?.type === 'text' && wordsOf(content) === wordsOf(wire.content)
}

/** Feishu gives mentions back in another form, and may trim. */
function wordsOf(content: string): string {
  const text = content.match(/"text":"((?:[^"\\]|\\.)*)"/)?.[1] ?? content
  return text.replaceAll(/<at[^>]*>(?:[^<]*<\/at>)?|@_user_\d+/g, '').replaceAll(/\s|\\n/g, '')
}

function inTrx<T>(parts: Parts, work: (trx: Transaction<DB>) => Promise<T>): Promise<T> {
  return parts.db.transaction().execute(work)
}
