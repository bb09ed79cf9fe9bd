// SQL of settings.
import type { Transaction } from 'kysely'
import type { DB } from '../../../db/schema.ts'
import { type Json, json } from '../../../db/types.ts'

export async function saveSetting(trx: Transaction<DB>, key: string, value: Json): Promise<void> {
  await trx
    .insertInto('setting')
    .values({ key, value: json(value) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json(value) }))
    .execute()
}
