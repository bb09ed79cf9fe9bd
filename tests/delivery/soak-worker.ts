// One of the senders of the soak: drains the same database as the others, by a clock of its own, dies at a random step and
// starts again, until it is killed.
import { drain } from '../../bot/deliver.ts'
import { type Instant, instantOfMs } from '../../db/instant.ts'
import { openPostgres } from '../../db/open.ts'
import type { Address, Failure, Messenger, ReadBack, Sent } from '../../handlers/outside.ts'
import { Killed, lifeUntil, mortal, mortalMessenger } from './crash.ts'
import { type Notes, partsOf } from './office.ts'

interface Orders {
  url: string
  feishu: string
  startedAt: number
  speed: number
  skewMs: number
  /** Dies after 1 to so many steps. */
  steps: number
}

const orders: Orders = JSON.parse(process.argv[2] ?? '{}')
const virtualStart = Date.parse('2026-11-25T01:00:00Z')

const clock = {
  now: (): Instant =>
    instantOfMs(
      Math.round(virtualStart + (Date.now() - orders.startedAt) * orders.speed + orders.skewMs),
    ),
}

async function ask<T>(what: string, body: object): Promise<T> {
  const answer = await fetch(`${orders.feishu}/${what}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return JSON.parse(await answer.text())
}

const cut: Failure = { ok: false, kind: 'unreachable', code: 0, detail: 'cut' }
const orCut = <T>(work: Promise<T>): Promise<T | Failure> => work.catch(() => cut)

const messenger: Messenger = {
  send: (to: Address, wire, uuid) => orCut(ask<Sent>('send', { to, content: wire.content, uuid })),
  reply: async () => cut,
  update: (messageId, content) =>
    orCut(ask<{ ok: true } | Failure>('update', { messageId, content })),
  recall: async () => ({ ok: true }),
  readBack: (chat, from, to) => orCut(ask<ReadBack>('read', { chat, from, to })),
  errand: async () => ({ ok: true, value: null }),
  whoAmI: async () => ({ ok: true, openId: 'ou_bot', name: '督办助手' }),
}

const notes: Notes = { gone: new Set(), says: new Map() }
const database = openPostgres(orders.url, () => {}, 6)

for (;;) {
  const life = lifeUntil(20 + Math.floor(Math.random() * orders.steps))
  const parts = await partsOf(
    mortal(database.db, life),
    mortalMessenger(messenger, life),
    clock,
    notes,
  )
  try {
    while (!life.dead) {
      await drain(parts)
      await new Promise((done) => setTimeout(done, 2))
    }
  } catch (error) {
    if (!(error instanceof Killed) && !life.dead) throw error
  }
}
