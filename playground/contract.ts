// The HTTP contract: what the page uses, and any program that drives the playground from outside.
// Bodies are read strictly; a "no" is a Chinese sentence with its status.
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { apiChaos, botChaos } from './chaos.ts'
import { isoOf } from './clock.ts'
import type { Acts } from './playground.ts'
import { malformed, Trouble } from './trouble.ts'
import { viewMessage } from './views.ts'

const text = z.string().min(1)
const place = z.number().int().positive()

const saying = z.strictObject({
  as: text,
  chat: text,
  text: z.string().optional(),
  type: text.optional(),
  content: z.unknown().optional(),
  reply_to: text.optional(),
})

const tapping = z.strictObject({
  as: text,
  message_id: text,
  button: text,
  nth: place.optional(),
  form: z.record(z.string(), z.unknown()).optional(),
  option: z.unknown().optional(),
  repeat: place.max(100).optional(),
})

const doing = z.strictObject({
  as: text.optional(),
  what: text,
  message_id: text.optional(),
  chat: text.optional(),
  key: text.optional(),
  who: z.union([text, z.array(text)]).optional(),
  name: text.optional(),
  unit: text.optional(),
  from: text.optional(),
  to: text.optional(),
  in: z.boolean().optional(),
  of: z.enum(['contact', 'availability']).optional(),
})

const turning = z.union([
  z.strictObject({ to: text }),
  z.strictObject({ next: z.enum(['workday', 'quarter']) }),
])

const powering = z.strictObject({ do: z.enum(['kill', 'stop', 'start']), n: place.optional() })

const entry = {
  path: text.optional(),
  method: text.optional(),
  times: z.number().int().min(0),
  ms: z.number().min(0).optional(),
  code: z.number().int().optional(),
}
const chaos = z.discriminatedUnion('side', [
  z.strictObject({ side: z.literal('api'), kind: z.enum(apiChaos), ...entry }),
  z.strictObject({ side: z.literal('bot'), kind: z.enum(botChaos), ...entry }),
])

export function contractRoutes(acts: Acts): Hono {
  const app = new Hono()
  app.get('/people', (c) => c.json(acts.people()))
  app.get('/chats', (c) => c.json(acts.chats()))
  app.get('/chats/:id/messages', (c) => c.json(acts.messages(c.req.param('id'), sinceOf(c))))
  app.post('/say', async (c) => c.json(await acts.say(await read(c, saying))))
  app.post('/tap', async (c) => c.json(await acts.tap(await read(c, tapping))))
  app.post('/do', async (c) => c.json(await acts.do(await read(c, doing))))
  app.post('/files', async (c) => {
    const name = c.req.query('name')
    if (!name) throw malformed('缺少 name')
    return c.json(acts.putFile(name, new Uint8Array(await c.req.arrayBuffer())))
  })
  app.get('/files/:key', (c) => fileAnswer(acts.file(c.req.param('key'))))
  app.get('/calendar', (c) => {
    const of = c.req.query('of')
    if (!of) throw malformed('缺少 of')
    return c.json(acts.calendar(of))
  })
  app.get('/stream', (c) => stream(c, acts))
  app.get('/clock', (c) => c.json({ now: acts.now() }))
  app.post('/clock', async (c) => {
    const { now, settled, new: fresh } = await acts.turn(await read(c, turning))
    return c.json({ now, settled, new: fresh })
  })
  app.get('/bot', (c) => c.json(acts.bot()))
  app.post('/bot', async (c) => c.json(await acts.power(await read(c, powering))))
  app.post('/chaos', async (c) => c.json(acts.chaos(nulled(await read(c, chaos)))))
  app.get('/calls', (c) => c.json(acts.calls(sinceOf(c))))
  app.all('*', (c) => c.json({ error: '没有这个接口' }, 404))
  app.onError(troubleAnswer)
  return app
}

const nulled = ({ path, method, ms, code, ...rest }: z.infer<typeof chaos>) => ({
  ...rest,
  path: path ?? null,
  method: method ?? null,
  ms: ms ?? null,
  code: code ?? null,
})

async function read<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => {
    throw malformed('请求体不是 JSON')
  })
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw malformed(`请求不完整或有误：${issues.join('；')}`)
}

function sinceOf(c: Context): number {
  const since = Number(c.req.query('since') ?? 0)
  if (!Number.isInteger(since) || since < 0) throw malformed('since 应为非负整数')
  return since
}

function troubleAnswer(error: Error, c: Context) {
  if (!(error instanceof Trouble)) {
    console.error(error)
    return c.json({ error: `演练场内部错误：${error.message}` }, 500)
  }
  const choices = error.choices && { choices: error.choices }
  return c.json({ error: error.message, ...choices }, error.status)
}

/** `nosniff` and a download: what a person uploads must not run as part of the page. */
function fileAnswer({ name, bytes }: { name: string; bytes: Uint8Array }) {
  const image = /\.(png|jpe?g|gif|webp|bmp)$/i.exec(name)?.[1]?.toLowerCase()
  const type = image ? `image/${image === 'jpg' ? 'jpeg' : image}` : 'application/octet-stream'
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-disposition': `${image ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  })
}

function stream(c: Context, acts: Acts) {
  const { world, clock } = acts.box
  const since = Math.max(sinceOf(c), Number(c.req.header('last-event-id')) || 0)
  return streamSSE(c, async (sse) => {
    const send = (data: unknown, id?: string) =>
      sse.writeSSE({ data: JSON.stringify(data), ...(id && { id }) }).catch(() => {})
    const tell = (message: Parameters<typeof viewMessage>[1]) =>
      send(viewMessage(world, message), String(message.seq))
    const unwatch = world.watch((message) => void tell(message))
    const unclock = clock.onMove((now) => void send({ now: isoOf(now) }))
    await send({ now: acts.now() })
    for (const message of world.changedSince(since)) await tell(message)
    const beat = setInterval(() => void sse.write(': \n\n').catch(() => {}), 15_000).unref()
    await new Promise<void>((resolve) => (sse.aborted ? resolve() : sse.onAbort(resolve)))
    clearInterval(beat)
    unwatch()
    unclock()
  })
}
