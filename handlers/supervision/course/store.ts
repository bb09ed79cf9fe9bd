// SQL of a task's course: each change of state, and 催办.
import type { Transaction } from 'kysely'
import type { Instant } from '../../../db/instant.ts'
import type { DB } from '../../../db/schema.ts'
import type { Day } from '../../calendar.ts'
import { change } from '../store.ts'
import type { In, Signoff, Task } from '../task.ts'

type Trx = Transaction<DB>

// ── states ──

interface Stamp {
  by: string
  at: Instant
}

export const review = (trx: Trx, task: In<'under_review'>, { by, at }: Stamp) =>
  change(trx, task, { state: 'awaiting_signoff', reviewed_by: by, reviewed_at: at })

export const complete = (trx: Trx, task: In<'under_review'>, { by, at }: Stamp) =>
  change(trx, task, { state: 'completed', reviewed_by: by, reviewed_at: at })

export const completeAndCloseOut = (trx: Trx, task: In<'under_review'>, { by, at }: Stamp) =>
  change(trx, task, {
    ...{ state: 'closed_out', reviewed_by: by, reviewed_at: at },
    ...{ closed_by: by, closed_at: at },
  })

export const signOff = (trx: Trx, task: In<'awaiting_signoff'>, { by, on }: Signoff) =>
  change(trx, task, { state: 'completed', signed_off_by: by, signed_off_on: on })

export const closeOut = (trx: Trx, task: In<'completed'>, { by, at }: Stamp) =>
  change(trx, task, { state: 'closed_out', closed_by: by, closed_at: at })

/** No return: the leader asks for more than was asked. */
export const giveMore = (trx: Trx, task: In<'awaiting_signoff'>, reason: string) =>
  change(trx, task, { state: 'in_progress', reason, reviewed_by: null, reviewed_at: null })

/** History stays in the record; what the row said of the report is said anew. */
export const reopen = (trx: Trx, task: In<'completed' | 'closed_out'>, reason: string, due: Day) =>
  change(trx, task, {
    ...{ state: 'in_progress', reason, current_due: due },
    ...{ reported_by: null, reported_at: null, report_text: null },
    ...{ reviewed_by: null, reviewed_at: null, signed_off_by: null, signed_off_on: null },
    ...{ closed_by: null, closed_at: null },
  })

export interface Aside extends Stamp {
  reason: string
  consent: string | null
}

const aside = ({ by, at, reason, consent }: Aside) => ({
  ...{ aside_by: by, aside_at: at, aside_reason: reason, consent },
})

const noAside = {
  aside_unit: null,
  aside_by: null,
  aside_at: null,
  aside_reason: null,
  consent: null,
}

export const object = (trx: Trx, task: Task, why: Aside, unit: string | null) =>
  change(trx, task, { state: 'objected', aside_unit: unit, ...aside(why) })

/** Back to where it was: signed or not. */
export const uphold = (trx: Trx, task: In<'objected'>) =>
  change(trx, task, { state: task.signature ? 'in_progress' : 'ordered', ...noAside })

export const suspend = (trx: Trx, task: Task, why: Aside, reviewOn: Day) =>
  change(trx, task, { state: 'suspended', review_on: reviewOn, ...aside(why) })

export const resume = (trx: Trx, task: In<'suspended'>, due: Day) =>
  change(trx, task, {
    ...{ state: task.signature ? 'in_progress' : 'ordered', current_due: due },
    ...{ review_on: null, ...noAside },
  })

/** A new lead signs anew. */
export const reassign = (trx: Trx, task: Task, unit: string) =>
  change(trx, task, {
    ...{ state: 'ordered', lead_unit: unit, handler: null, reason: null },
    ...{ signed_by: null, signed_at: null, ...noAside },
  })

export const withdraw = (trx: Trx, task: Task, why: Aside) =>
  change(trx, task, { state: 'withdrawn', review_on: null, ...aside(why) })

export const mergeInto = (trx: Trx, task: Task, into: string, why: Aside) =>
  change(trx, task, { state: 'merged', merged_into: into, review_on: null, ...aside(why) })

// ── 催办 ──

/** False where it was urged that day already. */
export async function urge(
  trx: Trx,
  it: { id: string; task: string; on: Day; by: string; at: Instant; way: string },
): Promise<boolean> {
  const row = await trx
    .insertInto('urging')
    .values({ id: it.id, task_id: it.task, on_day: it.on, by: it.by, at: it.at, way: it.way })
    .onConflict((conflict) => conflict.columns(['task_id', 'on_day']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function urgings(trx: Trx, task: string): Promise<number> {
  const { n } = await trx
    .selectFrom('urging')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('task_id', '=', task)
    .executeTakeFirstOrThrow()
  return Number(n)
}
