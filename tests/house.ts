// The fixture of the stories: the playground and the bot's own parts in one process, on either database.
import type { Transaction } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import type { Log } from '../bot/log.ts'
import type { Parts } from '../bot/parts.ts'
import { instant } from '../db/instant.ts'
import type { Database } from '../db/open.ts'
import type { DB } from '../db/schema.ts'
import { installAdmins } from '../handlers/office/store.ts'
import { members } from '../playground/cast.ts'
import type { Outcome, Said, Tapped, Turning } from '../playground/playground.ts'
import { settableClock } from '../playground/serve-bot.ts'
import { createPlayground, type Playground } from '../playground/server.ts'
import type { MessageView } from '../playground/views.ts'
import { install, partsOn, serve } from './bot.ts'
import { type DatabaseKind, openTestDatabase } from './databases.ts'

export type Shown = MessageView

export interface House {
  playground: Playground
  parts: Parts
  database: Database
  logs: string[]
  say(as: string, text: string, chat?: string): Promise<Said>
  tap(as: string, message: Shown, button: string, form?: Record<string, unknown>): Promise<Tapped>
  turn(to: Turning): Promise<Outcome>
  /** Everything shown in a chat: a group by its name, or a person's private chat by his or hers. */
  shown(chat: string): Shown[]
  close(): Promise<void>
}

export async function openHouse(
  kind: DatabaseKind = 'pglite',
  options: { at?: string; seed?: 'none' | 'cast' } = {},
): Promise<House> {
  const at = options.at ?? '2026-11-25T09:00:00+08:00'
  const database = await openTestDatabase(kind)
  const playground = await createPlayground({ at })
  const clock = settableClock(instant(at))
  const logs: string[] = []
  const log: Log = (level, line, facts) => {
    logs.push(`${level} ${line} ${JSON.stringify(facts ?? {})}`)
  }
  const parts = await partsOn({ playground, database, clock, log })
  await install(parts, options.seed === 'none' ? installAdministrator : undefined)
  const stop = await serve(playground, parts, clock.set)

  return {
    playground,
    parts,
    database,
    logs,
    say: (as, text, chat = 'bot') => playground.say({ as, chat, text }),
    tap: (as, message, button, form) =>
      playground.tap({ as, message_id: message.message_id, button, ...(form && { form }) }),
    turn: (to) => playground.turn(to),
    shown: (chat) => playground.messages(chatId(playground, chat)),
    async close() {
      await stop()
      await playground.close()
      await database.close()
    },
  }
}

/** ADMIN_OPEN_IDS of an office that knows nobody yet. */
const administrator = members.find(({ roles }) => roles.includes('系统管理员'))?.open_id ?? ''
const installAdministrator = (trx: Transaction<DB>) => installAdmins(trx, [administrator])

function chatId(playground: Playground, name: string): string {
  const group = playground.chats().find((chat) => chat.name === name)
  const id = group?.id ?? playground.people().find((person) => person.name === name)?.p2p
  if (!id) throw new Error(`no chat of ${name}`)
  return id
}

/** The first message shown that has such a button, or whose words hold such a text. */
export function withButton(result: { new: Shown[] }, button: string, holding = ''): Shown {
  const message = result.new.find(
    (m) => m.text.includes(holding) && m.buttons.some((b) => b.text === button),
  )
  if (!message)
    throw new Error(`no 〔${button}〕 in ${JSON.stringify(result.new.map((m) => m.text))}`)
  return message
}

/** A house for the tests of one describe block. */
export function useHouse(
  kind: DatabaseKind = 'pglite',
  options: { at?: string; seed?: 'none' | 'cast' } = {},
): () => House {
  let house: House | undefined
  beforeAll(async () => {
    house = await openHouse(kind, options)
  })
  afterAll(async () => {
    await house?.close()
  })
  return () => {
    if (!house) throw new Error('the house is not open yet')
    return house
  }
}
