// An errand: something to fetch or do outside. What it brings back goes to its feature's `answers` in a new transaction, once.
import { openAct } from '../db/ledger/inbox.ts'
import { type Lease, stillHolds } from '../db/ledger/lanes.ts'
import { type Job, postpone, stampDone } from '../db/ledger/sending.ts'
import type { Json } from '../db/types.ts'
import { dayAt } from '../handlers/when.ts'
import { applyOutcome } from './apply.ts'
import type { Parts } from './parts.ts'

type Errand = Extract<Job, { kind: 'errand' }>

interface Order {
  feature: string
  answer: string
  what: Json
}

export async function runErrand(parts: Parts, lease: Lease, job: Errand): Promise<boolean> {
  const order = orderOf(job.body)
  const result = await parts.messenger.errand(order.what)
  await parts.db.transaction().execute(async (trx) => {
    if (!(await stillHolds(trx, lease))) return
    const now = parts.clock.now()
    if (!result.ok) return postpone(trx, job, result, now)
    const answer = parts.features.find((f) => f.name === order.feature)?.answers[order.answer]
    if (!answer) throw new Error(`no answer ${order.feature}/${order.answer}`)
    const act = parts.id()
    await openAct(trx, act)
    const office = await parts.office.get(trx, now)
    const ctx = { trx, vault: parts.vault, now, today: dayAt(now), office, id: parts.id }
    const outcome = await answer(ctx, result.value)
    await applyOutcome({ trx, vault: parts.vault, now, act, by: 'clock', id: parts.id }, outcome)
    await stampDone(trx, job.id, 'sent', now, null)
  })
  return true
}

function orderOf(body: Json): Order {
  if (typeof body !== 'object' || !body || Array.isArray(body))
    throw new Error('an errand without an order')
  return { feature: String(body.feature), answer: String(body.answer), what: body.what ?? null }
}
