// What came in. The unique id decides what is new; mark and effect are committed together.
import { sql, type Transaction } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'

export interface Arrival {
  id: string
  kind: string
  sender: string | null
  chat: string | null
  at: Instant
  act: string
}

/** False when it was here before. Opens the act: before-images of what follows belong to it. */
export async function arrive(trx: Transaction<DB>, arrival: Arrival): Promise<boolean> {
  const row = await trx
    .insertInto('inbox')
    .values(arrival)
    .onConflict((conflict) => conflict.doNothing())
    .returning([
      sql<string>`set_config('duban.act', ${arrival.act}, true)`.as('act'),
      // Nothing that a person waits for may hang for ever.
      sql<string>`set_config('lock_timeout', '10s', true)`.as('lock'),
      sql<string>`set_config('statement_timeout', '20s', true)`.as('statement'),
    ])
    .executeTakeFirst()
  return row !== undefined
}

/** Opens an act that no message caused: the clock's. */
export async function openAct(trx: Transaction<DB>, act: string): Promise<void> {
  await sql`select set_config('duban.act', ${act}, true)`.execute(trx)
}

export async function noteToast(trx: Transaction<DB>, id: string, toast: string): Promise<void> {
  await trx.updateTable('inbox').set({ toast }).where('id', '=', id).execute()
}

export async function toastOf(trx: Transaction<DB>, id: string): Promise<string | null> {
  const row = await trx.selectFrom('inbox').select('toast').where('id', '=', id).executeTakeFirst()
  return row?.toast ?? null
}

/** Inbox rows older than 30 days guard against nothing any more. */
export async function pruneInbox(trx: Transaction<DB>, before: Instant): Promise<void> {
  await trx.deleteFrom('inbox').where('at', '<', before).execute()
}
