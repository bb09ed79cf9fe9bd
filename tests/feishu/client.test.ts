// The client over the real SDK, against a server on loopback that misbehaves in every way that has been reported.
import type { HttpInstance } from '@larksuiteoapi/node-sdk'
import { describe, expect, test } from 'vitest'
import { createMessenger } from '../../bot/feishu/client.ts'
import { instant } from '../../db/instant.ts'
import type { Wire } from '../../handlers/outside.ts'
import {
  cut,
  fault,
  feishu,
  json,
  page,
  sendPath,
  sentMessage,
  silence,
  token,
  tokenPath,
} from './stub.ts'

const body = '张某某 13800000000 反映淤区土地补偿'
const wire: Wire = { type: 'text', content: JSON.stringify({ text: body }) }
const to = { person: 'ou_1' }
const stale = (status: number) => json(fault(99991663, 'Invalid access token'), status)

describe('calls', () => {
  test('send to a person and to a group, each with its uuid', async () => {
    await using box = await feishu({ [sendPath]: [sentMessage()] })
    expect(await box.messenger.send(to, wire, 'u1')).toEqual({
      ok: true,
      messageId: 'om_1',
      chat: 'oc_1',
    })
    await box.messenger.send({ group: 'oc_1' }, wire, 'u2')
    const [person, group] = box.askedOf(sendPath)
    expect(person?.query.get('receive_id_type')).toBe('open_id')
    expect(person?.body).toEqual({
      receive_id: 'ou_1',
      msg_type: 'text',
      content: wire.content,
      uuid: 'u1',
    })
    expect(group?.query.get('receive_id_type')).toBe('chat_id')
    expect(group?.body).toMatchObject({ receive_id: 'oc_1', uuid: 'u2' })
  })

  test('reply, update and recall', async () => {
    await using box = await feishu({
      [`${sendPath}/om_1/reply`]: [sentMessage('om_2')],
      [`${sendPath}/om_1`]: [json({ code: 0, data: {} })],
    })
    expect(await box.messenger.reply('om_1', wire, 'u1')).toMatchObject({
      ok: true,
      messageId: 'om_2',
    })
    expect(await box.messenger.update('om_1', '{}')).toEqual({ ok: true })
    expect(await box.messenger.recall('om_1')).toEqual({ ok: true })
    expect(box.asked.map(({ method }) => method)).toEqual(['POST', 'POST', 'PATCH', 'DELETE'])
    expect(box.asked[2]?.body).toEqual({ content: '{}' })
  })

  test('a message id cannot lead to another path', async () => {
    await using box = await feishu({})
    await box.messenger.recall('../chats/oc_1')
    expect(box.asked.at(-1)?.path).toBe(`${sendPath}/..%2Fchats%2Foc_1`)
  })

  test('who we are comes in `bot`, not in `data`', async () => {
    const bot = { app_name: '督办助手', open_id: 'ou_b0', activate_status: 2 }
    await using box = await feishu({
      '/open-apis/bot/v3/info': [json({ code: 0, msg: 'ok', bot })],
    })
    expect(await box.messenger.whoAmI()).toEqual({ ok: true, openId: 'ou_b0', name: '督办助手' })
  })

  test('a chat is read back page by page, our own messages alone', async () => {
    const item = (id: string, sender: object, more = {}) => ({
      message_id: id,
      sender,
      body: { content: `{"id":"${id}"}` },
      ...more,
    })
    const ours = { id: 'cli_a1b2c3d4e5f60718', id_type: 'app_id', sender_type: 'app' }
    const first = [item('om_1', ours), item('om_2', { id: 'ou_1', sender_type: 'user' })]
    const second = [
      item('om_3', ours, { deleted: true }),
      item('om_4', ours),
      item('om_5', { ...ours, id: 'cli_0' }),
    ]
    await using box = await feishu({
      [sendPath]: [
        json({ code: 0, data: { has_more: true, page_token: 'p2', items: first } }),
        json({ code: 0, data: { has_more: false, page_token: '', items: second } }),
      ],
    })
    const read = await box.messenger.readBack(
      'oc_1',
      instant('2026-11-25T01:00:00.900Z'),
      instant('2026-11-25T02:00:00.100Z'),
    )
    expect(read).toEqual({
      ok: true,
      messages: [
        { messageId: 'om_1', content: '{"id":"om_1"}' },
        { messageId: 'om_4', content: '{"id":"om_4"}' },
      ],
      heard: [],
    })
    const [asked, next] = box.askedOf(sendPath)
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      container_id_type: 'chat',
      container_id: 'oc_1',
      start_time: '1795568400',
      end_time: '1795572001',
      sort_type: 'ByCreateTimeAsc',
      page_size: '50',
      card_msg_content_type: 'user_card_content',
    })
    expect(next?.query.get('page_token')).toBe('p2')
  })
})

describe('the token', () => {
  test('ten calls at once fetch it once', async () => {
    await using box = await feishu({ [sendPath]: [sentMessage()] })
    await Promise.all(Array.from({ length: 10 }, (_, i) => box.messenger.send(to, wire, `u${i}`)))
    expect(box.askedOf(tokenPath)).toHaveLength(1)
  })

  test.each([200, 400])(
    'a batch of ten of which the sixth finds it stale, HTTP %i: ten are sent once (TC-020)',
    async (status) => {
      const six = Array.from({ length: 5 }, () => sentMessage())
      await using box = await feishu({ [sendPath]: [...six, stale(status), sentMessage()] })
      for (let i = 1; i <= 10; i++)
        expect(await box.messenger.send(to, wire, `u${i}`)).toMatchObject({ ok: true })
      const sends = box.askedOf(sendPath)
      expect(sends.map((one) => one.body.uuid)).toEqual([
        'u1',
        'u2',
        'u3',
        'u4',
        'u5',
        'u6',
        'u6',
        'u7',
        'u8',
        'u9',
        'u10',
      ])
      expect(sends.at(5)?.authorization).toBe('Bearer t-canary1')
      expect(sends.at(6)?.authorization).toBe('Bearer t-canary2')
      expect(box.askedOf(tokenPath)).toHaveLength(2)
    },
  )

  test.each([
    ['an error page', page(502)],
    ['a cut line', cut],
    ['a body of nothing', json(null)],
  ])(
    'stale, and the token endpoint answers with %s: one clear failure, no loop (TC-020)',
    async (_, down) => {
      await using box = await feishu({ [tokenPath]: [token, down], [sendPath]: [stale(200)] })
      expect(await box.messenger.send(to, wire, 'u1')).toMatchObject({ ok: false, kind: 'busy' })
      expect(box.askedOf(sendPath)).toHaveLength(1)
      expect(box.askedOf(tokenPath)).toHaveLength(2)
    },
  )

  test('stale for ever: two tries, then someone must look', async () => {
    await using box = await feishu({ [sendPath]: [stale(400)] })
    expect(await box.messenger.send(to, wire, 'u1')).toMatchObject({
      kind: 'forbidden',
      code: 99991663,
    })
    expect(box.askedOf(sendPath)).toHaveLength(2)
  })

  test.each([200, 400])('a wrong secret, HTTP %i, is for the administrator', async (status) => {
    const wrong = json({ code: 10014, msg: 'app secret invalid' }, status)
    await using box = await feishu({ [tokenPath]: [wrong] })
    expect(await box.messenger.send(to, wire, 'u1')).toMatchObject({
      kind: 'forbidden',
      code: 10014,
    })
    expect(box.askedOf(sendPath)).toHaveLength(0)
  })

  test('two messengers of one app do not share it', async () => {
    await using one = await feishu({ [sendPath]: [sentMessage()] })
    await using other = await feishu({ [sendPath]: [sentMessage()] })
    await one.messenger.send(to, wire, 'u1')
    await other.messenger.send(to, wire, 'u1')
    expect(other.askedOf(tokenPath)).toHaveLength(1)
  })
})

describe('failures by kind', () => {
  const limited = { 'x-ogw-ratelimit-reset': '7', 'x-ogw-ratelimit-limit': '50' }

  test.each([
    [
      'too many calls',
      json(fault(99991400), 429, limited),
      { kind: 'busy', code: 99991400, retryAfterMs: 7000 },
    ],
    ['too many messages', json(fault(230020), 400), { kind: 'busy', code: 230020 }],
    ['the same, with HTTP 200', json(fault(230020)), { kind: 'busy', code: 230020 }],
    ['still being sent', json(fault(230049), 400), { kind: 'busy', code: 230049 }],
    ['an internal error', json(fault(2200), 500), { kind: 'busy', code: 2200 }],
    ['a gateway page', page(502), { kind: 'unreachable', code: 0 }],
    ['an answer without a message', json({ code: 0, data: {} }), { kind: 'unreachable', code: 0 }],
    ['an empty answer', json(null), { kind: 'unreachable', code: 0 }],
    ['a cut line', cut, { kind: 'unreachable', code: 0 }],
    ['the quota used up', json(fault(99991403), 429), { kind: 'spent', code: 99991403 }],
    ['not in the group', json(fault(230002), 400), { kind: 'gone', code: 230002 }],
    ['recalled', json(fault(230011), 400), { kind: 'gone', code: 230011 }],
    ['older than 14 days', json(fault(230031), 400), { kind: 'gone', code: 230031 }],
    ['dissolved', json(fault(232009), 400), { kind: 'gone', code: 232009 }],
    ['out of range', json(fault(230013), 400), { kind: 'forbidden', code: 230013 }],
    ['too large', json(fault(230025), 400), { kind: 'malformed', code: 230025 }],
    ['a code nobody knows', json(fault(239999), 400), { kind: 'malformed', code: 239999 }],
  ])('%s', async (_, answer, expected) => {
    await using box = await feishu({ [sendPath]: [answer] })
    const failed = await box.messenger.send(to, wire, 'u1')
    expect(failed).toMatchObject({ ok: false, ...expected })
    expect(box.askedOf(sendPath)).toHaveLength(1)
  })

  test('no answer in time', async () => {
    await using box = await feishu({ [sendPath]: [silence] }, 100)
    expect(await box.messenger.send(to, wire, 'u1')).toMatchObject({ kind: 'unreachable' })
  })

  test('nobody listens: nothing was sent, so the same again is safe', async () => {
    const messenger = createMessenger({
      appId: 'cli_a1b2c3d4e5f60718',
      appSecret: 'canary-secret',
      domain: 'http://127.0.0.1:9',
      logger: () => {},
    })
    expect(await messenger.send(to, wire, 'u1')).toMatchObject({ ok: false, kind: 'busy' })
  })

  test('a refused card names its inner code and place, not what stood there', async () => {
    const msg = `Failed to create card content, ext=ErrCode: 200861; ErrPath: ROOT -> body -> elements -> [1](tag: note); ErrMsg: no longer; ErrorValue: ${body}; `
    await using box = await feishu({ [sendPath]: [json(fault(230099, msg), 400)] })
    const failed = await box.messenger.send(to, wire, 'u1')
    expect(failed).toMatchObject({
      kind: 'malformed',
      detail:
        'code 230099, http 400, card 200861, at ROOT -> body -> elements -> [1](tag: note), log 2026112509000001',
    })
  })

  test('missing scopes and wrong fields are named', async () => {
    const scopes = {
      permission_violations: [{ type: 'action_scope_required', subject: 'im:message' }],
    }
    const fields = { field_violations: [{ field: 'receive_id', value: body, description: body }] }
    await using box = await feishu({
      [sendPath]: [
        json(fault(99991672, 'x', scopes), 400),
        json(fault(99992402, 'x', fields), 400),
      ],
    })
    expect(await box.messenger.send(to, wire, 'u1')).toMatchObject({
      kind: 'forbidden',
      detail: 'code 99991672, http 400, scope im:message, log 2026112509000001',
    })
    expect(await box.messenger.send(to, wire, 'u1')).toMatchObject({
      kind: 'malformed',
      detail: 'code 99992402, http 400, field receive_id, log 2026112509000001',
    })
  })

  test.each([
    ['an object', { code: 99991400 }, { kind: 'busy', code: 99991400 }],
    ['a text', body, { kind: 'unreachable', code: 0, detail: 'rejected' }],
    ['nothing', undefined, { kind: 'unreachable', code: 0, detail: 'rejected' }],
  ])('a rejection with %s instead of an Error (TC-023)', async (_, reason, expected) => {
    const rejecting = async () => Promise.reject(reason)
    const http: HttpInstance = {
      request: rejecting,
      get: rejecting,
      delete: rejecting,
      head: rejecting,
      options: rejecting,
      put: rejecting,
      patch: rejecting,
      post: async () => JSON.parse('{"code":0,"tenant_access_token":"t-1","expire":7200}'),
    }
    const connection = {
      appId: 'cli_a1b2c3d4e5f60718',
      appSecret: 's',
      domain: 'http://127.0.0.1:9',
    }
    const messenger = createMessenger({ ...connection, logger: () => {}, http })
    expect(await messenger.send(to, wire, 'u1')).toMatchObject({ ok: false, ...expected })
  })
})

describe('日志与报错里没有密钥、令牌和来访人信息 (TC-091)', () => {
  const canaries = [
    'canary-secret',
    't-canary',
    'Bearer',
    'app_secret',
    'Authorization',
    '13800000000',
    '张某某',
    '淤区',
  ]

  test.each([
    ['取令牌失败', { [tokenPath]: [page(502)] }],
    ['取令牌被拒', { [tokenPath]: [json({ code: 10014, msg: `canary-secret ${body}` })] }],
    ['取令牌断线', { [tokenPath]: [cut] }],
    [
      '发送被拒',
      { [sendPath]: [json(fault(230001, `bad content: ${body}`, { message: body }), 400)] },
    ],
    ['发送被拒（HTTP 200）', { [sendPath]: [json(fault(230001, body))] }],
    ['令牌失效', { [sendPath]: [stale(400)] }],
    ['网关错误', { [sendPath]: [page(502)] }],
    ['断线', { [sendPath]: [cut] }],
    ['超时', { [sendPath]: [silence] }],
  ])('%s', async (_, answers) => {
    await using box = await feishu(answers, 200)
    const failed = await box.messenger.send(to, wire, 'u1')
    expect(failed.ok).toBe(false)
    const written = JSON.stringify([failed, box.lines])
    for (const canary of canaries) expect(written).not.toContain(canary)
  })

  test('断线也记一行', async () => {
    await using box = await feishu({ [sendPath]: [cut] })
    await box.messenger.send(to, wire, 'u1')
    expect(box.lines).toEqual(['error feishu sdk: /open-apis/im/v1/messages no answer'])
  })

  test('失败仍有迹可循：日志带错误码和飞书的日志编号', async () => {
    await using box = await feishu({ [sendPath]: [json(fault(230001), 400)] })
    await box.messenger.send(to, wire, 'u1')
    expect(box.lines.join('\n')).toContain('/open-apis/im/v1/messages http=400 code=230001')
    expect(box.lines.join('\n')).toContain('log_id=2026112509000001')
  })
})
