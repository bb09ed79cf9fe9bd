// The Node door: settings → parts → listen → heartbeat. The only file that starts anything or listens for signals.
import cron from 'node-cron'
import { FolderInUse } from '../db/lock.ts'
import { isBeating } from '../jobs/outages.ts'
import { heartbeat } from '../jobs/timetable.ts'
import { createApp } from './app.ts'
import { BadConfig, readConfig } from './config.ts'
import { createEngine } from './engine.ts'
import { listen } from './listen.ts'
import { errorFacts } from './log.ts'
import { openLongDoor } from './long-door.ts'
import { openParts, WrongKey } from './open-parts.ts'
import { pinoLog } from './pino-log.ts'

/** Under the ten seconds after which a supervisor kills. */
const patienceMs = 9_000

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
      ? listen({
          fetch: createApp({
            parts,
            keys: { ...config.events, appId: config.feishu.appId },
            lasting: engine.lasting,
            wake: engine.wake,
            ready: () => isBeating(parts.db, parts.clock.now()).catch(() => false),
          }).fetch,
          host: config.host,
          port: config.port,
        })
      : undefined
  const socket = server ? undefined : openLongDoor({ parts, ...engine }, config.feishu)
  log('info', 'started', { host: config.host, port: config.port })
  await beat()

  const stop = async () => {
    // Whatever hangs: leases and locks that are left behind are taken over by others.
    setTimeout(() => process.exit(0), patienceMs).unref()
    await task.stop()
    server?.close()
    socket?.close()
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
