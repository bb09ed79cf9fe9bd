// SQL of groups: what they are bound to, and whether they are ours alone.
import type { Selectable, Transaction } from 'kysely'
import type { DB } from '../../../db/schema.ts'
import type { GroupChat } from '../../people.ts'

type Trx = Transaction<DB>

export interface GroupRow extends GroupChat {
  status: 'active' | 'gone'
}

export async function findGroup(trx: Trx, chat: string): Promise<GroupRow | undefined> {
  const row = await trx
    .selectFrom('group_chat')
    .selectAll()
    .where('chat_id', '=', chat)
    .executeTakeFirst()
  return row && groupOf(row)
}

export async function lockGroup(trx: Trx, chat: string): Promise<GroupRow | undefined> {
  const row = await trx
    .selectFrom('group_chat')
    .selectAll()
    .where('chat_id', '=', chat)
    .forUpdate()
    .executeTakeFirst()
  return row && groupOf(row)
}

/** One group for each: what was bound so before is no more. */
export async function bindGroup(
  trx: Trx,
  chat: string,
  kind: GroupChat['kind'],
  unit: string | null,
): Promise<void> {
  let before = trx
    .updateTable('group_chat')
    .set({ kind: 'unbound', unit_id: null })
    .where('kind', '=', kind)
    .where('chat_id', '<>', chat)
  if (unit) before = before.where('unit_id', '=', unit)
  if (kind !== 'unbound') await before.execute()
  await trx
    .updateTable('group_chat')
    .set({ kind, unit_id: unit })
    .where('chat_id', '=', chat)
    .execute()
}

function groupOf(row: Selectable<DB['group_chat']>): GroupRow {
  const { chat_id: chat, name, kind, unit_id: unit, external, status } = row
  return { chat, name, kind, unit, external, status }
}
