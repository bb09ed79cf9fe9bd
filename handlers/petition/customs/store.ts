// SQL of the director's customs and of 督办 proposals.
import { sql, type Transaction } from 'kysely'
import type { DB } from '../../../db/schema.ts'
import type { Day } from '../../calendar.ts'

type Trx = Transaction<DB>

export interface Custom {
  topic: string
  unit: string
  proposedBy: string
  approvedBy: string | null
}

export async function customFor(trx: Trx, topic: string): Promise<Custom | undefined> {
  const row = await trx
    .selectFrom('petition_custom')
    .selectAll()
    .where('topic', '=', topic)
    .executeTakeFirst()
  return row && { topic, unit: row.unit, proposedBy: row.proposed_by, approvedBy: row.approved_by }
}

export async function customs(trx: Trx): Promise<(Custom & { id: string; revision: number })[]> {
  const rows = await trx.selectFrom('petition_custom').selectAll().orderBy('topic').execute()
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    topic: row.topic,
    unit: row.unit,
    proposedBy: row.proposed_by,
    approvedBy: row.approved_by,
  }))
}

export async function lockCustom(trx: Trx, id: string) {
  return trx
    .selectFrom('petition_custom')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Proposed anew for a topic: it stands approved again only after the director's word. */
export async function proposeCustom(
  trx: Trx,
  it: { id: string; topic: string; unit: string; by: string },
): Promise<string> {
  const row = await trx
    .insertInto('petition_custom')
    .values({
      id: it.id,
      revision: 1,
      topic: it.topic,
      unit: it.unit,
      proposed_by: it.by,
      approved_by: null,
    })
    .onConflict((c) =>
      c.column('topic').doUpdateSet((row) => ({
        unit: it.unit,
        proposed_by: it.by,
        approved_by: null,
        revision: sql<number>`${row.ref('petition_custom.revision')} + 1`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function settleCustom(trx: Trx, id: string, approvedBy: string | null): Promise<void> {
  if (approvedBy === null) {
    await trx.deleteFrom('petition_custom').where('id', '=', id).execute()
    return
  }
  await trx
    .updateTable('petition_custom')
    .set({ approved_by: approvedBy, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .execute()
}

export interface Proposal {
  id: string
  revision: number
  petition: string
  cause: string
  state: 'open' | 'agreed' | 'declined'
}

export async function proposalsOf(trx: Trx, petition: string): Promise<Proposal[]> {
  const rows = await trx
    .selectFrom('petition_proposal')
    .selectAll()
    .where('petition', '=', petition)
    .orderBy('id')
    .execute()
  return rows.map(({ id, revision, petition: of, cause, state }) => ({
    id,
    revision,
    petition: of,
    cause,
    state,
  }))
}

/** Decided, whether or not it was put down before; false where it had been decided already. */
export async function decideProposal(
  trx: Trx,
  it: { id: string; petition: string; cause: string; agreed: boolean; by: string; on: Day },
): Promise<boolean> {
  const state = it.agreed ? 'agreed' : 'declined'
  const row = await trx
    .insertInto('petition_proposal')
    .values({
      id: it.id,
      revision: 1,
      petition: it.petition,
      cause: it.cause,
      state,
      decided_by: it.by,
      decided_on: it.on,
    })
    .onConflict((c) => c.columns(['petition', 'cause']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
