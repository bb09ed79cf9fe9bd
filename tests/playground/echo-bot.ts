// A bot of a few lines with an idle answer, written against the documented wire with plain fetch.
// It verifies and decrypts by itself, so that the playground is not judged by its own code.
import { createDecipheriv, createHash } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Playground } from '../../playground/server.ts'

type Json = Record<string, unknown>

export interface Received {
  type: string
  event_id: string
  event: Json
  now: string
}

export interface EchoBot {
  received: Received[]
  refused: number[]
  webhook: string
  control: string
  /** What an event or a tap brings about; what it returns is the answer to the push. */
  on(react: (received: Received) => unknown): void
  /** Every genuine body, whatever its schema. */
  onBody(see: (body: Json) => void): void
  /** What the bot does at an instant of the playground's clock. */
  at(instant: string, work: () => unknown): void
  call(method: string, path: string, body?: Json): Promise<{ status: number; body: Json }>
  close(): Promise<void>
}

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text)

export async function startEchoBot(playground: Playground): Promise<EchoBot> {
  const { app: keys, url } = playground
  const received: Received[] = []
  const refused: number[] = []
  let react: (one: Received) => unknown = () => ({})
  let see: (body: Json) => void = () => {}
  let plans: { at: number; work: () => unknown }[] = []
  let now = Date.parse(playground.now())
  let token = ''
  let tokenUntil = 0

  async function call(method: string, path: string, body?: Json) {
    if (Date.parse(playground.now()) >= tokenUntil) token = await freshToken()
    const response = await fetch(`${url}/open-apis${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Json }
  }

  async function freshToken() {
    const response = await fetch(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: 'POST',
      body: JSON.stringify({ app_id: keys.app_id, app_secret: keys.app_secret }),
    })
    const answer = (await response.json()) as { tenant_access_token: string; expire: number }
    tokenUntil = Date.parse(playground.now()) + answer.expire * 1000
    return answer.tenant_access_token
  }

  /** The one unsigned body that is taken, and only with the right token. */
  function challengeIn(raw: Uint8Array) {
    const asked = JSON.parse(decrypted(keys.encrypt_key, Buffer.from(raw).toString())) as Json
    const right = asked.type === 'url_verification' && asked.token === keys.verification_token
    return right ? asked.challenge : undefined
  }

  const app = new Hono()
  app.post('/feishu', async (c) => {
    const raw = new Uint8Array(await c.req.arrayBuffer())
    const header = (name: string) => c.req.header(name) ?? ''
    const seconds = header('X-Lark-Request-Timestamp')
    const wanted = sha256(`${seconds}${header('X-Lark-Request-Nonce')}${keys.encrypt_key}`)
    const genuine = wanted.update(raw).digest('hex') === header('X-Lark-Signature')
    const fresh = Math.abs(now / 1000 - Number(seconds)) < 8 * 3600
    const challenge = seconds ? undefined : challengeIn(raw)
    if (challenge) return c.json({ challenge })
    if (!genuine || !fresh) {
      refused.push(401)
      return c.text('', 401)
    }
    const whole = JSON.parse(decrypted(keys.encrypt_key, Buffer.from(raw).toString())) as Json
    see(whole)
    if (whole.schema !== '2.0') return c.json({})
    const body = whole as { header: { event_id: string; event_type: string }; event: Json }
    const { event_id, event_type } = body.header
    const one = { type: event_type, event_id, event: body.event, now: playground.now() }
    received.push(one)
    const answer = await react(one)
    return answer instanceof Response ? answer : c.json((answer ?? {}) as Json)
  })
  app.post('/idle', async (c) => {
    now = Date.parse(((await c.req.json()) as { now: string }).now)
    const due = plans.filter(({ at }) => at <= now)
    plans = plans.filter(({ at }) => at > now)
    for (const { work } of due) await work()
    const next = plans.length ? Math.min(...plans.map(({ at }) => at)) : null
    return c.json({ next: next === null ? null : new Date(next).toISOString(), busy: false })
  })
  const server = await new Promise<Server>((resolve) => {
    const own = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(own),
    ) as Server
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    received,
    refused,
    webhook: `${origin}/feishu`,
    control: `${origin}/idle`,
    call,
    on(next) {
      react = next
    },
    onBody(next) {
      see = next
    },
    at(instant, work) {
      plans.push({ at: Date.parse(instant), work })
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function decrypted(key: string, body: string) {
  const bytes = Buffer.from((JSON.parse(body) as { encrypt: string }).encrypt, 'base64')
  const aes = createDecipheriv('aes-256-cbc', sha256(key).digest(), bytes.subarray(0, 16))
  return Buffer.concat([aes.update(bytes.subarray(16)), aes.final()]).toString('utf8')
}
