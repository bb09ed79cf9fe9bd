// The bot as the playground's child process.
import { readConfig } from '../bot/config.ts'
import { openParts } from '../bot/open-parts.ts'
import { pinoLog } from '../bot/pino-log.ts'
import { instant } from '../db/instant.ts'
import { installCast } from './office.ts'
import { serveBot, serveSocketBot, settableClock } from './serve-bot.ts'

async function start(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'error', ...process.env })
  const clock = settableClock(instant(process.env.PLAYGROUND_NOW ?? '2026-11-25T09:00+08:00'))
  const { parts, close } = await openParts(config, pinoLog(config.logLevel), clock)
  if (process.env.SEED !== 'none') {
    await parts.db.transaction().execute((trx) => installCast(trx, clock.now()))
  }
  const { events, feishu } = config
  const bot =
    events.kind === 'webhook'
      ? await serveBot(parts, { ...events, appId: feishu.appId }, clock)
      : await serveSocketBot(parts, feishu, clock)
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
