// The Open Platform side: every endpoint behind one gate that checks the token, misbehaves on
// request and keeps the log.
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Box } from '../box.ts'
import { struck } from '../calls.ts'
import type { ChaosEntry } from '../chaos.ts'
import { isoOf } from '../clock.ts'
import { newLogId } from '../ids.ts'
import { isObject, type Json, objectOf, parseJson } from '../json.ts'
import { grantsOneOf } from '../scopes.ts'
import { appEndpoints } from './app.ts'
import { calendarEndpoints } from './calendar.ts'
import type { ApiCall, Endpoint } from './call.ts'
import { chatEndpoints } from './chats.ts'
import { contactEndpoints } from './contacts.ts'
import { editEndpoints } from './edit.ts'
import {
  ApiFault,
  imLimited,
  quotaUsedUp,
  rateLimited,
  scopeMissing,
  tokenInvalid,
} from './fault.ts'
import { fileEndpoints } from './files.ts'
import { type Part, parseMultipart } from './multipart.ts'
import { checkQuota, countCall, countQuota } from './rates.ts'
import { readEndpoints } from './read.ts'
import { sendEndpoints } from './send.ts'

type Env = { Bindings: HttpBindings }

export const endpoints: Endpoint[] = [
  ...appEndpoints,
  ...sendEndpoints,
  ...editEndpoints,
  ...fileEndpoints,
  ...readEndpoints,
  ...chatEndpoints,
  ...contactEndpoints,
  ...calendarEndpoints,
]

interface Body {
  json: unknown
  broken: boolean
  parts: Part[]
}

export function openPlatform(box: Box): Hono<Env> {
  const app = new Hono<Env>()
  for (const endpoint of endpoints)
    app.on(endpoint.method, endpoint.path, (c) => serve(box, endpoint, c))
  app.all('*', (c) => c.text('404 page not found', 404))
  return app
}

async function serve(box: Box, endpoint: Endpoint, c: Context<Env>): Promise<Response> {
  box.calls.begin()
  try {
    const body = await bodyOf(c)
    const chaos = box.chaos.take('api', c.req.path, c.req.method)
    if (chaos?.kind === 'down') return cut(c)
    if (chaos?.kind === 'delay') await pause(chaos.ms ?? 1000)
    const answer = await answerOf(box, endpoint, c, body, chaos)
    await log(box, c, body, answer)
    return chaos?.kind === 'drop_answer' ? cut(c) : answer
  } finally {
    box.calls.end()
  }
}

/** What a body on GET or DELETE says is nobody's business: the SDK always sends one. */
async function bodyOf(c: Context<Env>): Promise<Body> {
  const none = { json: {}, broken: false, parts: [] }
  if (c.req.method === 'GET' || c.req.method === 'DELETE') return none
  const bytes = Buffer.from(await c.req.arrayBuffer())
  const type = c.req.header('content-type') ?? ''
  if (type.startsWith('multipart/')) return { ...none, parts: parseMultipart(type, bytes) }
  if (bytes.length === 0) return none
  const json = parseJson(bytes.toString('utf8'))
  return { json: json ?? {}, broken: !isObject(json), parts: [] }
}

async function answerOf(
  box: Box,
  endpoint: Endpoint,
  c: Context<Env>,
  body: Body,
  chaos: ChaosEntry | undefined,
): Promise<Response> {
  const logId = newLogId()
  try {
    if (chaos) misbehave(box, chaos)
    if (!endpoint.open) admit(box, c.req.header('authorization'))
    countCall(box, `${endpoint.method} ${endpoint.path}`)
    checkQuota(box, endpoint.path)
    if (!grantsOneOf(box.scopes, endpoint.scopes)) throw scopeMissing(endpoint.scopes)
    if (body.broken) throw new ApiFault(9499, 'Bad Request')
    const answer = await endpoint.act(callOf(box, c, body))
    countQuota(box, endpoint.path)
    return stamped(
      answer instanceof Response
        ? answer
        : Response.json({ code: 0, msg: 'success', data: answer }),
      logId,
    )
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error
    return stamped(faultAnswer(error, logId), logId)
  }
}

function admit({ tokens }: Box, authorization: string | undefined) {
  if (!authorization)
    throw new ApiFault(
      99991661,
      'Missing access token for authorization. Please make a request with token attached.',
    )
  const token = /^Bearer (.+)$/.exec(authorization)?.[1] ?? ''
  if (!/^[tu]-/.test(token))
    throw new ApiFault(
      99991671,
      'Invalid access token for authorization. It should start with t- or u-.',
    )
  if (!tokens.isValid(token)) throw tokenInvalid()
}

/** Throws as the kind asks; delays and cut sockets are the business of serve. */
function misbehave(box: Box, { kind, code }: ChaosEntry) {
  if (kind === 'rate_limit') throw rateLimited()
  if (kind === 'im_limit') throw imLimited()
  if (kind === 'quota') throw quotaUsedUp()
  if (kind === 'error') throw errorOf(code)
  if (kind !== 'token') return
  box.tokens.revokeAll()
  throw tokenInvalid()
}

/** A number below 600 is an HTTP status, anything else a code of Feishu. */
function errorOf(code: number | null) {
  if (code === null || code < 600)
    return new ApiFault(2200, 'Internal Error', { status: code ?? 500 })
  return new ApiFault(code, 'failed on request')
}

function callOf(box: Box, c: Context<Env>, { json, parts }: Body): ApiCall {
  return {
    box,
    body: objectOf(json),
    parts,
    param: (name) => c.req.param(name) ?? '',
    query: (name) => c.req.query(name) ?? '',
    queries: (name) => c.req.queries(name) ?? [],
  }
}

function faultAnswer({ status, code, message, details, headers }: ApiFault, log_id: string) {
  const troubleshooter = `https://open.feishu.cn/search?log_id=${log_id}`
  const body = { code, msg: message, error: { log_id, troubleshooter, ...details } }
  return Response.json(body, { status, headers })
}

function stamped(answer: Response, logId: string) {
  answer.headers.set('X-Tt-Logid', logId)
  answer.headers.set('X-Request-Id', logId)
  return answer
}

function cut(c: Context<Env>): Response {
  c.env.incoming.socket.destroy()
  return new Response(null, { status: 500 })
}

async function log(box: Box, c: Context<Env>, { json, parts }: Body, answer: Response) {
  const isJson = answer.headers.get('content-type')?.includes('json')
  const told: unknown = isJson ? await answer.clone().json() : '（字节）'
  const query = Object.entries(c.req.queries()).map(([k, v]) => [
    k,
    v.length > 1 ? v : (v[0] ?? ''),
  ])
  box.calls.add({
    seq: box.world.nextSeq(),
    at: isoOf(box.clock.now()),
    method: c.req.method,
    path: c.req.path,
    query: Object.fromEntries(query),
    status: answer.status,
    code: isObject(told) && typeof told.code === 'number' ? told.code : null,
    body: struck(parts.length ? shownParts(parts) : json),
    answer: struck(told),
  })
}

const shownParts = (parts: Part[]): Json =>
  Object.fromEntries(
    parts.map(({ name, bytes }) => [
      name,
      name === 'file' || name === 'image' ? `（${bytes.length} 字节）` : bytes.toString('utf8'),
    ]),
  )

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
