// The HTTP door: POST /feishu for events and card callbacks, /healthz, /readyz. Nothing is written before it is verified.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { maxPushBytes, verifyPush } from './feishu/verify.ts'
import { errorFacts } from './log.ts'
import { type Receiving, receive } from './receive.ts'

export interface WebhookKeys {
  encryptKey: string
  verificationToken: string
  appId: string
}

export interface Door extends Receiving {
  keys: WebhookKeys
  ready(): Promise<boolean>
}

export function createApp(door: Door): Hono {
  const { parts } = door
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      referrerPolicy: 'no-referrer',
    }),
  )
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
      const received = await receive(door, verified.body)
      if (received.kind === 'tap') return c.json(received.body)
      return received.taken ? c.json({}) : c.body(null, 503)
    },
  )
  app.onError((error, c) => {
    parts.log('error', 'a request failed', errorFacts(error))
    return c.body(null, 503)
  })
  return app
}
