// Accusations and reviews asked of us: tables and number series of their own.
import type { Selectable, Transaction } from 'kysely'
import { nextNumber } from '../../../db/ledger/numbers.ts'
import type { DB } from '../../../db/schema.ts'
import type { IncomingReviewTable } from '../../../db/tables/petition.ts'
import { json } from '../../../db/types.ts'
import type { Vault } from '../../../db/vault.ts'
import { type Day, day, parts } from '../../calendar.ts'
import type { Identity } from '../petition.ts'
import { document, openIdentity } from '../store.ts'
import type { Form } from '../words.ts'
import type { Incoming } from './review.ts'

type Trx = Transaction<DB>

// ── 检举控告: form, date, hand-over ──

export interface Accusation {
  id: string
  revision: number
  year: number
  n: number
  form: Form
  receivedAt: Day
  registrar: string
  handedOn: Day | null
  signer: string | null
}

export async function addAccusation(
  trx: Trx,
  it: { id: string; form: Form; receivedAt: Day; registrar: string; on: Day },
): Promise<void> {
  const { year } = parts(it.on)
  const n = await nextNumber(trx, 'accusation', year)
  await trx
    .insertInto('accusation')
    .values({
      ...{ id: it.id, revision: 1, year, n, form: it.form, received_at: it.receivedAt },
      ...{ registrar: it.registrar, beside: null, handed_on: null, signer: null },
    })
    .execute()
}

export async function findAccusation(
  trx: Trx,
  id: string,
  lock = false,
): Promise<Accusation | undefined> {
  const query = trx.selectFrom('accusation').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return (
    row && {
      ...{ id: row.id, revision: row.revision, year: row.year, n: row.n, form: row.form },
      ...{ receivedAt: day(row.received_at), registrar: row.registrar, signer: row.signer },
      handedOn: row.handed_on === null ? null : day(row.handed_on),
    }
  )
}

export async function noteHanded(trx: Trx, it: Accusation, on: Day, signer: string): Promise<void> {
  await trx
    .updateTable('accusation')
    .set({ handed_on: on, signer, revision: it.revision + 1 })
    .where('id', '=', it.id)
    .where('revision', '=', it.revision)
    .executeTakeFirstOrThrow()
}

// ── 复查、复核 asked of us ──

export async function addReview(
  trx: Trx,
  vault: Vault,
  it: Omit<Incoming, 'number' | 'revision'> & { on: Day },
  identity: Identity,
): Promise<Incoming> {
  const { year } = parts(it.on)
  // 复查 and 复核 share one series: 复查〔2026〕3号.
  const n = await nextNumber(trx, 'incoming_review', year)
  const sealed = await vault.seal(trx, `review/${it.id}`, document(identity))
  const row = await trx
    .insertInto('incoming_review')
    .values({
      ...rowOf(it),
      id: it.id,
      revision: 1,
      year,
      n,
      registrar: it.registrar,
      identity: sealed,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return reviewOf(row)
}

const rowOf = (it: Omit<Incoming, 'number' | 'revision'>) => ({
  state: it.state,
  kind: it.kind,
  organ: it.organ,
  original_delivered_on: it.originalDeliveredOn,
  received_at: it.receivedAt,
  hearing_days: it.hearingDays,
  due: it.due,
  result: it.result,
  decided_on: it.decidedOn,
  decided_by: it.decidedBy,
  delivered_on: it.deliveredOn,
  recused: json(it.recused),
})

export async function findReview(
  trx: Trx,
  id: string,
  lock = false,
): Promise<Incoming | undefined> {
  const query = trx.selectFrom('incoming_review').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row && reviewOf(row)
}

export async function reviewByNumber(
  trx: Trx,
  year: number,
  n: number,
): Promise<Incoming | undefined> {
  const row = await trx
    .selectFrom('incoming_review')
    .selectAll()
    .where('year', '=', year)
    .where('n', '=', n)
    .executeTakeFirst()
  return row && reviewOf(row)
}

export async function saveReview(trx: Trx, before: Incoming, after: Incoming): Promise<Incoming> {
  const row = await trx
    .updateTable('incoming_review')
    .set({ ...rowOf(after), revision: before.revision + 1 })
    .where('id', '=', before.id)
    .where('revision', '=', before.revision)
    .returningAll()
    .executeTakeFirstOrThrow()
  return reviewOf(row)
}

export async function applicantOf(trx: Trx, vault: Vault, id: string): Promise<Identity> {
  const row = await trx
    .selectFrom('incoming_review')
    .select('identity')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return openIdentity(await vault.open(trx, `review/${id}`, row.identity))
}

const dayOr = (text: string | null): Day | null => (text === null ? null : day(text))

function reviewOf(row: Selectable<IncomingReviewTable>): Incoming {
  const recused = Array.isArray(row.recused)
    ? row.recused.filter((one) => typeof one === 'string')
    : []
  return {
    id: row.id,
    revision: row.revision,
    state: row.state,
    kind: row.kind,
    number: { year: row.year, n: row.n },
    organ: row.organ,
    originalDeliveredOn: dayOr(row.original_delivered_on),
    receivedAt: day(row.received_at),
    hearingDays: row.hearing_days,
    due: day(row.due),
    result: row.result,
    decidedOn: dayOr(row.decided_on),
    decidedBy: row.decided_by,
    deliveredOn: dayOr(row.delivered_on),
    recused,
    registrar: row.registrar,
  }
}
