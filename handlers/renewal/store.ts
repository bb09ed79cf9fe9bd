// The card whose buttons move.
import type { Selectable, Transaction } from 'kysely'
import type { DB } from '../../db/schema.ts'
import type { CardTable } from '../../db/tables/ledger.ts'
import { movedWords } from './renewal.ts'

export type CardRow = Selectable<CardTable>

/** A younger card of the same matter, still live in the same chat. */
export async function hasNewer(trx: Transaction<DB>, card: CardRow): Promise<boolean> {
  const newer = await trx
    .selectFrom('card')
    .select('id')
    .where('lane', '=', card.lane)
    .where('feature', '=', card.feature)
    .where('subject', '=', card.subject)
    .where('id', '>', card.id)
    .where('message_id', 'is not', null)
    .where('retired', '=', false)
    .where((where) =>
      where.or([where('withdrawn', 'is', null), where('withdrawn', '=', movedWords)]),
    )
    .executeTakeFirst()
  return newer !== undefined
}

export async function findCard(trx: Transaction<DB>, id: string): Promise<CardRow | undefined> {
  return trx.selectFrom('card').selectAll().where('id', '=', id).executeTakeFirst()
}
