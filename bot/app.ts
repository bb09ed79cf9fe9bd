// The HTTP door: POST /feishu for events and card callbacks, /healthz, /readyz. Nothing is written before it is verified.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Answer } from './dispatch.ts'
import { answered, take } from './door.ts'
import { decode } from './feishu/decode.ts'
import { encodeAnswer } from './feishu/encode.ts'
import type { Inbound } from './feishu/inbound.ts'
import { maxPushBytes, verifyPush } from './feishu/verify.ts'
import { errorFacts } from './log.ts'
import type { Parts } from './parts.ts'

export interface WebhookKeys {
  encryptKey: string
  verificationToken: string
  appId: string
}

export interface Door {
  parts: Parts
  keys: WebhookKeys
  /** Keeps the process for work that goes on after the answer. */
  lasting(work: Promise<unknown>): void
  /** There may be something to deliver. */
  wake(): void
  ready(): Promise<boolean>
}

export function createApp(door: Door): Hono {
  const { parts } = door
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) =>
    (await door.ready()) ? c.text('ready') : c.text('not ready', 503),
  )
  app.post(
    '/feishu',
    bodyLimit({ maxSize: maxPushBytes, onError: (c) => c.body(null, 413) }),
    async (c) => {
      const raw = new Uint8Array(await c.req.arrayBuffer())
      const headers = (name: string) => c.req.header(name)
      const verified = verifyPush({ headers, raw, keys: door.keys, now: parts.clock.now() })
      if (!verified.ok) {
        parts.log('warn', 'a push was refused', { why: verified.why })
        return c.body(null, verified.status)
      }
      if (verified.kind === 'challenge') return c.json({ challenge: verified.challenge })
      const inbound = decode(verified.body, (await parts.whoAmI()).openId)
      return inbound.kind === 'tap'
        ? c.json(await tapAnswer(door, inbound))
        : eventAnswer(door, inbound)
    },
  )
  app.onError((error, c) => {
    parts.log('error', 'a request failed', errorFacts(error))
    return c.body(null, 503)
  })
  return app
}

/** 200 only after the commit; what cannot be used is 200 too, with one line in the log: pushing it again would not help. */
async function eventAnswer(door: Door, inbound: Inbound): Promise<Response> {
  if (inbound.kind === 'ignored' || inbound.kind === 'refused') {
    door.parts.log('info', 'an event was left aside', { why: inbound.why })
    return Response.json({})
  }
  const taken = await take(door.parts, inbound, door.lasting, door.wake)
  return taken.kind === 'done' ? Response.json({}) : new Response(null, { status: 503 })
}

async function tapAnswer(door: Door, inbound: Inbound): Promise<object> {
  const taken = await take(door.parts, inbound, door.lasting, door.wake)
  switch (taken.kind) {
    case 'done':
      door.lasting(answered(door.parts, taken.answer).finally(door.wake))
      return answerBody(taken.answer)
    case 'late':
      return encodeAnswer({ toast: { type: 'info', content: '处理中，请稍候，卡片会自动更新。' } })
    case 'failed':
      return encodeAnswer({
        toast: { type: 'warning', content: '系统繁忙，正在重试，请留意卡片变化。' },
      })
  }
}

function answerBody({ toast, card }: Answer): object {
  return encodeAnswer({ ...(toast && { toast }), ...(card && { card: JSON.parse(card.content) }) })
}
