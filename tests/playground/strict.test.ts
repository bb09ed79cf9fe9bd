// What the app was granted, whom it may reach, and the shapes in which the same event may arrive.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { groups, members } from '../../playground/cast.ts'
import { objectOf } from '../../playground/json.ts'
import { endpoints } from '../../playground/open/index.ts'
import {
  actionOf,
  button,
  cardOf,
  leaveForm,
  messageOf,
  type Scene,
  scene,
  send,
  sendCard,
} from './form-bot.ts'

type Json = Record<string, unknown>

let here: Scene
const id = (key: string) => members.find((member) => member.key === key)?.open_id ?? ''
const office = groups.find(({ key }) => key === 'office')?.chat_id ?? ''
const last = () => {
  const received = here.bot.received.at(-1)
  if (!received) throw new Error('nothing received')
  return received
}
const types = () => here.bot.received.map(({ type }) => type)
const without = (...scopes: string[]) => {
  for (const scope of scopes) here.box.box.scopes.delete(scope)
}

beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.end())

describe('scopes', () => {
  const closed = endpoints.filter(({ scopes }) => scopes.length > 0)

  test.each(closed.map(({ method, path, scopes }) => [method, path, scopes] as const))(
    '%s %s without any of its scopes: 99991672, which names them',
    async (method, path, scopes) => {
      without(...scopes)
      const answer = await here.bot.call(method, path, method === 'GET' ? undefined : {})
      expect([answer.status, answer.body.code]).toEqual([400, 99991672])
      const { permission_violations } = answer.body.error as Json
      expect(permission_violations).toEqual(
        scopes.map((subject) => ({ type: 'action_scope_required', subject })),
      )
    },
  )

  test('one of several is enough', async () => {
    without('im:message', 'im:message:send')
    expect((await send(here.bot, id('zhuren'), 'text', { text: 'x' })).status).toBe(200)
    without('im:message:send_as_bot')
    expect((await send(here.bot, id('zhuren'), 'text', { text: 'x' })).status).toBe(400)
  })

  test('fields without their scope are absent; an id that may not be seen cannot be asked by', async () => {
    const user = async () => {
      const { body } = await here.bot.call('GET', `/contact/v3/users/${id('zhuren')}`)
      return (body.data as { user: Json }).user
    }
    expect(await user()).toMatchObject({ name: '周明远', user_id: expect.any(String) })
    without('contact:user.employee_id:readonly', 'contact:user.base:readonly')
    expect(Object.keys(await user())).not.toContain('name')
    expect(Object.keys(await user())).not.toContain('user_id')
    const { body } = await here.bot.call('GET', '/contact/v3/scopes?user_id_type=user_id')
    expect(body).toMatchObject({ code: 99991672 })
  })

  test('events bring no user_id where it may not be seen', async () => {
    without('contact:user.employee_id:readonly')
    await here.box.say({ as: '周明远', chat: '办公室工作群', text: '@机器人 @严丽华 好' })
    await here.box.do({ as: '周明远', what: 'join', chat: '办公室工作群', who: '苏敏' })
    const message_id = await sendCard(here.bot, id('zhuren'), cardOf(button('yes', '批准')))
    await here.box.tap({ as: '周明远', message_id, button: '批准' })
    expect(here.bot.received).toHaveLength(3)
    expect(JSON.stringify(here.bot.received)).not.toContain('"user_id":"')
    expect(messageOf(here.bot.received[0] ?? last()).mentions?.[1]?.id.open_id).toBe(
      id('xinfang-officer'),
    )
  })

  test('events without their scope are not pushed', async () => {
    without('im:message.p2p_msg:readonly', 'im:message.p2p_msg')
    expect((await here.box.say({ as: '周明远', chat: 'bot', text: '好' })).status).toBe(0)
    without('contact:contact.base:readonly', 'contact:contact:readonly_as_app')
    await here.box.do({ what: 'resign', who: '潘悦' })
    expect(types()).toEqual([])
  })

  test('the sensitive scope: groups push everything, and their messages can be listed', async () => {
    const list = () =>
      here.bot.call('GET', `/im/v1/messages?container_id_type=chat&container_id=${office}`)
    const say = () => here.box.say({ as: '周明远', chat: '办公室工作群', text: '大家好' })
    expect([(await say()).status, (await list()).body.code]).toEqual([0, 230027])
    here.box.box.scopes.add('im:message.group_msg')
    expect([(await say()).status, (await list()).body.code]).toEqual([200, 0])
  })
})

describe('ranges', () => {
  test('the contact range hides a person from the contact API, not from messages', async () => {
    await here.box.do({ what: 'range', who: '苏敏', in: false, of: 'contact' })
    const user = () => here.bot.call('GET', `/contact/v3/users/${id('caiwu-head')}`)
    expect((await user()).body.code).toBe(41050)
    const batch = await here.bot.call('GET', `/contact/v3/users/batch?user_ids=${id('caiwu-head')}`)
    expect(batch.body).toMatchObject({ code: 0, data: { items: [] } })
    expect((await send(here.bot, id('caiwu-head'), 'text', { text: 'x' })).status).toBe(200)
    expect(types()).toEqual(['contact.scope.updated_v3'])
  })

  test('the availability range closes messages, not the contact API; Feishu tells only when it grows', async () => {
    await here.box.do({ what: 'range', who: '苏敏', in: false, of: 'availability' })
    expect(types()).toEqual([])
    expect((await send(here.bot, id('caiwu-head'), 'text', { text: 'x' })).body.code).toBe(230013)
    const user = await here.bot.call('GET', `/contact/v3/users/${id('caiwu-head')}`)
    expect(user.status).toBe(200)
    await here.box.do({ what: 'range', who: '苏敏', in: true, of: 'availability' })
    expect(types()).toEqual(['application.application.visibility.added_v6'])
  })
})

describe('guests', () => {
  test('a guest has no user_id and another tenant, and is met in the group only', async () => {
    await here.box.do({ as: '周明远', what: 'guest', chat: '办公室工作群', who: '来客甲' })
    expect(here.box.chats().find(({ name }) => name === '办公室工作群')).toMatchObject({
      external: true,
    })
    const told = (last().event.users as Json[])[0]
    expect(told).toMatchObject({ name: '来客甲', user_id: { user_id: null } })
    expect(told?.tenant_key).not.toBe(here.box.box.world.tenantKey)
    await here.box.say({ as: '来客甲', chat: '办公室工作群', text: '@机器人 好' })
    expect(last().event.sender).toMatchObject({ sender_id: { user_id: null } })
    await here.box.say({ as: '周明远', chat: '办公室工作群', text: '@来客甲 @机器人 好' })
    expect(messageOf(last()).mentions?.[0]).toMatchObject({ id: { user_id: null } })
    const guest = here.box.people().find(({ name }) => name === '来客甲')?.id ?? ''
    expect((await send(here.bot, guest, 'text', { text: 'x' })).body.code).toBe(230038)
    expect((await here.bot.call('GET', `/contact/v3/users/${guest}`)).body.code).toBe(41050)
    const talk = { as: '来客甲', chat: 'bot', text: '好' }
    await expect(here.box.say(talk)).rejects.toMatchObject({ status: 403 })
  })
})

describe('the shapes in which the same arrives', () => {
  const raw: Json[] = []
  const eventTime = () => objectOf(raw.at(-1)?.header).create_time

  beforeEach(() => {
    raw.length = 0
    here.bot.onBody((body) => void raw.push(body))
  })

  test('the time of an event in milliseconds, or in microseconds as of a tap', async () => {
    await here.box.say({ as: '周明远', chat: 'bot', text: '一' })
    expect(eventTime()).toBe('1795568400000')
    here.box.box.behaviour.eventTime = 'us'
    await here.box.say({ as: '周明远', chat: 'bot', text: '二' })
    expect(eventTime()).toBe('1795568400000000')
  })

  test('schema 1.0: the first time that a person comes', async () => {
    here.box.box.behaviour.formerEvents = true
    await here.box.do({ as: '周明远', what: 'enter' })
    await here.box.do({ as: '周明远', what: 'enter' })
    expect(raw.map(({ type, schema }) => type ?? schema)).toEqual(['event_callback', '2.0', '2.0'])
    expect(raw[0]).toMatchObject({
      uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
      ts: '1795568400',
      token: here.box.app.verification_token,
      event: {
        type: 'p2p_chat_create',
        app_id: here.box.app.app_id,
        chat_id: here.box.people().find(({ name }) => name === '周明远')?.p2p,
        user: { open_id: id('zhuren'), name: '周明远' },
      },
    })
  })

  test('schema 1.0 is repeated under another uuid too', async () => {
    here.box.box.behaviour.formerEvents = true
    here.box.chaos({ side: 'bot', kind: 'new_event_id', times: 1, path: 'p2p_chat' })
    await here.box.do({ as: '周明远', what: 'enter' })
    expect(new Set(raw.slice(0, 2).map(({ uuid }) => uuid)).size).toBe(2)
  })

  test('ten mentions and more, each with a key of its own', async () => {
    const names = members.slice(0, 12).map(({ name }) => name)
    const text = names.map((name) => `@${name}`).join('')
    await here.box.say({ as: '周明远', chat: 'bot', text })
    const { content, mentions } = messageOf(last())
    const keys = names.map((_, place) => `@_user_${place + 1}`)
    expect(JSON.parse(content)).toEqual({ text: keys.join('') })
    expect(mentions?.map(({ key, name }) => [key, name])).toEqual(
      keys.map((key, place) => [key, names[place]]),
    )
  })

  test('a post comes bare, or in a locale; sent, it needs the locale', async () => {
    const content = { title: '题', content: [[{ tag: 'text', text: '字' }]] }
    await here.box.say({ as: '周明远', chat: 'bot', type: 'post', content })
    expect(JSON.parse(messageOf(last()).content)).toMatchObject({ title: '题' })
    here.box.box.behaviour.postInLocale = true
    await here.box.say({ as: '周明远', chat: 'bot', type: 'post', content })
    expect(JSON.parse(messageOf(last()).content)).toMatchObject({ zh_cn: { title: '题' } })
    const sent = (body: unknown) => send(here.bot, id('zhuren'), 'post', body)
    expect((await sent({ zh_cn: content })).status).toBe(200)
    expect((await sent(content)).body.code).toBe(230001)
  })

  test.each([
    ['absent', {}],
    ['empty', { day: '', who: [], why: '' }],
    ['list', { day: [], who: [], why: [] }],
  ] as const)('an optional field that nobody touched: %s', async (untouched, expected) => {
    here.box.box.behaviour.untouched = untouched
    const message_id = await sendCard(here.bot, id('zhuren'), cardOf(leaveForm))
    await here.box.tap({ as: '周明远', message_id, button: '提交', form: { kind: '年假' } })
    expect(actionOf(last()).form_value).toEqual({ kind: 'annual', ...expected })
  })

  test('a picture of a card must have been uploaded', async () => {
    const img = (img_key: string) =>
      cardOf({ tag: 'img', img_key, alt: { tag: 'plain_text', content: '图' } })
    const refused = await send(here.bot, id('zhuren'), 'interactive', img('img_v3_none'))
    expect(refused.body.msg).toContain('ErrCode: 200570')
    const { file_key } = here.box.putFile('图.png', new Uint8Array([1]))
    const sent = await send(here.bot, id('zhuren'), 'interactive', img(file_key))
    expect(sent.status).toBe(200)
  })

  test('a uuid repeated within the hour: the first message, or 230049', async () => {
    const sendAgain = () => send(here.bot, id('zhuren'), 'text', { text: 'x' }, { uuid: 'u' })
    await sendAgain()
    expect((await sendAgain()).status).toBe(200)
    here.box.box.behaviour.repeatedUuid = 'refused'
    expect((await sendAgain()).body.code).toBe(230049)
    await here.box.turn({ to: '2026-11-25T10:00' })
    expect((await sendAgain()).status).toBe(200)
  })
})
