// What stands on a sheet.
import type { Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import type { DB } from '../../db/schema.ts'

export interface SheetLine {
  feature: string
  subject: string
  kind: string
}

export async function linesOfSheet(
  trx: Transaction<DB>,
  lane: string,
  on: string,
): Promise<SheetLine[]> {
  return trx
    .selectFrom('sheet_line')
    .select(['feature', 'subject', 'kind'])
    .where('lane', '=', lane)
    .where('day', '=', on)
    .orderBy('feature')
    .orderBy('subject')
    .execute()
}

export async function wasSent(trx: Transaction<DB>, subject: string): Promise<boolean> {
  const row = await trx
    .selectFrom('card')
    .select('id')
    .where('feature', '=', 'digest')
    .where('subject', '=', subject)
    .where('message_id', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** The outage that lay over that instant. */
export async function outageOver(
  trx: Transaction<DB>,
  at: Instant,
): Promise<{ since: Instant; until: Instant } | undefined> {
  return trx
    .selectFrom('outage')
    .selectAll()
    .where('since', '<=', at)
    .where('until', '>', at)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst()
}
