// The day's grace of an overdue task: once, by the 督查专员.
import type { Transaction } from 'kysely'
import type { Instant } from '../../../db/instant.ts'
import type { DB } from '../../../db/schema.ts'

/** False when there was one before. */
export async function giveGrace(
  trx: Transaction<DB>,
  task: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const row = await trx
    .insertInto('grace')
    .values({ task_id: task, by, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('task_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function hasGrace(trx: Transaction<DB>, task: string): Promise<boolean> {
  const row = await trx
    .selectFrom('grace')
    .select('task_id')
    .where('task_id', '=', task)
    .executeTakeFirst()
  return row !== undefined
}
