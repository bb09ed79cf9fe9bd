// What came of a try: stamped under the fence of the lease, so that a holder that was overtaken changes nothing. A row that
// ends without being delivered has an entry in the record; where somebody can mend it, the administrator is told.
import type { Transaction } from 'kysely'
import { again } from '../db/again.ts'
import { plusMs } from '../db/instant.ts'
import { lockCard, noteShown, retire } from '../db/ledger/cards.ts'
import { type Lease, release, stillHolds } from '../db/ledger/lanes.ts'
import { recordAct } from '../db/ledger/record.ts'
import { type Job, lockPending, postpone, putOffRedraw, stampDone } from '../db/ledger/sending.ts'
import type { DB } from '../db/schema.ts'
import { noteP2pChat } from '../handlers/office/store.ts'
import type { Failure } from '../handlers/outside.ts'
import { alarm } from './alarm.ts'
import { asWords, replaceCard, sayRefused, toOwners } from './fallback.ts'
import type { SendJob, Tried } from './fate.ts'
import type { Parts } from './parts.ts'

export type Result = Tried | { ok: true } | Failure

type Stamped = Exclude<Job, { kind: 'errand' }>

export async function stamp(
  parts: Parts,
  lease: Lease,
  job: Stamped,
  result: Result,
  restMs: number,
): Promise<void> {
  tellLog(parts, job, result)
  await again(() =>
    parts.db.transaction().execute(async (trx) => {
      if (job.kind !== 'redraw') await lockPending(trx, job.id)
      if (job.kind !== 'recall') await lockCard(trx, job.id)
      if (!(await stillHolds(trx, lease))) return
      await (job.kind === 'redraw'
        ? stampRedraw(parts, trx, job, result)
        : stampRow(parts, trx, job, result))
      await release(trx, lease, plusMs(parts.clock.now(), restMs))
    }),
  )
  await afterwards(parts, job, result)
}

function tellLog(parts: Parts, job: Stamped, result: Result): void {
  if ('ended' in result) {
    parts.log('warn', 'a row ended unsent', { id: job.id, why: result.ended })
  } else if (!result.ok) {
    const { kind, code, detail } = result
    parts.log('warn', 'feishu refused', { job: job.kind, id: job.id, kind, code, detail })
  }
}

async function stampRow(
  parts: Parts,
  trx: Transaction<DB>,
  job: Exclude<Stamped, { kind: 'redraw' }>,
  result: Result,
): Promise<void> {
  const now = parts.clock.now()
  if ('ended' in result) {
    if (job.kind === 'send') await endRow(parts, trx, job, result.ended)
    return
  }
  if (!result.ok) {
    const card = job.kind === 'send' ? job.card : undefined
    if (await asWords(trx, card, result)) return
    await toOwners(parts, trx, card, result)
    await postpone(trx, job, result, now)
    if (isFinal(result) && job.kind === 'send') await enter(parts, trx, job, 'undelivered', result)
    return
  }
  const messageId = 'messageId' in result ? result.messageId : null
  await stampDone(trx, job.id, 'sent', now, null, messageId)
  if ('again' in result && job.kind === 'send') await enter(parts, trx, job, 'sent-again')
}

/** Dropped: nobody wants it any more, or nobody can tell whether it has arrived. */
export async function endRow(
  parts: Parts,
  trx: Transaction<DB>,
  job: SendJob,
  why: 'overtaken' | 'unknown',
): Promise<void> {
  await stampDone(trx, job.id, 'dropped', parts.clock.now(), why)
  if (job.card) await retire(trx, job.card.id)
  await enter(parts, trx, job, why === 'overtaken' ? 'overtaken' : 'fate-unknown')
}

async function enter(
  parts: Parts,
  trx: Transaction<DB>,
  job: SendJob,
  verb: string,
  failure?: Failure,
): Promise<void> {
  const { feature, subject } = job.card ?? { feature: 'clock', subject: job.id }
  await recordAct(trx, [
    {
      id: parts.id(),
      act: parts.id(),
      at: parts.clock.now(),
      by: 'clock',
      onBehalfOf: null,
      ...{ feature, subject, verb },
      facts: { to: job.lane, row: job.id, ...(failure && { code: failure.code }) },
    },
  ])
}

const isFinal = ({ kind }: Failure) => ['gone', 'forbidden', 'malformed'].includes(kind)

/** Apart from the stamp: a person's row is locked before cards and lanes elsewhere. */
async function afterwards(parts: Parts, job: Stamped, result: Result): Promise<void> {
  if (job.kind !== 'send' || 'ended' in result) return
  if (result.ok) return learnChat(parts, job.lane, 'chat' in result ? result.chat : '')
  if (result.kind === 'spent') {
    await alarm(
      parts,
      'quota',
      '本月调用额度已用完：非法定事项的消息暂缓发送，额度恢复后自动补发。发送“运行情况”可查看。',
    )
  }
  if (result.kind === 'malformed' && job.card && !job.card.as_words) {
    await alarm(parts, 'card', sayRefused(result))
  } else if (isFinal(result)) {
    await alarm(parts, 'undelivered', '有消息未能送达，请发送“投递异常”查看并处理。')
  }
}

const learnt = new WeakMap<Parts, Map<string, string>>()

/** Private chats are read back by their id, which the answer of a send tells. */
async function learnChat(parts: Parts, lane: string, chat: string): Promise<void> {
  if (!lane.startsWith('ou_') || !chat) return
  const known = learnt.get(parts) ?? new Map<string, string>()
  learnt.set(parts, known)
  if (known.get(lane) === chat) return
  known.set(lane, chat)
  await parts.db.transaction().execute((trx) => noteP2pChat(trx, lane, chat))
}

async function stampRedraw(
  parts: Parts,
  trx: Transaction<DB>,
  job: Extract<Job, { kind: 'redraw' }>,
  result: Result,
): Promise<void> {
  const now = parts.clock.now()
  if ('ended' in result) return
  if (result.ok) return noteShown(trx, job.id, job.revision, job.drawn)
  const passing = ['busy', 'unreachable', 'spent'].includes(result.kind)
  if (!passing) return replaceCard(parts, trx, job.id, result)
  const wait = result.retryAfterMs ?? 5_000
  // Still in flight as far as we know: a tap's answer meanwhile must not count as shown.
  await putOffRedraw(trx, job.id, plusMs(now, wait), result.kind === 'unreachable')
}
