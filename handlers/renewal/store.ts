// The card whose buttons move.
import type { Selectable, Transaction } from 'kysely'
import type { DB } from '../../db/schema.ts'
import type { CardTable } from '../../db/tables/ledger.ts'

export type CardRow = Selectable<CardTable>

export async function findCard(trx: Transaction<DB>, id: string): Promise<CardRow | undefined> {
  return trx.selectFrom('card').selectAll().where('id', '=', id).executeTakeFirst()
}
