// SQL of supervision; the only crossing between row and domain.
import type { Selectable, Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import { nextNumber } from '../../db/ledger/numbers.ts'
import type { DB } from '../../db/schema.ts'
import type { ExtensionTable, TaskTable } from '../../db/tables/supervision.ts'
import { type Day, day, parts } from '../calendar.ts'
import type { Extension, Pending } from './extension.ts'
import { type Facts, type In, liveStates, type Task, type TaskNumber } from './task.ts'

type Trx = Transaction<DB>

export async function findTask(trx: Trx, id: string): Promise<Task | undefined> {
  const row = await trx.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
  return row && taskOf(row)
}

export async function lockTask(trx: Trx, id: string): Promise<Task | undefined> {
  const row = await trx
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && taskOf(row)
}

export async function taskIdByNumber(trx: Trx, number: TaskNumber): Promise<string | undefined> {
  const row = await trx
    .selectFrom('task')
    .select('id')
    .where('year', '=', number.year)
    .where('n', '=', number.n)
    .executeTakeFirst()
  return row?.id
}

/** Open tasks, soonest first; of one unit where one is named. */
export async function openTasks(trx: Trx, unit?: string): Promise<Task[]> {
  let query = trx
    .selectFrom('task')
    .selectAll()
    .where('state', 'in', [...liveStates])
  if (unit) query = query.where('lead_unit', '=', unit)
  const rows = await query.orderBy('current_due').orderBy('n').execute()
  return rows.map(taskOf)
}

export async function addProposal(trx: Trx, facts: Facts): Promise<void> {
  await trx
    .insertInto('task')
    .values({
      id: facts.id,
      revision: facts.revision,
      state: 'proposed',
      title: facts.title,
      source: facts.source,
      lead_unit: facts.leadUnit,
      handler: facts.handler,
      original_due: facts.originalDue,
      current_due: facts.currentDue,
      urgency: facts.urgency,
      proposed_by: facts.proposedBy,
      proposed_at: facts.proposedAt,
      returned_times: facts.returnedTimes,
      source_kind: facts.sourceKind,
    })
    .execute()
}

/** 立项 and 交办 in one step: takes the next number of the year. */
export async function order(
  trx: Trx,
  task: In<'proposed'>,
  by: string,
  today: Day,
  now: Instant,
): Promise<TaskNumber> {
  const { year } = parts(today)
  const n = await nextNumber(trx, 'task', year)
  await change(trx, task, { state: 'ordered', year, n, ordered_by: by, ordered_at: now })
  return { year, n }
}

export async function decline(
  trx: Trx,
  task: In<'proposed'>,
  by: string,
  now: Instant,
  reason: string | null,
): Promise<void> {
  await change(trx, task, { state: 'declined', closed_by: by, closed_at: now, reason })
}

export async function sign(trx: Trx, task: In<'ordered'>, by: string, now: Instant): Promise<void> {
  await change(trx, task, { state: 'in_progress', signed_by: by, signed_at: now })
}

export async function addFeedback(
  trx: Trx,
  feedback: {
    id: string
    task: string
    by: string
    at: Instant
    text: string
    expected: Day | null
  },
): Promise<void> {
  const { task: task_id, ...rest } = feedback
  await trx
    .insertInto('feedback')
    .values({ ...rest, task_id })
    .execute()
}

export async function lastFeedback(
  trx: Trx,
  task: string,
): Promise<{ by: string; at: Instant; text: string } | undefined> {
  return trx
    .selectFrom('feedback')
    .select(['by', 'at', 'text'])
    .where('task_id', '=', task)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function reportDone(
  trx: Trx,
  task: In<'in_progress'>,
  report: { by: string; at: Instant; text: string },
): Promise<void> {
  await change(trx, task, {
    state: 'under_review',
    reported_by: report.by,
    reported_at: report.at,
    report_text: report.text,
  })
}

/** 退回重办: the due date stays. */
export async function giveBack(trx: Trx, task: In<'under_review'>, reason: string): Promise<void> {
  await change(trx, task, {
    state: 'in_progress',
    reason,
    returned_times: task.returnedTimes + 1,
  })
}

export async function moveDue(trx: Trx, task: Task, due: Day): Promise<void> {
  await change(trx, task, { current_due: due })
}

export async function change(
  trx: Trx,
  task: Task,
  set: Partial<Selectable<TaskTable>>,
): Promise<void> {
  await trx
    .updateTable('task')
    .set({ ...set, revision: task.revision + 1 })
    .where('id', '=', task.id)
    .where('revision', '=', task.revision)
    .executeTakeFirstOrThrow()
}

/** 承办人; null: whoever holds the unit's posts. */
export const setHandler = (trx: Trx, task: Task, handler: string | null) =>
  change(trx, task, { handler })

export async function pendingExtension(trx: Trx, task: string): Promise<Pending | undefined> {
  const row = await trx
    .selectFrom('extension')
    .selectAll()
    .where('task_id', '=', task)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  const extension = row && extensionOf(row)
  return extension?.state === 'pending' ? extension : undefined
}

export async function findExtension(trx: Trx, id: string): Promise<Extension | undefined> {
  const row = await trx.selectFrom('extension').selectAll().where('id', '=', id).executeTakeFirst()
  return row && extensionOf(row)
}

export async function addExtension(
  trx: Trx,
  asked: Omit<Pending, 'state' | 'revision'>,
): Promise<void> {
  await trx
    .insertInto('extension')
    .values({
      id: asked.id,
      revision: 1,
      task_id: asked.task,
      state: 'pending',
      asked_by: asked.askedBy,
      asked_at: asked.askedAt,
      from_due: asked.fromDue,
      to_due: asked.toDue,
      reason: asked.reason,
    })
    .execute()
}

export async function decide(
  trx: Trx,
  extension: Pending,
  decision: { by: string; at: Instant; newDue: Day | null; reason: string | null },
): Promise<void> {
  await trx
    .updateTable('extension')
    .set({
      state: decision.newDue ? 'approved' : 'refused',
      decided_by: decision.by,
      decided_at: decision.at,
      decided_due: decision.newDue,
      decision_reason: decision.reason,
      revision: extension.revision + 1,
    })
    .where('id', '=', extension.id)
    .where('state', '=', 'pending')
    .execute()
}

export async function withdrawExtension(trx: Trx, extension: Pending): Promise<void> {
  await trx
    .updateTable('extension')
    .set({ state: 'withdrawn', revision: extension.revision + 1 })
    .where('id', '=', extension.id)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
}

/** The report is taken back: the unit goes on, and it does not count as returned. */
export async function takeReportBack(trx: Trx, task: In<'under_review'>): Promise<void> {
  await change(trx, task, {
    state: 'in_progress',
    reported_by: null,
    reported_at: null,
    report_text: null,
  })
}

function extensionOf(row: Selectable<ExtensionTable>): Extension {
  const asked = {
    id: row.id,
    revision: row.revision,
    task: row.task_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    fromDue: day(row.from_due),
    toDue: day(row.to_due),
    reason: row.reason,
  }
  if (row.state === 'pending' || row.state === 'withdrawn') return { ...asked, state: row.state }
  const decided = {
    decidedBy: known(row.decided_by),
    decidedAt: known(row.decided_at),
    decisionReason: row.decision_reason,
  }
  return row.state === 'approved'
    ? { ...asked, ...decided, state: 'approved', newDue: day(known(row.decided_due)) }
    : { ...asked, ...decided, state: 'refused' }
}

export function taskOf(row: Selectable<TaskTable>): Task {
  const facts: Facts = {
    id: row.id,
    revision: row.revision,
    title: row.title,
    source: row.source,
    leadUnit: row.lead_unit,
    handler: row.handler,
    originalDue: day(row.original_due),
    currentDue: day(row.current_due),
    urgency: row.urgency,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    returnedTimes: row.returned_times,
    sourceKind: row.source_kind,
  }
  switch (row.state) {
    case 'proposed':
      return { ...facts, state: 'proposed' }
    case 'declined': {
      const { reason } = row
      return { ...facts, state: 'declined', reason, ...closed(row) }
    }
    default:
      return orderedOf(row.state, { ...facts, ...orderOf(row) }, row)
  }
}

type Row = Selectable<TaskTable>
type OrderedState = Exclude<Row['state'], 'proposed' | 'declined'>

function orderedOf(state: OrderedState, facts: Facts & ReturnType<typeof orderOf>, row: Row): Task {
  const signature = row.signed_by && row.signed_at ? signatureOf(row) : null
  switch (state) {
    case 'ordered':
      return { ...facts, state }
    case 'objected':
      return { ...facts, state, signature, objection: { ...asideOf(row), unit: row.aside_unit } }
    case 'suspended':
      return {
        ...facts,
        state,
        signature,
        pause: asideOf(row),
        reviewOn: day(known(row.review_on)),
      }
    case 'withdrawn':
      return { ...facts, state, end: asideOf(row) }
    case 'merged':
      return { ...facts, state, end: asideOf(row), into: known(row.merged_into) }
    default:
      return signedOf(state, { ...facts, ...signatureOf(row) }, row)
  }
}

type SignedState = Exclude<
  OrderedState,
  'ordered' | 'objected' | 'suspended' | 'withdrawn' | 'merged'
>

function signedOf(
  state: SignedState,
  facts: Facts & ReturnType<typeof orderOf> & ReturnType<typeof signatureOf>,
  row: Row,
): Task {
  if (state === 'in_progress') return { ...facts, state, returned: row.reason }
  const report = {
    by: known(row.reported_by),
    at: known(row.reported_at),
    text: row.report_text ?? '',
  }
  if (state === 'under_review') return { ...facts, state, report }
  const reviewedBy = known(row.reviewed_by)
  const reviewed = { ...facts, report, reviewedBy, reviewedAt: known(row.reviewed_at) }
  if (state === 'awaiting_signoff') return { ...reviewed, state }
  const signoff =
    row.signed_off_by && row.signed_off_on
      ? { by: row.signed_off_by, on: day(row.signed_off_on) }
      : null
  if (state === 'completed') return { ...reviewed, state, signoff }
  return { ...reviewed, state, signoff, ...closed(row) }
}

const orderOf = (row: Row) => ({
  number: { year: known(row.year), n: known(row.n) },
  orderedBy: known(row.ordered_by),
  orderedAt: known(row.ordered_at),
})

const signatureOf = (row: Row) => ({
  signedBy: known(row.signed_by),
  signedAt: known(row.signed_at),
})

const closed = (row: Row) => ({ by: known(row.closed_by), at: known(row.closed_at) })

const asideOf = (row: Row) => ({
  by: known(row.aside_by),
  at: known(row.aside_at),
  reason: row.aside_reason ?? '',
  consent: row.consent,
})

/** What the state promises to be there. */
function known<T>(value: T | null): T {
  if (value === null) throw new Error('a task’s row lacks what its state promises')
  return value
}
