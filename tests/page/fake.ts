// A fixed stand-in for the playground's HTTP contract: the cast, a few messages, and a note of what the page posted.
// It answers at once and understands nothing.
import { type ServerType, serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { departments, groups, members, p2pChatId } from '../../playground/cast.ts'
import { pageRoutes } from '../../playground/page/routes.ts'
import { approval, petitionForm, report, sheet } from './cards.ts'

type Json = Record<string, unknown>

export interface Fake {
  url: string
  posted: { path: string; body: Json }[]
  /** What the next tap answers. */
  tapped: Json
  message(change: Json & { message_id: string }): void
  close(): Promise<void>
}

const at = '2026-11-25T09:00:00+08:00'
export const officer = members.find((m) => m.key === 'xinfang-officer') ?? members[0]
const me = officer?.open_id ?? ''
export const privateChat = p2pChatId(me)

const people = members.map((member) => ({
  id: member.open_id,
  name: member.name,
  roles: member.roles,
  unit: departments.find(({ key }) => key === member.department)?.name ?? '',
  p2p: p2pChatId(member.open_id),
  left: false,
}))

const idsOf = (keys: string[]) =>
  members.filter(({ key }) => keys.includes(key)).map(({ open_id }) => open_id)

const chats = [
  ...people.map(({ id, name, p2p }) => {
    return { id: p2p, kind: 'p2p', name, members: [id], bot: true, external: false }
  }),
  ...groups.map((group) => ({
    id: group.chat_id,
    kind: 'group',
    name: group.name,
    members: idsOf(group.members),
    bot: group.key !== 'bureau',
    external: group.key === 'office',
  })),
]

const buttonTags = new Set(['button', 'interactive_container'])

function buttonsOf(node: unknown, found: Json[] = []): Json[] {
  if (Array.isArray(node)) for (const each of node) buttonsOf(each, found)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return found
  const { tag, name, text, disabled, elements, columns, body } = node as Json
  if (buttonTags.has(String(tag)))
    found.push({
      name: name ?? `b${found.length + 1}`,
      text: (text as Json | undefined)?.content ?? '',
      disabled: disabled === true,
      confirm: null,
    })
  for (const inside of [body, elements, columns]) buttonsOf(inside, found)
  return found
}

let seq = 0
function message(from: string, text: string, more: Json = {}): Json & { message_id: string } {
  seq += 1
  return {
    seq,
    message_id: `om_${seq}`,
    chat: privateChat,
    from,
    at,
    updated_at: at,
    type: more.card ? 'interactive' : 'text',
    text,
    card: null,
    buttons: more.card ? buttonsOf(more.card) : [],
    fields: [],
    file: null,
    reply_to: null,
    recalled: false,
    readers: [],
    ...more,
  }
}

const office = groups.find(({ key }) => key === 'office')?.chat_id

function talk() {
  seq = 0
  return [
    message(me, '@督办助手 登记来访 张某某 3人 反映淤区土地补偿', {
      at: '2026-11-24T16:20:00+08:00',
    }),
    message('bot', '延期申请 督〔2026〕12号', { card: approval, readers: [me] }),
    message('bot', '登记来访', { card: petitionForm, reply_to: 'om_1' }),
    message('bot', '信访月报', { card: report }),
    message(me, '收到，见附件', { type: 'file', file: { key: 'file_1', name: '来访登记表.xlsx' } }),
    message(me, '发错了', { recalled: true }),
    message('bot', '今日督办（11月25日）', { card: sheet }),
    message('bot', '已登记：信访〔2026〕1号，请于 12月10日 前告知受理情况。', { reply_to: 'om_1' }),
    message(idsOf(['zhuren'])[0] ?? '', '@所有人 下午三点碰头', { chat: office }),
  ]
}

export async function openFake(): Promise<Fake> {
  const messages = talk()
  const posted: Fake['posted'] = []
  const listeners = new Set<(data: Json) => void>()
  const note = async (c: Context) => {
    const body = (await c.req.json()) as Json
    posted.push({ path: c.req.path, body })
    return body
  }
  const fake = { posted, tapped: {} as Json }
  const app = new Hono()
  app.route('/', pageRoutes())
  app.get('/api/people', (c) => c.json(people))
  app.get('/api/chats', (c) => c.json(chats))
  app.get('/api/chats/:id/messages', (c) =>
    c.json(messages.filter(({ chat }) => chat === c.req.param('id'))),
  )
  app.get('/api/clock', (c) => c.json({ now: at }))
  app.get('/api/bot', (c) =>
    c.json({ instances: [{ pid: 4242, ready: true }], app_id: 'cli_fake' }),
  )
  app.get('/api/calls', (c) => c.json(c.req.query('since') === '0' ? calls : []))
  app.get('/api/stream', (c) =>
    streamSSE(c, async (stream) => {
      for (const each of messages) await stream.writeSSE({ data: JSON.stringify(each) })
      const listener = (data: Json) => void stream.writeSSE({ data: JSON.stringify(data) })
      listeners.add(listener)
      await new Promise<void>((resolve) => stream.onAbort(resolve))
      listeners.delete(listener)
    }),
  )
  app.post('/api/say', async (c) => {
    await note(c)
    return c.json({
      message_id: 'om_x',
      status: 200,
      ms: 3,
      error: null,
      settled: true,
      now: at,
      new: [],
    })
  })
  app.post('/api/tap', async (c) => {
    await note(c)
    return c.json({
      status: 200,
      toast: null,
      error: null,
      message: null,
      settled: true,
      ...fake.tapped,
    })
  })
  app.post('/api/do', async (c) => c.json({ status: 200, got: await note(c) }))
  app.post('/api/clock', async (c) =>
    c.json({ now: at, settled: true, new: [], got: await note(c) }),
  )
  app.post('/api/bot', async (c) => c.json({ instances: [], got: await note(c) }))

  const server = await new Promise<ServerType>((resolve) => {
    const opened = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () =>
      resolve(opened),
    )
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}`,
    message(change: Json & { message_id: string }) {
      const found = messages.find(({ message_id }) => message_id === change.message_id)
      seq += 1
      const next = found ? Object.assign(found, change, { seq }) : message('bot', '', change)
      if (!found) messages.push(next)
      for (const listener of listeners) listener(next)
    },
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

const calls = [
  {
    seq: 1,
    at,
    method: 'POST',
    path: '/open-apis/im/v1/messages',
    query: { receive_id_type: 'open_id' },
    status: 200,
    code: 0,
    body: { receive_id: me },
    answer: { code: 0 },
  },
]
