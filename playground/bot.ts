// The bot as the playground's child: its own parts, the playground's clock, and an answer to "are you idle?".
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createApp } from '../bot/app.ts'
import { readConfig } from '../bot/config.ts'
import { createEngine } from '../bot/engine.ts'
import { pinoLog } from '../bot/log.ts'
import { openParts } from '../bot/open-parts.ts'
import { instant } from '../db/instant.ts'
import { installCast } from './office.ts'

async function start(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env, FEISHU_EVENTS: 'webhook' })
  if (config.events.kind !== 'webhook') throw new Error('the playground pushes to a webhook')
  let now = instant(process.env.PLAYGROUND_NOW ?? '2026-11-25T09:00+08:00')
  const log = pinoLog(config.logLevel)
  const { parts, close } = await openParts(config, log, { now: () => now })
  if (process.env.SEED !== 'none') {
    await parts.db.transaction().execute((trx) => installCast(trx, now))
  }
  const engine = createEngine(parts)
  const app = createApp({
    parts,
    keys: { ...config.events, appId: config.feishu.appId },
    lasting: engine.lasting,
    wake: engine.wake,
    ready: async () => true,
  })
  const control = new Hono().post('/idle', async (c) => {
    const asked: { now: string } = await c.req.json()
    now = instant(asked.now)
    await engine.quiet()
    const next = await engine.beat()
    return c.json({ next, busy: false })
  })
  const webhookUrl = await listen(app, '/feishu')
  const controlUrl = await listen(control, '/idle')
  console.log(`bot ready ${JSON.stringify({ webhook: webhookUrl, control: controlUrl })}`)

  const stop = async () => {
    await engine.stop()
    await close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
}

async function listen(app: Hono, path: string): Promise<string> {
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return `http://127.0.0.1:${address.port}${path}`
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
