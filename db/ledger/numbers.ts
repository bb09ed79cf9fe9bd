// Numbers of matters: one atomic counter row per kind and year, never reused.
import { sql, type Transaction } from 'kysely'
import type { DB } from '../schema.ts'

export async function nextNumber(
  trx: Transaction<DB>,
  kind: string,
  year: number,
): Promise<number> {
  const row = await trx
    .insertInto('counter')
    .values({ kind, year, n: 1 })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'year']).doUpdateSet({ n: sql`counter.n + 1` }),
    )
    .returning('n')
    .executeTakeFirstOrThrow()
  return row.n
}
