// The Node door: settings → parts → listen → heartbeat. The only file that starts anything or listens for signals.
import { serve } from '@hono/node-server'
import cron from 'node-cron'
import { FolderInUse } from '../db/lock.ts'
import { heartbeat } from '../jobs/timetable.ts'
import { createApp } from './app.ts'
import { BadConfig, readConfig } from './config.ts'
import { createEngine } from './engine.ts'
import { errorFacts, pinoLog } from './log.ts'
import { openParts, WrongKey } from './open-parts.ts'

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = pinoLog(config.logLevel)
  const { parts, close } = await openParts(config, log)
  const engine = createEngine(parts)
  const beat = () =>
    engine.beat().then(
      () => log('debug', 'beat'),
      (error: unknown) => log('error', 'a beat failed', errorFacts(error)),
    )
  const task = cron.schedule(heartbeat, beat, { timezone: 'Asia/Shanghai', noOverlap: true })
  const server =
    config.events.kind === 'webhook'
      ? serve({
          fetch: createApp({
            parts,
            keys: { ...config.events, appId: config.feishu.appId },
            lasting: engine.lasting,
            wake: engine.wake,
            ready: () =>
              parts.db
                .selectFrom('office_version')
                .select('version')
                .execute()
                .then(
                  () => true,
                  () => false,
                ),
          }).fetch,
          hostname: config.host,
          port: config.port,
        })
      : undefined
  log('info', 'started', { host: config.host, port: config.port })
  await beat()

  const stop = async () => {
    await task.stop()
    server?.close()
    await engine.stop()
    await close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

start().catch((error: unknown) => {
  const known =
    error instanceof BadConfig || error instanceof FolderInUse || error instanceof WrongKey
  console.error(known ? error.message : error)
  process.exit(1)
})
