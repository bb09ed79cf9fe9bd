// The bot as the playground's child process.
import { readConfig } from '../bot/config.ts'
import { pinoLog } from '../bot/log.ts'
import { openParts } from '../bot/open-parts.ts'
import { instant } from '../db/instant.ts'
import { installCast } from './office.ts'
import { serveBot, settableClock } from './serve-bot.ts'

async function start(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'error', ...process.env, FEISHU_EVENTS: 'webhook' })
  if (config.events.kind !== 'webhook') throw new Error('the playground pushes to a webhook')
  const clock = settableClock(instant(process.env.PLAYGROUND_NOW ?? '2026-11-25T09:00+08:00'))
  const { parts, close } = await openParts(config, pinoLog(config.logLevel), clock)
  if (process.env.SEED !== 'none') {
    await parts.db.transaction().execute((trx) => installCast(trx, clock.now()))
  }
  const keys = { ...config.events, appId: config.feishu.appId }
  const bot = await serveBot(parts, keys, clock)
  console.log(`bot ready ${JSON.stringify({ webhook: bot.webhook, control: bot.control })}`)
  process.on('SIGTERM', () => {
    void bot
      .stop()
      .then(close)
      .then(() => process.exit(0))
  })
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
