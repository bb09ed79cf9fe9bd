// Drops what guards against nothing any more: inbox rows after 30 days, outbox rows that are done after 90.
import type { Transaction } from 'kysely'
import { hours, type Instant, plusMs } from '../db/instant.ts'
import { pruneInbox } from '../db/ledger/inbox.ts'
import { pruneOutbox } from '../db/ledger/outbox.ts'
import type { DB } from '../db/schema.ts'

export async function prune(trx: Transaction<DB>, now: Instant): Promise<void> {
  await pruneInbox(trx, plusMs(now, -hours(24 * 30)))
  await pruneOutbox(trx, plusMs(now, -hours(24 * 90)))
}
