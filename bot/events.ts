// Events that are nobody's words: groups that come and go. State follows the event's own time, not its arrival.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import { noteGroup } from '../handlers/office/store.ts'
import type { Inbound } from './feishu/inbound.ts'

export async function happened(
  trx: Transaction<DB>,
  inbound: Inbound,
  now: Instant,
): Promise<void> {
  if (inbound.kind !== 'group') return
  await noteGroup(trx, {
    chat: inbound.chat,
    at: inbound.at < now ? inbound.at : now,
    gone: inbound.change === 'bot-removed' || inbound.change === 'disbanded',
    ...(inbound.name !== undefined && { name: inbound.name }),
    ...(inbound.external !== undefined && { external: inbound.external }),
  })
}
