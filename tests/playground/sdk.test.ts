// The official SDK and plain fetch get the same answers from the box.
import * as lark from '@larksuiteoapi/node-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { botOpenId, groups, members, p2pChatId } from '../../playground/cast.ts'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { type EchoBot, startEchoBot } from './echo-bot.ts'

let playground: Playground
let plain: EchoBot
let client: lark.Client
const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }
const director = members[2]?.open_id ?? ''
const office = groups[1]?.chat_id ?? ''
const card = {
  schema: '2.0',
  body: { elements: [{ tag: 'markdown', content: '甲', element_id: 'first' }] },
}

beforeAll(async () => {
  playground = await createPlayground()
  plain = await startEchoBot(playground)
  const { app_id: appId, app_secret: appSecret } = playground.app
  client = new lark.Client({ appId, appSecret, domain: playground.url, logger: silent })
})

afterAll(async () => {
  await playground.close()
  await plain.close()
})

const send = (type: string, content: object, receive_id = director) =>
  client.im.v1.message.create({
    params: { receive_id_type: receive_id.startsWith('oc_') ? 'chat_id' : 'open_id' },
    data: { receive_id, msg_type: type, content: JSON.stringify(content) },
  })

describe('messages', () => {
  test('a created message comes back the same by both clients', async () => {
    const created = await send('text', { text: `<at user_id="${director}">x</at> 好` })
    expect(created.code).toBe(0)
    const id = created.data?.message_id ?? ''
    expect(created.data).toMatchObject({
      chat_id: p2pChatId(director),
      msg_type: 'text',
      body: { content: '{"text":"@_user_1 好"}' },
      sender: { id: playground.app.app_id, id_type: 'app_id', sender_type: 'app' },
      mentions: [{ key: '@_user_1', id: director, id_type: 'open_id', name: '周明远' }],
    })
    const bySdk = await client.im.v1.message.get({ path: { message_id: id } })
    const byFetch = await plain.call('GET', `/im/v1/messages/${id}`)
    expect(byFetch.body).toEqual(bySdk)
    expect(bySdk.data?.items?.[0]).toEqual(created.data)
    expect(playground.messages(p2pChatId(director)).at(-1)?.text).toBe('@周明远 好')
  })

  test('a card is patched, listed in its original and replied to', async () => {
    const { data } = await send('interactive', card)
    const message_id = data?.message_id ?? ''
    const changed = { ...card, body: { elements: [{ tag: 'markdown', content: '乙' }] } }
    const patched = await client.im.v1.message.patch({
      path: { message_id },
      data: { content: JSON.stringify(changed) },
    })
    expect(patched).toMatchObject({ code: 0, data: {} })
    const params = { container_id_type: 'chat', container_id: p2pChatId(director) }
    const listed = await client.im.v1.message.list({
      params: {
        ...params,
        card_msg_content_type: 'user_card_content',
        sort_type: 'ByCreateTimeDesc',
      },
    } as Parameters<typeof client.im.v1.message.list>[0])
    expect(listed.data?.items?.[0]?.body?.content).toBe(JSON.stringify(changed))
    const degraded = await client.im.v1.message.list({ params: { ...params, page_size: 50 } })
    expect(degraded.data?.items?.at(-1)?.body?.content).not.toContain('schema')
    const reply = await client.im.v1.message.reply({
      path: { message_id },
      data: { msg_type: 'text', content: '{"text":"收到"}' },
    })
    expect(reply.data).toMatchObject({ parent_id: message_id, root_id: message_id })
  })

  test('a text is edited and recalled', async () => {
    const { data } = await send('text', { text: '初稿' })
    const path = { message_id: data?.message_id ?? '' }
    await client.im.v1.message.update({
      path,
      data: { msg_type: 'text', content: '{"text":"定稿"}' },
    })
    expect(playground.messages(p2pChatId(director)).at(-1)?.text).toBe('定稿')
    await client.im.v1.message.delete({ path })
    expect(playground.messages(p2pChatId(director)).at(-1)).toMatchObject({ recalled: true })
  })

  test('pages go on where the last ended', async () => {
    for (const text of ['一', '二', '三'])
      await send('text', { text }, p2pChatId(members[0]?.open_id ?? ''))
    const params = {
      container_id_type: 'chat',
      container_id: p2pChatId(members[0]?.open_id ?? ''),
      page_size: 2,
    }
    const first = await client.im.v1.message.list({ params })
    expect(first.data).toMatchObject({ has_more: true })
    const page_token = first.data?.page_token ?? ''
    const second = await client.im.v1.message.list({ params: { ...params, page_token } })
    expect(second.data?.items).toHaveLength(1)
    expect(second.data).toMatchObject({ has_more: false })
  })

  test('the same uuid sends once within the hour', async () => {
    const uuid = 'u-1'
    const create = () =>
      client.im.v1.message.create({
        params: { receive_id_type: 'chat_id' },
        data: { receive_id: office, msg_type: 'text', content: '{"text":"一次"}', uuid },
      })
    const first = await create()
    const again = await create()
    expect(again.data?.message_id).toBe(first.data?.message_id)
    expect(playground.messages(office).filter(({ text }) => text === '一次')).toHaveLength(1)
    await playground.turn({ to: '2026-11-25T10:00:00' })
    const later = await create()
    expect(later.data?.message_id).not.toBe(first.data?.message_id)
  })
})

describe('the rest of the platform', () => {
  test('chats and members', async () => {
    const chats = await client.im.v1.chat.list({ params: { page_size: 100 } })
    expect(chats.data?.items?.map(({ name }) => name)).toEqual(groups.map(({ name }) => name))
    const path = { chat_id: office }
    const one = await client.im.v1.chat.get({ path })
    expect(one.data).toMatchObject({ name: '办公室工作群', chat_mode: 'group', bot_count: '1' })
    const people = await client.im.v1.chatMembers.get({
      path,
      params: { member_id_type: 'open_id' },
    })
    expect(people.data?.items?.map(({ name }) => name)).toContain('周明远')
    expect(people.data?.member_total).toBe(groups[1]?.members.length)
    const isIn = await client.im.v1.chatMembers.isInChat({ path })
    expect(isIn.data).toEqual({ is_in_chat: true })
  })

  test('people and departments', async () => {
    const params = { user_id_type: 'open_id' as const }
    const one = await client.contact.v3.user.get({ path: { user_id: director }, params })
    expect(one.data?.user).toMatchObject({ name: '周明远', open_id: director })
    const some = await client.contact.v3.user.batch({
      params: { ...params, user_ids: members.slice(0, 3).map(({ open_id }) => open_id) },
    })
    expect(some.data?.items).toHaveLength(3)
    const root = await client.contact.v3.department.children({
      path: { department_id: '0' },
      params: { fetch_child: true, page_size: 50 },
    })
    expect(root.data?.items).toHaveLength(18)
    const byFetch = await plain.call(
      'GET',
      '/contact/v3/departments/0/children?fetch_child=true&page_size=50',
    )
    expect(byFetch.body.data).toEqual(root.data)
    const department_id = root.data?.items?.[0]?.open_department_id ?? ''
    const found = await client.contact.v3.user.findByDepartment({
      params: { ...params, department_id },
    })
    expect(found.data?.items?.length).toBeGreaterThan(0)
  })

  test('who the bot is: `bot`, not `data`', async () => {
    const info = await client.request<{ bot: { open_id: string } }>({
      method: 'GET',
      url: '/open-apis/bot/v3/info',
    })
    expect(info.bot).toMatchObject({ open_id: botOpenId, app_name: '督办助手' })
  })

  test('a Buffer goes up, is sent, and comes down byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 13, 10, 45, 45, 200])
    const up = await client.im.v1.file.create({
      data: { file_type: 'stream', file_name: '台账.xlsx', file: bytes },
    })
    const file_key = up?.file_key ?? ''
    const sent = await send('file', { file_key })
    expect(playground.messages(p2pChatId(director)).at(-1)).toMatchObject({
      text: '［文件］台账.xlsx',
      file: { key: file_key, name: '台账.xlsx' },
    })
    const down = await client.im.v1.messageResource.get({
      path: { message_id: sent.data?.message_id ?? '', file_key },
      params: { type: 'file' },
    })
    const chunks: Uint8Array[] = []
    for await (const chunk of down.getReadableStream()) chunks.push(chunk as Uint8Array)
    expect(Buffer.concat(chunks)).toEqual(bytes)
    const image = await client.im.v1.image.create({ data: { image_type: 'message', image: bytes } })
    expect(image?.image_key).toMatch(/^img_v3_/)
  })

  test('an event in the calendar of the bot, and who is free', async () => {
    const primary = await client.calendar.v4.calendar.primary({})
    const calendar_id = primary.data?.calendars?.[0]?.calendar?.calendar_id ?? ''
    const at = (iso: string) => ({ timestamp: String(Date.parse(iso) / 1000) })
    const made = await client.calendar.v4.calendarEvent.create({
      path: { calendar_id },
      data: {
        summary: '谈话',
        start_time: at('2026-11-26T09:00:00+08:00'),
        end_time: at('2026-11-26T10:00:00+08:00'),
      },
    })
    const event_id = made.data?.event?.event_id ?? ''
    await client.calendar.v4.calendarEventAttendee.create({
      path: { calendar_id, event_id },
      params: { user_id_type: 'open_id' },
      data: { attendees: [{ type: 'user', user_id: director }] },
    })
    expect(playground.calendar('周明远')).toMatchObject([
      { summary: '谈话', from: '2026-11-26T09:00:00+08:00' },
    ])
    await playground.do({
      as: '周明远',
      what: 'busy',
      from: '2026-11-26T14:00',
      to: '2026-11-26T15:00',
    })
    const busy = await client.calendar.v4.freebusy.list({
      params: { user_id_type: 'open_id' },
      data: {
        time_min: '2026-11-26T00:00:00+08:00',
        time_max: '2026-11-27T00:00:00+08:00',
        user_id: director,
      },
    })
    expect(busy.data?.freebusy_list).toHaveLength(2)
  })

  test('readers are told, and buzzing needs members', async () => {
    const { data } = await send('text', { text: '请阅' })
    const message_id = data?.message_id ?? ''
    await playground.do({ as: '周明远', what: 'read', message_id })
    const readers = await client.im.v1.message.readUsers({
      path: { message_id },
      params: { user_id_type: 'open_id' },
    })
    expect(readers.data?.items).toMatchObject([{ user_id: director }])
    const buzzed = await client.im.v1.message.urgentApp({
      path: { message_id },
      params: { user_id_type: 'open_id' },
      data: { user_id_list: [director] },
    })
    expect(buzzed.data).toEqual({ invalid_user_id_list: [] })
  })

  test('secrets are struck out of the log of calls', () => {
    const log = JSON.stringify(playground.calls())
    expect(log).toContain('tenant_access_token/internal')
    expect(log).not.toContain(playground.app.app_secret)
    expect(log).not.toMatch(/t-g1/)
  })
})
