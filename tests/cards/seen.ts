// What the tests of cards look at: who sees which card, what the record says, and the duties' rows as they stand.
import { sql } from 'kysely'
import type { Tapped } from '../../bot/feishu/inbound.ts'
import { instantOfMs } from '../../db/instant.ts'
import { members } from '../../playground/cast.ts'
import type { House, Shown } from '../house.ts'

export const idOf = (name: string) => members.find((m) => m.name === name)?.open_id ?? name

export const buttonsOf = (message: Shown | undefined) => message?.buttons.map((b) => b.text) ?? []

/** The latest message of a chat that holds these words. */
export function lastOf(house: House, chat: string, holding: string, button = ''): Shown {
  const found = house
    .shown(chat)
    .findLast((m) => m.text.includes(holding) && m.text.includes(button && `〔${button}〕`))
  if (!found) throw new Error(`nothing of ${holding} in ${chat}`)
  return found
}

export const labels = (list: { text: string }[]) => list.map(({ text }) => text)

/** The record's verbs, oldest first. */
export async function verbs(house: House): Promise<string[]> {
  const rows = await house.database.db
    .selectFrom('record')
    .select(['feature', 'verb'])
    .orderBy('id')
    .execute()
  return rows.map((row) => `${row.feature}/${row.verb}`)
}

/** Every row of the duties, and what is due; numbers given out are no part of it. */
export async function dutyRows(house: House): Promise<Record<string, unknown[]>> {
  const tables = ['petition', 'task', 'feedback', 'extension', 'talk', 'approval', 'agenda']
  const found: Record<string, unknown[]> = {}
  for (const table of tables) {
    const rows = await sql<{ row: unknown }>`
      select to_jsonb(t) as row from ${sql.table(table)} t order by to_jsonb(t)::text`.execute(
      house.database.db,
    )
    found[table] = rows.rows.map(({ row }) => row)
  }
  return found
}

let taps = 0

/** A callback as the door hands it in: what a forger might make of it. */
export function callback(
  house: House,
  who: string | null,
  message: Shown,
  value: unknown,
  more: Partial<Tapped> = {},
): Tapped {
  taps += 1
  return {
    kind: 'tap',
    id: `e:forged-${taps}`,
    messageId: message.message_id,
    chat: message.chat,
    operator: who === null ? null : { openId: idOf(who) },
    value,
    form: {},
    at: instantOfMs(Date.parse(house.parts.clock.now())),
    ...more,
  }
}

/** What the button of a message carries, out of its own card. */
export function carriedBy(message: Shown, text: string): unknown {
  return find(message.card, text)
}

function find(node: unknown, text: string): unknown {
  if (Array.isArray(node)) return node.map((one) => find(one, text)).find(Boolean)
  if (typeof node !== 'object' || node === null) return undefined
  const button = node as {
    tag?: string
    text?: { content?: string }
    behaviors?: { value: unknown }[]
  }
  if (button.tag === 'button' && button.text?.content === text) return button.behaviors?.[0]?.value
  return Object.values(node)
    .map((one) => find(one, text))
    .find(Boolean)
}
