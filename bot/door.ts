// Three seconds: an event is answered after its commit or not at all, a tap always. Retries what the database asks to retry.
import { again, isMisfit } from '../db/again.ts'
import { noteAnswered } from '../db/ledger/cards.ts'
import { enqueue, wakeLanes } from '../db/ledger/outbox.ts'
import { sayRefusal } from '../handlers/refusal.ts'
import { type Answer, dispatch } from './dispatch.ts'
import { digestOf } from './feishu/encode.ts'
import type { Inbound } from './feishu/inbound.ts'
import { errorFacts } from './log.ts'
import type { Parts } from './parts.ts'

/** Feishu waits 3 s; what is not committed by then is answered as such. */
export const answerWithinMs = 2_500
const tapRetryForMs = 60_000

export type Taken = { kind: 'done'; answer: Answer } | { kind: 'late' } | { kind: 'failed' }

/** `late`: the work goes on; `failed`: rolled back, nothing happened. `lasting` keeps the process for work that goes on. */
export async function take(
  parts: Parts,
  inbound: Inbound,
  lasting: (work: Promise<unknown>) => void,
  wake: () => void,
): Promise<Taken> {
  const work = again(() => dispatch(parts, inbound)).then(
    (answer): Taken => ({ kind: 'done', answer }),
    (error: unknown): Taken => {
      if (inbound.kind === 'tap' && isMisfit(error)) return forged(parts, inbound.id)
      parts.log('error', 'an event could not be taken', {
        kind: inbound.kind,
        id: idOf(inbound),
        ...errorFacts(error),
      })
      return { kind: 'failed' }
    },
  )
  // Also what fails after it was answered as late: nobody else would hear of it.
  lasting(
    work.then((taken) => (taken.kind === 'failed' ? afterFailure(parts, inbound, wake) : wake())),
  )
  return Promise.race([work, after<Taken>(answerWithinMs, { kind: 'late' })])
}

/** No button of ours carries what fits no column: nothing to retry, and nothing happened. */
function forged(parts: Parts, id: string): Taken {
  parts.log('warn', 'a tap carried what no button of ours does', { id })
  const toast = { type: 'error', content: sayRefusal({ refused: 'stale-button' }) } as const
  return { kind: 'done', answer: { toast } }
}

/** After the answer was written: what the tap's answer showed counts as drawn. */
export async function answered(parts: Parts, answer: Answer): Promise<void> {
  const { card } = answer
  if (!card?.counts) return
  const now = parts.clock.now()
  const drawn = digestOf(card.content)
  await again(() =>
    parts.db
      .transaction()
      .execute((trx) => noteAnswered(trx, card.id, card.lane, card.revision, drawn, now)),
  )
}

/** A tap is never pushed again: we try ourselves for a minute. Whatever happens, the person is told once. */
async function afterFailure(parts: Parts, inbound: Inbound, wake: () => void): Promise<void> {
  const person = personOf(inbound)
  if (!person) return
  if (inbound.kind === 'tap' && (await retryTap(parts, inbound))) return wake()
  const id = idOf(inbound)
  const said =
    inbound.kind === 'tap'
      ? `系统出错，您的操作没有生效，请稍后再按一次。（编号 ${id.slice(-8)}）`
      : `系统出错，已记录（编号 ${id.slice(-8)}）。系统会自动重试；十分钟内没有回执的，请再发一次。`
  try {
    await tellOnce(parts, `fault/${id}`, person, said)
    wake()
  } catch (error) {
    parts.log('error', 'nor could the person be told', { id, ...errorFacts(error) })
  }
}

async function retryTap(parts: Parts, inbound: Inbound): Promise<boolean> {
  for (let waited = 0; waited < tapRetryForMs; waited += 5_000) {
    await after(5_000, undefined)
    try {
      await again(() => dispatch(parts, inbound))
      return true
    } catch (error) {
      parts.log('warn', 'a tap failed again', { id: idOf(inbound), ...errorFacts(error) })
    }
  }
  return false
}

async function tellOnce(parts: Parts, key: string, person: string, said: string): Promise<void> {
  const now = parts.clock.now()
  const order = {
    id: parts.id(),
    key,
    lane: person,
    class: 0,
    kind: 'notice',
    body: { said },
  } as const
  await parts.db.transaction().execute(async (trx) => {
    if (!(await enqueue(trx, { ...order, dueAt: now, now }))) return
    await wakeLanes(trx, [{ lane: person, at: now }], now)
  })
}

function personOf(inbound: Inbound): string | undefined {
  if (inbound.kind === 'message') return inbound.sender.openId
  return inbound.kind === 'tap' ? inbound.operator?.openId : undefined
}

const idOf = (inbound: Inbound): string => ('id' in inbound ? inbound.id : '')

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((done) => {
    setTimeout(() => done(value), ms).unref?.()
  })
}
