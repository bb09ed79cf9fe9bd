// Where a client asks for the address of its long connection: POST /callback/ws/endpoint.
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Box } from '../box.ts'
import { struck } from '../calls.ts'
import { isoOf } from '../clock.ts'
import { type Json, objectOf, parseObject } from '../json.ts'
import { clientConfig } from './connection.ts'
import { connectPath, tooManyConnections } from './connections.ts'

type Env = { Bindings: HttpBindings }

const codes = { forbidden: 403, authFailed: 514, internal: 1_000_040_343 }
const path = '/callback/ws/endpoint'

export function longEndpoint(box: Box): Hono<Env> {
  const app = new Hono<Env>()
  app.post(path, async (c) => {
    const body = parseObject(await c.req.text())
    const chaos = box.chaos.take('api', path, 'POST')
    if (chaos?.kind === 'delay') await new Promise((done) => setTimeout(done, chaos.ms ?? 1000))
    const answer = chaos?.kind === 'error' ? refused(codes.internal, 'internal') : reply(box, body)
    log(box, body, answer)
    if (chaos?.kind === 'down' || chaos?.kind === 'drop_answer') c.env.incoming.socket.destroy()
    return c.json(answer)
  })
  return app
}

/** The SDK looks into `data` before it looks at the code. */
const refused = (code: number, msg: string) => ({ code, msg, data: {} })

function reply({ app, limits, long, origin, subscribed }: Box, { AppID, AppSecret }: Json) {
  if (AppID !== app.app_id || AppSecret !== app.app_secret)
    return refused(codes.authFailed, 'auth failed')
  if (subscribed.events === 'webhook' && subscribed.callbacks === 'webhook')
    return refused(codes.forbidden, 'the app receives by webhook')
  if (long.full) return refused(tooManyConnections, 'the number of connections exceeded the limit')
  const address = `${origin.url.replace(/^http/, 'ws')}${connectPath}?${long.ticket()}`
  return { code: 0, msg: '', data: { URL: address, ClientConfig: clientConfig(limits) } }
}

function log(box: Box, body: Json, answer: { code: number; msg: string; data: Json }) {
  const data = objectOf(answer.data)
  box.calls.add({
    seq: box.world.nextSeq(),
    at: isoOf(box.clock.now()),
    method: 'POST',
    path,
    query: {},
    status: 200,
    code: answer.code,
    body: struck(body),
    answer: struck({ ...answer, data: { ...data, ...(data.URL !== undefined && { URL: '***' }) } }),
  })
}
