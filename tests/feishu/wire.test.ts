// The border end to end: the playground's pushes through verify and decode, our cards through encode and the SDK.
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMessenger } from '../../bot/feishu/client.ts'
import { decode } from '../../bot/feishu/decode.ts'
import { encodeAnswer, encodeCard, shortId, unpackPayload } from '../../bot/feishu/encode.ts'
import type { Inbound } from '../../bot/feishu/inbound.ts'
import { verifyPush } from '../../bot/feishu/verify.ts'
import { instant, minutes, plusMs } from '../../db/instant.ts'
import type { GroupCard } from '../../handlers/card.ts'
import { botOpenId, groups, members } from '../../playground/cast.ts'
import { noRates } from '../../playground/limits.ts'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { attacks, everywhere } from './cards.ts'

const officer = members.find(({ key }) => key === 'ducha-officer')
const unit = groups.find(({ key }) => key === 'gongcheng')
const id = '0199f3a2-7c1e-7b1a-9d55-0a1b2c3d4e5f'

let house: Playground
let heard: Inbound[] = []
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const {
    app_id: appId,
    encrypt_key: encryptKey,
    verification_token: verificationToken,
  } = house.app
  const verified = verifyPush({
    headers: (name) => request.headers[name]?.toString(),
    raw: Buffer.concat(chunks),
    keys: { appId, encryptKey, verificationToken },
    now: instant(house.now()),
  })
  const inbound =
    verified.ok && verified.kind === 'push' ? decode(verified.body, botOpenId) : undefined
  if (inbound) heard.push(inbound)
  response.writeHead(verified.ok ? 200 : verified.status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(encodeAnswer({ toast: { type: 'success', content: '已收到' } })))
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  house = await createPlayground({
    bots: [{ webhook: `http://127.0.0.1:${port}/feishu`, control: null }],
    limits: noRates,
  })
})

afterAll(async () => {
  await house.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const messenger = (log: string[] = []) =>
  createMessenger({
    appId: house.app.app_id,
    appSecret: house.app.app_secret,
    domain: house.url,
    logger: (_, line) => log.push(line),
  })

const form: GroupCard = {
  title: '申请延期',
  blocks: [
    { kind: 'text', text: '核实路灯问题' },
    {
      kind: 'form',
      name: 'extension',
      fields: [
        { kind: 'input', name: 'reason', label: '理由', required: true, lines: 3 },
        { kind: 'date', name: 'day', label: '延至', required: true },
        {
          kind: 'choice',
          name: 'urgency',
          label: '缓急',
          options: [{ text: '一般', value: 'normal' }],
        },
      ],
      buttons: [
        {
          text: '提交',
          payload: { feature: 'supervision', tap: 'ask', subject: 't1', value: { round: 1 } },
        },
      ],
    },
  ],
}

describe('in', () => {
  test('a mention in a group arrives as a message to us', async () => {
    heard = []
    const said = await house.say({
      as: '金若水',
      chat: unit?.name ?? '',
      text: '@督办助手 督办 @谢大川 核实路灯',
    })
    expect(said.status).toBe(200)
    expect(heard).toMatchObject([
      {
        kind: 'message',
        id: `m:${said.message_id}`,
        chat: unit?.chat_id,
        chatKind: 'group',
        sender: { openId: officer?.open_id },
        mentionsBot: true,
        text: '@_user_1 督办 @_user_2 核实路灯',
      },
    ])
  })
})

describe('out', () => {
  test('who we are', async () => {
    expect(await messenger().whoAmI()).toMatchObject({ ok: true, openId: botOpenId })
  })

  test.each(attacks)(
    'a card with this in every place is taken and shows it as typed: %s',
    async (typed) => {
      const card = everywhere(typed)
      const blocks = card.blocks.map((block) =>
        block.kind === 'mention' ? { ...block, people: [officer?.open_id ?? ''] } : block,
      )
      const to = { person: officer?.open_id ?? '' }
      const plain = {
        ...card,
        blocks: blocks.filter(({ kind }) => kind !== 'fold' && kind !== 'form'),
      }
      const { content } = encodeCard(plain, 'group', id)
      const sent = await messenger().send(to, { type: 'interactive', content }, crypto.randomUUID())
      expect(sent).toMatchObject({ ok: true })
      if (!sent.ok) return
      const shown = house
        .messages(sent.chat)
        .find(({ message_id }) => message_id === sent.messageId)
      expect(shown?.text).toContain(typed)
    },
  )

  test('a form is filled in, submitted, and comes back as a tap with our payload', async () => {
    heard = []
    const { content } = encodeCard(form, 'group', id)
    const wire = { type: 'interactive' as const, content }
    const sent = await messenger().send({ group: unit?.chat_id ?? '' }, wire, crypto.randomUUID())
    if (!sent.ok) throw new Error(sent.detail)
    const answers = { 理由: '雨季', 延至: '2026-12-10' }
    const tapped = await house.tap({
      as: '邹亚楠',
      message_id: sent.messageId,
      button: '提交',
      form: answers,
    })
    expect(tapped).toMatchObject({ status: 200, error: null, toast: { content: '已收到' } })
    const tap = heard.find(({ kind }) => kind === 'tap')
    expect(tap).toMatchObject({
      messageId: sent.messageId,
      form: { reason: '雨季', day: '2026-12-10' },
    })
    expect(unpackPayload(tap?.kind === 'tap' && tap.value)).toEqual({
      feature: 'supervision',
      tap: 'ask',
      subject: 't1',
      value: { round: 1 },
    })
  })

  test('updated, read back by its mark, recalled', async () => {
    const to = { person: officer?.open_id ?? '' }
    const { content } = encodeCard(form, 'group', id)
    const feishu = messenger()
    const sent = await feishu.send(to, { type: 'interactive', content }, crypto.randomUUID())
    if (!sent.ok) throw new Error(sent.detail)
    const changed = encodeCard({ ...form, title: '已申请延期' }, 'group', id)
    expect(await feishu.update(sent.messageId, changed.content)).toEqual({ ok: true })
    const at = instant(house.now())
    const read = await feishu.readBack(sent.chat, plusMs(at, -minutes(1)), plusMs(at, minutes(1)))
    if (!read.ok) throw new Error(read.detail)
    const found = read.messages.filter((message) => message.content.includes(shortId(id)))
    expect(found.map(({ messageId }) => messageId)).toContain(sent.messageId)
    expect(await feishu.recall(sent.messageId)).toEqual({ ok: true })
    expect(await feishu.update(sent.messageId, content)).toMatchObject({
      kind: 'gone',
      code: 230011,
    })
  })

  test('a token that the platform revoked is replaced within the call (TC-020)', async () => {
    const feishu = messenger()
    await feishu.whoAmI()
    house.chaos({ side: 'api', kind: 'token', times: 1 })
    expect(await feishu.whoAmI()).toMatchObject({ ok: true })
  })
})
