// The Workers door: requests and the cron trigger, over the same parts as the Node door, opened anew each time.
import { msOf } from '../db/instant.ts'
import { isBeating } from '../jobs/outages.ts'
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { consoleLog } from './console-log.ts'
import { drain } from './deliver.ts'
import { createEngine } from './engine.ts'
import { errorFacts, type Log } from './log.ts'
import type { Parts } from './parts.ts'
import { install, openWorkerParts } from './worker-parts.ts'

/** `HYPERDRIVE` is the binding; the settings of config.ts come as variables and secrets. */
type Env = Record<string, unknown> & { HYPERDRIVE?: { connectionString: string } }

interface Context {
  waitUntil(work: Promise<unknown>): void
}

/** Workers lets work go on for 30 s after the answer; a cron run has longer, but the next comes in a minute. */
const afterAnswerMs = 25_000
const afterBeatMs = 50_000
/** What is due no later is waited for; the rest is the next cron run's. */
const soonMs = 5_000

const door = {
  async fetch(request: Request, env: Env, ctx: Context): Promise<Response> {
    const opened = await open(env)
    const after = new After(opened.parts, opened.log)
    try {
      const { parts } = opened
      const app = createApp({
        parts,
        keys: opened.keys,
        lasting: (work) => after.keep(work),
        wake: () => after.wake(),
        ready: () => isBeating(parts.db, parts.clock.now()).catch(() => false),
      })
      return await app.fetch(request)
    } finally {
      ctx.waitUntil(after.done(afterAnswerMs).finally(opened.close))
    }
  },

  async scheduled(_event: unknown, env: Env): Promise<void> {
    const { parts, config, log, close } = await open(env)
    const after = new After(parts, log)
    try {
      await install(parts, config)
      await createEngine(parts).beat()
      after.wake()
      await after.done(afterBeatMs)
    } finally {
      await close()
    }
  },
}

export default door

async function open(env: Env) {
  const texts = Object.entries(env).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const { HYPERDRIVE } = env
  const url = HYPERDRIVE && { DATABASE_URL: HYPERDRIVE.connectionString }
  const config = readConfig({ ...Object.fromEntries(texts), ...url })
  if (config.events.kind !== 'webhook')
    throw new Error('the Workers door takes events by webhook only')
  const { encryptKey, verificationToken } = config.events
  const log = consoleLog(config.logLevel)
  const keys = { encryptKey, verificationToken, appId: config.feishu.appId }
  return { ...(await openWorkerParts(config, log)), config, keys, log }
}

/** What goes on after the answer: work that was begun, and delivery. */
class After {
  readonly #under = new Set<Promise<unknown>>()
  readonly #parts: Parts
  readonly #log: Log
  #woken = false

  constructor(parts: Parts, log: Log) {
    this.#parts = parts
    this.#log = log
  }

  keep(work: Promise<unknown>) {
    const kept = work.catch((error: unknown) =>
      this.#log('error', 'work in the background failed', errorFacts(error)),
    )
    this.#under.add(kept)
    void kept.finally(() => this.#under.delete(kept))
  }

  wake() {
    this.#woken = true
  }

  async done(withinMs: number): Promise<void> {
    const until = Date.now() + withinMs
    for (;;) {
      while (this.#under.size > 0) await Promise.allSettled(this.#under)
      if (!this.#woken) return
      this.#woken = false
      const next = await drain(this.#parts)
      const wait = next ? Math.max(0, msOf(next) - msOf(this.#parts.clock.now())) : withinMs
      if (wait > soonMs || Date.now() + wait >= until) continue
      await new Promise((done) => setTimeout(done, wait))
      this.#woken = true
    }
  }
}
