// SQL of absences and hand-overs.
import type { Selectable, Transaction } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../../../db/instant.ts'
import type { DB } from '../../../db/schema.ts'
import { json } from '../../../db/types.ts'
import { type Day, day } from '../../calendar.ts'
import type { NewAbsence } from './absence.ts'

type Trx = Transaction<DB>

export interface StoredAbsence extends NewAbsence {
  id: string
  enteredBy: string
}

export async function addAbsence(
  trx: Trx,
  it: NewAbsence & { id: string; by: string; at: Instant },
): Promise<void> {
  await trx
    .insertInto('absence')
    .values({
      id: it.id,
      revision: 1,
      person: it.person,
      delegate: it.delegate,
      from_day: it.from,
      to_day: it.to,
      why: it.why,
      entered_by: it.by,
      entered_at: it.at,
    })
    .execute()
}

export async function findAbsence(trx: Trx, id: string): Promise<StoredAbsence | undefined> {
  const row = await trx.selectFrom('absence').selectAll().where('id', '=', id).executeTakeFirst()
  return row && absenceOf(row)
}

export async function lockAbsence(trx: Trx, id: string): Promise<StoredAbsence | undefined> {
  const row = await trx
    .selectFrom('absence')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && absenceOf(row)
}

/** The last day on which it holds. */
export async function endAbsence(trx: Trx, id: string, to: Day): Promise<void> {
  await trx
    .updateTable('absence')
    .set((row) => ({ to_day: to, revision: row('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function setDelegate(trx: Trx, id: string, delegate: string | null): Promise<void> {
  await trx
    .updateTable('absence')
    .set((row) => ({ delegate, revision: row('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

function absenceOf(row: Selectable<DB['absence']>): StoredAbsence {
  const { id, person, delegate, why, entered_by: enteredBy } = row
  return { id, person, delegate, why, enteredBy, from: day(row.from_day), to: day(row.to_day) }
}

// ── hand-over ──

const items = z.array(
  z.object({ feature: z.string(), subject: z.string(), text: z.string(), menu: z.string() }),
)
export type HandedItem = z.infer<typeof items>[number]

export interface Handover {
  id: string
  person: string
  superior: string
  receiver: string
  items: HandedItem[]
  at: Instant
  receivedAt: Instant | null
}

export async function addHandover(trx: Trx, it: Omit<Handover, 'receivedAt'>): Promise<void> {
  const { id, person, superior, receiver, at } = it
  await trx
    .insertInto('handover')
    .values({ id, revision: 1, person, superior, receiver, at, items: json(it.items) })
    .execute()
}

export async function findHandover(trx: Trx, id: string): Promise<Handover | undefined> {
  const row = await trx.selectFrom('handover').selectAll().where('id', '=', id).executeTakeFirst()
  return row && handoverOf(row)
}

export async function lockHandover(trx: Trx, id: string): Promise<Handover | undefined> {
  const row = await trx
    .selectFrom('handover')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && handoverOf(row)
}

export async function setReceiver(
  trx: Trx,
  id: string,
  receiver: string,
  receivedAt: Instant | null,
): Promise<void> {
  await trx
    .updateTable('handover')
    .set((row) => ({ receiver, received_at: receivedAt, revision: row('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function handoversFor(trx: Trx, person: string): Promise<Handover[]> {
  const rows = await trx
    .selectFrom('handover')
    .selectAll()
    .where('receiver', '=', person)
    .where('received_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(handoverOf)
}

function handoverOf(row: Selectable<DB['handover']>): Handover {
  const { id, person, superior, receiver, at, received_at: receivedAt } = row
  return { id, person, superior, receiver, at, receivedAt, items: items.parse(row.items) }
}
