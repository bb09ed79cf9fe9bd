// An errand: something to fetch or do outside. What it brings back goes to its feature's `answers` in a new transaction, once.
import { openAct } from '../db/ledger/inbox.ts'
import { type Lease, stillHolds } from '../db/ledger/lanes.ts'
import { type Job, postpone, stampDone } from '../db/ledger/sending.ts'
import type { Json } from '../db/types.ts'
import { dayAt } from '../handlers/when.ts'
import { applyOutcome } from './apply.ts'
import type { Parts } from './parts.ts'
import { withReacts } from './reacts.ts'

type Errand = Extract<Job, { kind: 'errand' }>

interface Order {
  feature: string
  answer: string
  what: Json
}

export async function runErrand(parts: Parts, lease: Lease, job: Errand): Promise<boolean> {
  const order = orderOf(job.body)
  const result = await parts.messenger.errand(await filled(parts, order))
  await parts.db.transaction().execute(async (trx) => {
    const now = parts.clock.now()
    if (!result.ok) {
      if (await stillHolds(trx, lease)) await postpone(trx, job, result, now)
      return
    }
    const answer = parts.features.find((f) => f.name === order.feature)?.answers[order.answer]
    if (!answer) throw new Error(`no answer ${order.feature}/${order.answer}`)
    const act = parts.id()
    await openAct(trx, act)
    const office = await parts.office.get(trx, now)
    const ctx = { trx, vault: parts.vault, now, today: dayAt(now), office, id: parts.id }
    const outcome = await withReacts(parts, ctx, await answer(ctx, result.value))
    // Lanes come last, this one among them: only then is it sure that nobody has overtaken us.
    const wakes = [{ lane: lease.lane, at: now }]
    const by = 'clock'
    await applyOutcome({ trx, vault: parts.vault, now, act, by, id: parts.id, wakes }, outcome)
    if (!(await stillHolds(trx, lease))) throw new Overtaken()
    await stampDone(trx, job.id, 'sent', now, null)
  })
  return true
}

/** An upload's file is made now: its bytes lie nowhere in between. */
async function filled(parts: Parts, { feature, what }: Order): Promise<Json> {
  const makes = typeof what === 'object' && what && !Array.isArray(what) ? what.makes : undefined
  const make = parts.features.find((f) => f.name === feature)?.makes?.[String(makes)]
  if (!make || typeof what !== 'object' || !what || Array.isArray(what)) return what
  const now = parts.clock.now()
  const { name, bytes } = await parts.db.transaction().execute(async (trx) => {
    const office = await parts.office.get(trx, now)
    return make({ trx, vault: parts.vault, now, today: dayAt(now), office }, what.args ?? null)
  })
  return { ...what, name, bytes: Buffer.from(bytes).toString('base64') }
}

/** Takes back what the answer did: the holder that came after does it. */
class Overtaken extends Error {
  override name = 'Overtaken'
}

function orderOf(body: Json): Order {
  if (typeof body !== 'object' || !body || Array.isArray(body))
    throw new Error('an errand without an order')
  return { feature: String(body.feature), answer: String(body.answer), what: body.what ?? null }
}
