// One row per error code: the call, the HTTP status, the code, in Feishu's own body.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { groups, members, p2pChatId } from '../../playground/cast.ts'
import { noRates } from '../../playground/limits.ts'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { type EchoBot, startEchoBot } from './echo-bot.ts'

type Json = Record<string, unknown>
interface Called {
  status: number
  body: Json
}

let box: Playground
let bot: EchoBot
const person = (key: string) => members.find((member) => member.key === key)?.open_id ?? ''
const group = (key: string) => groups.find((one) => one.key === key)?.chat_id ?? ''
const day = 86_400_000

beforeAll(async () => {
  box = await createPlayground({ limits: noRates })
  bot = await startEchoBot(box)
  await box.do({ what: 'resign', who: '潘悦' })
  await box.do({ what: 'range', who: '苏敏', in: false })
  await box.do({ as: '王建国', what: 'remove_bot', chat: '局领导群' })
  await box.do({ as: '谢大川', what: 'disband', chat: '工程处工作群' })
})

afterAll(async () => {
  await box.close()
  await bot.close()
})

const sendTo = (receive_id: string, more: Json = {}, type = 'open_id') =>
  bot.call('POST', `/im/v1/messages?receive_id_type=${type}`, {
    receive_id,
    msg_type: 'text',
    content: '{"text":"x"}',
    ...more,
  })
const sendCard = (card: unknown) =>
  sendTo(person('zhuren'), { msg_type: 'interactive', content: JSON.stringify(card) })
const card = (text = 'x') => ({
  schema: '2.0',
  body: { elements: [{ tag: 'markdown', content: text }] },
})
const idOf = ({ body }: Called) => String((body.data as Json).message_id)
const patch = (id: string, content: unknown) =>
  bot.call('PATCH', `/im/v1/messages/${id}`, { content: JSON.stringify(content) })
const raw = async (authorization: string | undefined): Promise<Called> => {
  const headers = authorization === undefined ? undefined : { authorization }
  const response = await fetch(`${box.url}/open-apis/bot/v3/info`, { ...(headers && { headers }) })
  return { status: response.status, body: (await response.json()) as Json }
}
/** A message that was sent a while ago, without turning the clock for everybody. */
const aged = async (ms: number, type = 'interactive') => {
  const sent = type === 'text' ? await sendTo(person('zhuren')) : await sendCard(card())
  const message = box.box.world.message(idOf(sent))
  message.at -= ms
  return message.message_id
}

const rows: [string, number, number, () => Promise<Called>][] = [
  ['no token', 400, 99991661, () => raw(undefined)],
  ['a token of another kind', 400, 99991671, () => raw('Bearer x-1')],
  ['a token that nobody issued', 400, 99991663, () => raw('Bearer t-unknown')],
  ['missing receive_id_type', 400, 99992402, () => bot.call('POST', '/im/v1/messages', {})],
  ['missing content', 400, 99992402, () => sendTo(person('zhuren'), { content: '' })],
  ['a uuid too long', 400, 99992402, () => sendTo(person('zhuren'), { uuid: 'x'.repeat(51) })],
  ['unknown open_id', 400, 99992351, () => sendTo('ou_nobody')],
  ['unknown union_id', 400, 99992364, () => sendTo('on_nobody', {}, 'union_id')],
  ['unknown user_id', 400, 99992360, () => sendTo('nobody', {}, 'user_id')],
  ['unknown chat', 400, 99992356, () => sendTo('oc_nowhere', {}, 'chat_id')],
  ['unknown message', 400, 99992354, () => bot.call('GET', '/im/v1/messages/om_none')],
  ['content is no JSON', 400, 230001, () => sendTo(person('zhuren'), { content: 'x' })],
  ['unknown msg_type', 400, 230001, () => sendTo(person('zhuren'), { msg_type: 'smoke' })],
  [
    'an at of nobody',
    400,
    230001,
    () => sendTo(person('zhuren'), { content: '{"text":"<at user_id=\\"ou_x\\"></at>"}' }),
  ],
  [
    'a file of nobody',
    400,
    230001,
    () => sendTo(person('zhuren'), { msg_type: 'file', content: '{"file_key":"file_v3_x"}' }),
  ],
  ['the bot is not in the chat', 400, 230002, () => sendTo(group('leaders'), {}, 'chat_id')],
  ['the chat is dissolved', 400, 232009, () => sendTo(group('gongcheng'), {}, 'chat_id')],
  ['who has resigned', 400, 230029, () => sendTo(person('caiwu-liaison'))],
  ['who is out of range', 400, 230013, () => sendTo(person('caiwu-head'))],
  [
    'a text too large',
    400,
    230025,
    () => sendTo(person('zhuren'), { content: JSON.stringify({ text: 'x'.repeat(150 * 1024) }) }),
  ],
  ['a card too large', 400, 230025, () => sendCard(card('x'.repeat(30 * 1024)))],
  [
    'a card that Feishu refuses',
    400,
    230099,
    () => sendCard({ schema: '2.0', body: { elements: [{ tag: 'note' }] } }),
  ],
  ['patching a text', 400, 230001, async () => patch(idOf(await sendTo(person('zhuren'))), card())],
  ['patching after 14 days', 400, 230031, async () => patch(await aged(15 * day), card())],
  [
    'patching what was recalled',
    400,
    230011,
    async () => {
      const id = idOf(await sendCard(card()))
      await bot.call('DELETE', `/im/v1/messages/${id}`)
      return patch(id, card())
    },
  ],
  [
    'recalling twice',
    400,
    230110,
    async () => {
      const id = idOf(await sendCard(card()))
      await bot.call('DELETE', `/im/v1/messages/${id}`)
      return bot.call('DELETE', `/im/v1/messages/${id}`)
    },
  ],
  [
    'recalling too late',
    400,
    230009,
    async () => bot.call('DELETE', `/im/v1/messages/${await aged(2 * day)}`),
  ],
  [
    "recalling a person's message",
    400,
    230026,
    async () => {
      const { message_id } = await box.say({ as: '周明远', chat: '办公室工作群', text: '早' })
      return bot.call('DELETE', `/im/v1/messages/${message_id}`)
    },
  ],
  [
    'putting a card',
    400,
    230001,
    async () =>
      bot.call('PUT', `/im/v1/messages/${idOf(await sendCard(card()))}`, {
        msg_type: 'interactive',
        content: '{}',
      }),
  ],
  [
    'editing for the 21st time',
    400,
    230072,
    async () => {
      const id = idOf(await sendTo(person('zhuren')))
      box.box.world.message(id).edits = 20
      return bot.call('PUT', `/im/v1/messages/${id}`, { msg_type: 'text', content: '{"text":"y"}' })
    },
  ],
  [
    'replying to what was recalled',
    400,
    230011,
    async () => {
      const { message_id } = await box.say({ as: '周明远', chat: '办公室工作群', text: '早' })
      await box.do({ as: '周明远', what: 'recall', message_id })
      return bot.call('POST', `/im/v1/messages/${message_id}/reply`, {
        msg_type: 'text',
        content: '{"text":"x"}',
      })
    },
  ],
  [
    'the messages of a group',
    400,
    230027,
    () => bot.call('GET', `/im/v1/messages?container_id_type=chat&container_id=${group('office')}`),
  ],
  [
    'a page too long',
    400,
    99992402,
    () =>
      bot.call(
        'GET',
        `/im/v1/messages?container_id_type=chat&container_id=${p2pChatId(person('zhuren'))}&page_size=51`,
      ),
  ],
  [
    'readers after 7 days',
    400,
    230033,
    async () => bot.call('GET', `/im/v1/messages/${await aged(8 * day)}/read_users`),
  ],
  ['a chat that is none', 400, 232006, () => bot.call('GET', '/im/v1/chats/oc_nowhere')],
  [
    'a chat without the bot',
    400,
    232011,
    () => bot.call('GET', `/im/v1/chats/${group('leaders')}`),
  ],
  ['a user that is none', 400, 41012, () => bot.call('GET', '/contact/v3/users/ou_nobody')],
  [
    'a user out of range',
    400,
    41050,
    () => bot.call('GET', `/contact/v3/users/${person('caiwu-head')}`),
  ],
  [
    'a department that is none',
    403,
    40004,
    () => bot.call('GET', '/contact/v3/departments/od-none'),
  ],
  ['an upload without a file', 400, 234001, () => bot.call('POST', '/im/v1/files', {})],
  [
    'a body that is no JSON',
    400,
    9499,
    async () => {
      const { body } = await bot.call('GET', '/bot/v3/info')
      expect(body.code).toBe(0)
      const token = box.box.tokens.issue().token
      const headers = { authorization: `Bearer ${token}` }
      const response = await fetch(`${box.url}/open-apis/im/v1/messages`, {
        method: 'POST',
        headers,
        body: '{',
      })
      return { status: response.status, body: (await response.json()) as Json }
    },
  ],
]

describe('error codes', () => {
  test.each(rows)('%s: HTTP %i, %i', async (_, status, code, call) => {
    const answer = await call()
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body.msg).toEqual(expect.any(String))
    expect((answer.body.error as Json).log_id).toMatch(/^[0-9A-F]{40}$/)
  })

  test('a field violation names the field', async () => {
    const { body } = await sendTo('')
    expect((body.error as Json).field_violations).toMatchObject([{ field: 'receive_id' }])
  })

  test('a refused card tells the inner code in the documented shape', async () => {
    const { body } = await sendCard({
      schema: '2.0',
      body: { elements: [{ tag: 'hr' }, { tag: 'note' }] },
    })
    expect(body.msg).toBe(
      'Failed to create card content, ext=ErrCode: 200861; ErrPath: ROOT -> body -> elements -> [1](tag: note); ErrMsg: cards of schema V2 no longer support this capability; ErrorValue: unsupported tag note; ',
    )
  })

  test('a wrong secret: 10014; the same token while 30 minutes remain, then another', async () => {
    const ask = async (app_secret: string) => {
      const response = await fetch(`${box.url}/open-apis/auth/v3/tenant_access_token/internal`, {
        method: 'POST',
        body: JSON.stringify({ app_id: box.app.app_id, app_secret }),
      })
      return (await response.json()) as Json
    }
    expect(await ask('wrong')).toMatchObject({ code: 10014 })
    const first = await ask(box.app.app_secret)
    expect(first).toMatchObject({ code: 0, expire: 7200 })
    expect((await ask(box.app.app_secret)).tenant_access_token).toBe(first.tenant_access_token)
    await box.turn({ to: '2026-11-25T10:31' })
    const second = await ask(box.app.app_secret)
    expect(second.tenant_access_token).not.toBe(first.tenant_access_token)
    expect((await raw(`Bearer ${String(first.tenant_access_token)}`)).status).toBe(200)
    await box.turn({ to: '2026-11-25T11:01' })
    expect((await raw(`Bearer ${String(first.tenant_access_token)}`)).body.code).toBe(99991663)
  })
})

describe("rates, Feishu's own unless told otherwise", () => {
  let strict: Playground
  let own: EchoBot
  const say = (receive_id = person('zhuren')) =>
    own.call('POST', '/im/v1/messages?receive_id_type=open_id', {
      receive_id,
      msg_type: 'interactive',
      content: JSON.stringify(card()),
    })

  beforeEach(async () => {
    strict = await createPlayground()
    own = await startEchoBot(strict)
  })
  afterEach(async () => {
    await strict.close()
    await own.close()
  })

  test('the sixth message to a person within a second: 230020; to another there is room', async () => {
    for (let sent = 0; sent < 5; sent += 1) expect((await say()).status).toBe(200)
    expect(await say()).toMatchObject({ status: 400, body: { code: 230020 } })
    expect((await say(person('xinfang-officer'))).status).toBe(200)
    await strict.turn({ to: '2026-11-25T09:00:01' })
    expect((await say()).status).toBe(200)
  })

  test('the sixth update of a message within a second: 230020', async () => {
    const id = idOf(await say())
    const update = () =>
      own.call('PATCH', `/im/v1/messages/${id}`, { content: JSON.stringify(card('y')) })
    for (let sent = 0; sent < 5; sent += 1) expect((await update()).status).toBe(200)
    expect((await update()).body.code).toBe(230020)
  })

  test('the 51st call of one API within a second: 429, with the seconds to wait', async () => {
    const info = () => own.call('GET', '/bot/v3/info')
    for (let sent = 0; sent < 50; sent += 1) expect((await info()).status).toBe(200)
    const token = strict.box.tokens.issue().token
    const headers = { authorization: `Bearer ${token}` }
    const limited = await fetch(`${strict.url}/open-apis/bot/v3/info`, { headers })
    expect([limited.status, limited.headers.get('x-ogw-ratelimit-reset')]).toEqual([429, '1'])
    expect(await limited.json()).toMatchObject({ code: 99991400 })
    expect((await own.call('GET', '/im/v1/chats')).status).toBe(200)
  })

  test('within a minute: the wait is until there is room', async () => {
    strict.box.limits.callsPerMinute = 2
    const info = () => own.call('GET', '/bot/v3/info')
    await info()
    await strict.turn({ to: '2026-11-25T09:00:20' })
    await info()
    expect((await info()).status).toBe(429)
    await strict.turn({ to: '2026-11-25T09:01:00' })
    expect((await info()).status).toBe(200)
  })

  test('the quota of a calendar month counts what succeeded, and not contacts', async () => {
    strict.box.limits.callsPerMonth = 1
    await own.call('GET', '/im/v1/messages/om_none')
    await own.call('GET', '/contact/v3/scopes')
    expect((await own.call('GET', '/bot/v3/info')).status).toBe(200)
    const spent = await own.call('GET', '/bot/v3/info')
    expect([spent.status, spent.body.code]).toEqual([429, 99991403])
    expect((await own.call('GET', '/contact/v3/scopes')).status).toBe(200)
    await strict.turn({ to: '2026-12-01T00:00' })
    expect((await own.call('GET', '/bot/v3/info')).status).toBe(200)
  })
})
