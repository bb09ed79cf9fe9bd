// Serves a bot built from its own parts as the playground wants it: a webhook to push to, and an address that sets its clock
// and answers when all that is due has been done.
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createApp, type WebhookKeys } from '../bot/app.ts'
import type { Config } from '../bot/config.ts'
import { createEngine, type Engine } from '../bot/engine.ts'
import { openLongDoor } from '../bot/long-door.ts'
import type { Clock, Parts } from '../bot/parts.ts'
import { type Instant, instant } from '../db/instant.ts'
import { galleryOf } from './gallery.ts'

export interface SettableClock extends Clock {
  set(now: Instant): void
}

export function settableClock(start: Instant): SettableClock {
  let now = start
  return {
    now: () => now,
    stands: true,
    set: (to) => {
      now = to
    },
  }
}

export interface ServedBot {
  /** Empty where the bot listens over the long connection. */
  webhook: string
  control: string
  stop(): Promise<void>
}

export async function serveBot(
  parts: Parts,
  keys: WebhookKeys,
  clock: SettableClock,
): Promise<ServedBot> {
  const engine = createEngine(parts)
  const { lasting, wake } = engine
  const app = createApp({ parts, keys, lasting, wake, ready: async () => true })
  const doors = [
    await listen(app, '/feishu'),
    await listen(idle(engine, clock, parts), '/idle'),
  ] as const
  return {
    webhook: doors[0].url,
    control: doors[1].url,
    async stop() {
      for (const door of doors) door.close()
      await engine.stop()
    },
  }
}

/** Served once it is connected. */
export async function serveSocketBot(
  parts: Parts,
  feishu: Config['feishu'],
  clock: SettableClock,
): Promise<ServedBot> {
  const engine = createEngine(parts)
  const socket = openLongDoor({ parts, lasting: engine.lasting, wake: engine.wake }, feishu)
  await socket.ready
  const control = await listen(idle(engine, clock, parts), '/idle')
  return {
    webhook: '',
    control: control.url,
    async stop() {
      socket.close()
      control.close()
      await engine.stop()
    },
  }
}

/** Sets the clock, and answers when all that is due has been done. */
function idle(engine: Engine, clock: SettableClock, { features }: Parts): Hono {
  const app = new Hono().get('/samples', (c) => c.json(galleryOf(features)))
  return app.post('/idle', async (c) => {
    const asked: { now: string } = await c.req.json()
    clock.set(instant(asked.now))
    await engine.quiet()
    return c.json({ next: await engine.beat(), busy: false })
  })
}

async function listen(app: Hono, path: string): Promise<{ url: string; close(): void }> {
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}${path}`, close: () => server.close() }
}
