// SQL of requests for a decision.
import type { Selectable, Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import type { DB } from '../../db/schema.ts'
import type { ApprovalTable } from '../../db/tables/decision.ts'
import type { Approval, Pending } from './approval.ts'

type Trx = Transaction<DB>

export interface Request {
  id: string
  feature: string
  subject: string
  kind: string
  askedBy: string
  askedAt: Instant
  note: string | null
}

export async function addRequest(trx: Trx, it: Request): Promise<void> {
  const { askedBy, askedAt, ...of } = it
  await trx
    .insertInto('approval')
    .values({ ...of, revision: 1, state: 'pending', asked_by: askedBy, asked_at: askedAt })
    .execute()
}

export async function findApproval(trx: Trx, id: string): Promise<Approval | undefined> {
  const row = await trx.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst()
  return row && approvalOf(row)
}

/** The duty's own row is locked before it. */
export async function lockApproval(trx: Trx, id: string): Promise<Approval | undefined> {
  const row = await trx
    .selectFrom('approval')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && approvalOf(row)
}

/** All that waits, the oldest first. */
export async function pendingApprovals(trx: Trx): Promise<Pending[]> {
  const rows = await trx
    .selectFrom('approval')
    .selectAll()
    .where('state', '=', 'pending')
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  return rows.map(approvalOf).filter(isPending)
}

export async function approvalsOf(trx: Trx, ids: string[]): Promise<Approval[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('approval')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  return rows.map(approvalOf)
}

export const isPending = (it: Approval): it is Pending => it.state === 'pending'

export async function noteDecided(
  trx: Trx,
  it: Pending,
  to: {
    state: 'agreed' | 'refused' | 'amended'
    by: string
    at: Instant
    reason: string | null
    onBehalfOf: string | undefined
  },
): Promise<void> {
  const { state, by, at, reason, onBehalfOf = null } = to
  await change(trx, it, { state, decided_by: by, decided_for: onBehalfOf, decided_at: at, reason })
}

export const noteWithdrawn = (trx: Trx, it: Pending) => change(trx, it, { state: 'withdrawn' })

export const noteHanded = (trx: Trx, it: Pending, to: string, by: string) =>
  change(trx, it, { approver: to, handed_by: by })

export const noteUnhanded = (trx: Trx, it: Pending) =>
  change(trx, it, { approver: null, handed_by: null })

/** Who has its card before him. */
export async function cardHolders(trx: Trx, id: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('card')
    .select('lane')
    .where('feature', '=', 'approval')
    .where('subject', '=', id)
    .where('view', 'in', ['decision', 'reasons', 'more'])
    .where('retired', '=', false)
    .execute()
  return rows.map(({ lane }) => lane)
}

export const noteQuestion = (trx: Trx, it: Pending, question: string, by: string) =>
  change(trx, it, { question, question_by: by, answer: null })

export const noteAnswer = (trx: Trx, it: Pending, answer: string) => change(trx, it, { answer })

async function change(
  trx: Trx,
  it: Approval,
  set: Partial<Selectable<ApprovalTable>>,
): Promise<void> {
  await trx
    .updateTable('approval')
    .set({ ...set, revision: it.revision + 1 })
    .where('id', '=', it.id)
    .where('revision', '=', it.revision)
    .executeTakeFirstOrThrow()
}

function approvalOf(row: Selectable<ApprovalTable>): Approval {
  const asked = {
    id: row.id,
    revision: row.revision,
    feature: row.feature,
    subject: row.subject,
    kind: row.kind,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    approver: row.approver,
    handedBy: row.handed_by,
    note: row.note,
    question: row.question && row.question_by ? { by: row.question_by, text: row.question } : null,
    answer: row.answer,
  }
  switch (row.state) {
    case 'pending':
    case 'withdrawn':
      return { ...asked, state: row.state }
    default: {
      if (!row.decided_by || !row.decided_at) throw new Error('a decision without its decider')
      const { decided_by: decidedBy, decided_at: decidedAt, reason } = row
      const decidedFor = row.decided_for
      return { ...asked, state: row.state, decidedBy, decidedFor, decidedAt, reason }
    }
  }
}
