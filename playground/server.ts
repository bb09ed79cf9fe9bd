// A Feishu in a box on one loopback origin: the HTTP contract, the Open Platform, the page.
import type { Server } from 'node:http'
import { type HttpBindings, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { AppConfig, Behaviour, Box, Subscribed, Way } from './box.ts'
import { CallLog } from './calls.ts'
import { createChaos } from './chaos.ts'
import { createClock, instantOf, isoOf } from './clock.ts'
import { contractRoutes } from './contract.ts'
import { newAppId, newSecret } from './ids.ts'
import { type BotAddress, Instances } from './instances.ts'
import { type Limits, limitsWith } from './limits.ts'
import { connectPath, LongConnections } from './long/connections.ts'
import { longEndpoint } from './long/endpoint.ts'
import { isLoopback, loopbackOnly } from './loopback.ts'
import { endpoints, openPlatform } from './open/index.ts'
import { pageRoutes } from './page/routes.ts'
import { type Acts, createActs, type Playground } from './playground.ts'
import { Pusher } from './push.ts'
import { sampleRoutes } from './samples.ts'
import { usualScopes } from './scopes.ts'
import { worldOfTheCast } from './seed.ts'
import { type SpawnSettings, spawnBot } from './spawn-bot.ts'
import { Tokens, UpdateTokens } from './tokens.ts'

export interface PlaygroundOptions {
  /** 0 (default): any free port. */
  port?: number
  /** The instant at which the clock stands at first; Shanghai's, if without an offset. */
  at?: string
  /** Random where not given. */
  app?: Partial<AppConfig>
  limits?: Partial<Limits>
  behaviour?: Partial<Behaviour>
  /** What the app was granted; where not said, all that is not sensitive. */
  scopes?: string[]
  /** How the app hears of events and callbacks; webhook, where not said. */
  events?: Way
  callbacks?: Way
  /** Bots that run elsewhere, in this process or another. */
  bots?: BotAddress[]
  /** How to start the bot as a child process; without it, `power({ do: 'start' })` is refused. */
  spawn?: SpawnSettings
  /** The bot's data folder, as `GET /api/bot` tells it. */
  data?: string | null
}

export type { Playground } from './playground.ts'

export const usualStart = '2026-11-25T09:00:00+08:00'

export async function createPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const start = instantOf(options.at ?? usualStart)
  if (start === undefined) throw new Error(`不是时刻：${options.at}`)
  const origin = { url: '' }
  const box = createBox(options, start, origin)
  for (const bot of options.bots ?? []) box.instances.attach(bot)
  const acts = createActs(box, options.data ?? null)
  const server = await listen(routes(acts), options.port ?? 0)
  server.on('upgrade', (request, socket, head) => {
    const own = isLoopback(request.headers.host ?? '', request.headers.origin)
    if (own && request.url?.startsWith(`${connectPath}?`)) box.long.accept(request, socket, head)
    else socket.destroy()
  })
  const port = portOf(server)
  origin.url = `http://127.0.0.1:${port}`
  const close = () => shut(server, box)
  return { ...acts, url: origin.url, port, close }
}

function createBox(options: PlaygroundOptions, start: number, origin: { url: string }): Box {
  const { spawn } = options
  const app: AppConfig = {
    app_id: newAppId(),
    app_secret: newSecret(),
    encrypt_key: newSecret(),
    verification_token: newSecret(),
    ...options.app,
  }
  const { events = 'webhook', callbacks = events } = options
  const subscribed = { events, callbacks }
  const limits = limitsWith(options.limits)
  const clock = createClock(start)
  const world = worldOfTheCast(clock, app.app_id)
  const chaos = createChaos()
  const calls = new CallLog()
  const startBot =
    spawn && (() => spawnBot(spawn, botEnv(app, origin.url, subscribed, clock.now())))
  const instances = new Instances(startBot ?? null)
  const { tenantKey } = world
  const long = new LongConnections(limits)
  const behaviour = { ...usualBehaviour, ...options.behaviour }
  const scopes = new Set(options.scopes ?? usualScopes(endpoints))
  return {
    app,
    origin,
    subscribed,
    long,
    limits,
    clock,
    world,
    chaos,
    calls,
    instances,
    behaviour,
    scopes,
    pusher: new Pusher({
      app,
      clock,
      limits,
      chaos,
      calls,
      instances,
      long,
      subscribed,
      behaviour,
      scopes,
      tenantKey,
    }),
    tokens: new Tokens(clock, limits),
    updateTokens: new UpdateTokens(),
  }
}

const usualBehaviour: Behaviour = {
  untouched: 'absent',
  eventTime: 'ms',
  postInLocale: false,
  formerEvents: false,
  repeatedUuid: 'first',
  templates: {},
  cardFrames: 'event',
}

const botEnv = (app: AppConfig, url: string, { events }: Subscribed, now: number) => ({
  FEISHU_APP_ID: app.app_id,
  FEISHU_APP_SECRET: app.app_secret,
  FEISHU_ENCRYPT_KEY: app.encrypt_key,
  FEISHU_VERIFICATION_TOKEN: app.verification_token,
  FEISHU_DOMAIN: url,
  FEISHU_EVENTS: events,
  PLAYGROUND_NOW: isoOf(now),
})

function routes(acts: Acts) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(loopbackOnly)
  app.route('/api', contractRoutes(acts))
  app.route('/open-apis', openPlatform(acts.box))
  app.route('/', longEndpoint(acts.box))
  app.route('/gallery', sampleRoutes(acts.box))
  app.route('/', pageRoutes())
  return app
}

function listen(app: Hono<{ Bindings: HttpBindings }>, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }) as Server
    server.once('listening', () => resolve(server))
    server.once('error', reject)
    // A connection that closed just as a call was sent on it would look like chaos that nobody asked for.
    server.keepAliveTimeout = 600_000
  })
}

function portOf(server: Server) {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function shut(server: Server, { instances, long }: Box) {
  await Promise.race([instances.end('stop'), pause(3000)])
  await instances.end('kill')
  long.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
