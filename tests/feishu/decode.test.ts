// Payloads as Feishu sends them (feishu-platform.md §1.5, 1.6, 3) in, our one union out.
import { describe, expect, test } from 'vitest'
import { decode } from '../../bot/feishu/decode.ts'

const bot = 'ou_b0'
const header = {
  event_id: '5f0c',
  event_type: 'im.message.receive_v1',
  create_time: '1764034800123',
  token: 'vtok',
  app_id: 'cli_a1b2c3d4e5f60718',
  tenant_key: 'tk1',
}
const at = '2025-11-25T01:40:00.123Z'

const envelope = (event_type: string, event: unknown, more = {}) => ({
  schema: '2.0',
  header: { ...header, event_type, ...more },
  event,
})

const of = (type: string, event: unknown, more = {}) => decode(envelope(type, event, more), bot)

interface Said {
  sender?: object
  message?: object
}

function said({ sender = {}, message = {} }: Said = {}) {
  return of('im.message.receive_v1', {
    sender: {
      sender_id: { open_id: 'ou_1', union_id: 'on_1', user_id: 'u1' },
      sender_type: 'user',
      tenant_key: 'tk1',
      ...sender,
    },
    message: {
      message_id: 'om_9',
      root_id: 'om_7',
      parent_id: 'om_8',
      create_time: '1764034800123',
      update_time: '1764034800123',
      chat_id: 'oc_1',
      thread_id: 'omt_1',
      chat_type: 'group',
      message_type: 'text',
      content: '{"text":"@_user_1 进度"}',
      mentions: [mention(1, bot, '督办助手')],
      user_agent: '…',
      ...message,
    },
  })
}

const mention = (n: number, open_id: string | null, name: string) => ({
  key: `@_user_${n}`,
  id: { open_id, union_id: 'on_x', user_id: '' },
  mentioned_type: open_id === bot ? 'bot' : 'user',
  name,
  tenant_key: 'tk1',
})

const words = (message: object) => {
  const result = said({ message })
  return result.kind === 'message' ? result.text : result
}

describe('messages', () => {
  test('a message in a group that mentions the bot', () => {
    expect(said()).toEqual({
      kind: 'message',
      id: 'm:om_9',
      eventId: '5f0c',
      messageId: 'om_9',
      chat: 'oc_1',
      chatKind: 'group',
      sender: { openId: 'ou_1', unionId: 'on_1', userId: 'u1', tenantKey: 'tk1' },
      at,
      messageType: 'text',
      text: '@_user_1 进度',
      mentions: [{ key: '@_user_1', openId: bot, name: '督办助手', isBot: true }],
      mentionsBot: true,
      parentId: 'om_8',
    })
  })

  test('null equals missing, unknown keys are passed over (TC-011)', () => {
    const result = said({
      sender: { sender_id: { open_id: 'ou_1', union_id: 'on_1', user_id: null }, extra: { a: 1 } },
      message: { mentions: undefined, thread_id: null, root_id: '', parent_id: null, extra: [1] },
    })
    expect(result).toMatchObject({ kind: 'message', sender: { openId: 'ou_1' }, mentions: [] })
    expect(result).not.toHaveProperty('parentId')
    expect(result).not.toHaveProperty('sender.userId')
  })

  test.each(['app', 'bot', 'anonymous', null])(
    'sender_type %s 发来的登记信访不予理会 (TC-012)',
    (type) => {
      const result = said({
        sender: { sender_type: type },
        message: { content: '{"text":"登记信访 张某某 反映土地补偿"}' },
      })
      expect(result).toEqual({
        kind: 'ignored',
        id: 'e:5f0c',
        type: 'im.message.receive_v1',
        why: 'not from a person',
      })
    },
  )

  test('承办人的占位符留在原文里，不随机器人的一起去掉 (TC-039)', () => {
    const result = said({
      message: {
        content: JSON.stringify({ text: '@_user_1 督办 @_user_2 核实路灯问题 12月10日前' }),
        mentions: [mention(1, bot, '督办助手'), mention(2, 'ou_2', '李某')],
      },
    })
    expect(result).toMatchObject({
      text: '@_user_1 督办 @_user_2 核实路灯问题 12月10日前',
      mentions: [{ isBot: true }, { key: '@_user_2', openId: 'ou_2', name: '李某', isBot: false }],
    })
  })

  test('十一名协办人同名者按 open_id 区分，次序不变 (TC-040)', () => {
    const others = Array.from({ length: 11 }, (_, i) => mention(i + 2, `ou_a${i}`, '王某'))
    const result = said({ message: { mentions: [mention(1, bot, '督办助手'), ...others] } })
    if (result.kind !== 'message') throw new Error(result.kind)
    expect(result.mentions.slice(1).map(({ openId }) => openId)).toEqual(
      others.map(({ id }) => id.open_id),
    )
    expect(result.mentions.map(({ key }) => key)).toContain('@_user_12')
  })

  test('@所有人与没有 user_id 的外部来客都不是点名机器人 (TC-042)', () => {
    const everyone = { content: '{"text":"@_all 督办大家尽快"}', mentions: null }
    const listed = { ...everyone, mentions: [{ key: '@_all', id: {}, name: '所有人' }] }
    const guest = {
      mentions: [{ key: '@_user_1', id: { open_id: 'ou_g', user_id: null }, name: '来客' }],
    }
    const nobody = { mentions: [{ key: '@_user_1', id: null, name: '督办助手' }] }
    for (const message of [everyone, listed, guest, nobody])
      expect(said({ message })).toMatchObject({ kind: 'message', mentionsBot: false })
  })

  test('without knowing who we are, nothing mentions us', () => {
    const event = envelope('im.message.receive_v1', {
      sender: { sender_id: { open_id: 'ou_1' }, sender_type: 'user' },
      message: {
        message_id: 'om_1',
        chat_id: 'oc_1',
        chat_type: 'topic_group',
        message_type: 'text',
        content: '{"text":"@_user_1"}',
        mentions: [{ key: '@_user_1', id: { open_id: '' }, name: '' }],
      },
    })
    expect(decode(event, '')).toMatchObject({ mentionsBot: false, chatKind: 'group' })
  })

  const line = [
    { tag: 'at', user_id: '@_user_1', user_name: '督办助手' },
    { tag: 'text', text: ' 督办 ', style: ['bold'] },
    { tag: 'a', href: 'https://example.invalid/f_1.pdf', text: '附件' },
    { tag: 'img', image_key: 'img_1' },
  ]
  const post = { title: '通知', content: [line, [], [{ tag: 'text', text: '第二行' }]] }

  test.each([
    ['as received', post],
    ['with its locale', { zh_cn: post }],
    ['with another locale', { en_us: post }],
  ])('a post %s becomes lines of words', (_, content) => {
    const text = words({ message_type: 'post', content: JSON.stringify(content) })
    expect(text).toBe('通知\n@_user_1 督办 附件\n第二行')
  })

  test.each([
    ['image', { image_key: 'img_1' }, { kind: 'image', key: 'img_1' }],
    [
      'file',
      { file_key: 'f_1', file_name: '来信.pdf' },
      { kind: 'file', key: 'f_1', name: '来信.pdf' },
    ],
    ['audio', { file_key: 'f_1', duration: 2000 }, { kind: 'audio', key: 'f_1' }],
    [
      'media',
      { file_key: 'f_1', image_key: 'i', file_name: 'a.mp4' },
      { kind: 'media', key: 'f_1', name: 'a.mp4' },
    ],
  ])('an attached %s', (message_type, content, attachment) => {
    const result = said({ message: { message_type, content: JSON.stringify(content) } })
    expect(result).toMatchObject({ text: null, attachment })
  })

  test('a type that nobody knows yet is still a message', () => {
    const result = said({ message: { message_type: 'hologram', content: 'x' } })
    expect(result).toMatchObject({ kind: 'message', messageType: 'hologram', text: null })
  })
})

describe('taps', () => {
  const tap = (action: object, more: object = {}) =>
    of(
      'card.action.trigger',
      {
        operator: { tenant_key: 'tk1', open_id: 'ou_1', union_id: 'on_1' },
        token: 'c-7e1f',
        action: { tag: 'button', value: { f: 'task' }, ...action },
        host: 'im_message',
        context: { open_message_id: 'om_1', open_chat_id: 'oc_1' },
        ...more,
      },
      { create_time: '1764034800123456' },
    )

  test('a submitted form, its time in microseconds', () => {
    const result = tap({
      timezone: 'Asia/Shanghai',
      name: 'b1',
      form_value: {
        reason: '雨季',
        reason__2: '汛情',
        day: '2026-12-10 +0800',
        hour: '09:30 +0800',
        when: '2026-12-10 09:30 +0800',
        who: 'ou_2',
        units: ['a', 'b'],
        sure: false,
        none: '',
        nobody: [],
        nil: null,
      },
    })
    expect(result).toEqual({
      kind: 'tap',
      id: 'e:5f0c',
      messageId: 'om_1',
      chat: 'oc_1',
      operator: { openId: 'ou_1', tenantKey: 'tk1' },
      value: { f: 'task' },
      form: {
        reason: '汛情',
        day: '2026-12-10',
        hour: '09:30',
        when: '2026-12-10 09:30',
        who: 'ou_2',
        units: ['a', 'b'],
        sure: false,
      },
      name: 'b1',
      at,
    })
  })

  test('a picker outside a form', () => {
    expect(tap({ option: '2026-12-10 +0800' })).toMatchObject({ option: '2026-12-10', form: {} })
  })

  test('without an operator, and with a value of text', () => {
    expect(tap({ value: 'x' }, { operator: null })).toMatchObject({ operator: null, value: 'x' })
  })

  test('without its message it is refused', () => {
    expect(tap({}, { context: {} })).toEqual({
      kind: 'refused',
      type: 'card.action.trigger',
      why: expect.stringContaining('event.context.open_message_id'),
    })
  })
})

describe('the rest', () => {
  const head = {
    chat_id: 'oc_1',
    operator_id: { open_id: 'ou_1', union_id: 'on_1', user_id: null },
    external: false,
    operator_tenant_key: 'tk1',
    name: '工程处工作群',
    i18n_names: { zh_cn: '工程处工作群' },
  }
  const users = [
    { name: '甲', tenant_key: 'tk1', user_id: { open_id: 'ou_1' } },
    { name: '乙', tenant_key: 'tk1', user_id: { open_id: 'ou_2', user_id: null } },
  ]
  const person = {
    open_id: 'ou_1',
    union_id: 'on_1',
    user_id: 'u1',
    name: '何小雨',
    department_ids: ['od-1'],
    status: { is_frozen: false },
  }
  const group = { kind: 'group', id: 'e:5f0c', chat: 'oc_1', at }
  const named = { name: '工程处工作群', external: false }

  test.each([
    ['im.chat.member.bot.added_v1', head, { ...group, ...named, change: 'bot-added' }],
    ['im.chat.member.bot.deleted_v1', head, { ...group, ...named, change: 'bot-removed' }],
    ['im.chat.disbanded_v1', head, { ...group, ...named, change: 'disbanded' }],
    [
      'im.chat.updated_v1',
      { ...head, before_change: { name: '旧名' }, after_change: { name: '新名' } },
      { ...group, change: 'renamed', name: '新名', external: false },
    ],
    [
      'im.chat.updated_v1',
      { ...head, after_change: { avatar: 'x' } },
      { kind: 'ignored', id: 'e:5f0c', type: 'im.chat.updated_v1', why: 'name unchanged' },
    ],
    [
      'im.chat.member.user.added_v1',
      { ...head, users },
      {
        kind: 'members',
        id: 'e:5f0c',
        change: 'added',
        chat: 'oc_1',
        openIds: ['ou_1', 'ou_2'],
        external: false,
        at,
      },
    ],
    [
      'contact.department.created_v3',
      { object: { open_department_id: 'od-1', name: '工程处', parent_department_id: '0' } },
      {
        ...{ kind: 'department', id: 'e:5f0c', department: 'od-1', change: 'added' },
        ...{ name: '工程处', parent: '0', at },
      },
    ],
    [
      'im.chat.member.user.withdrawn_v1',
      { ...head, users: null },
      {
        ...{ kind: 'members', id: 'e:5f0c', change: 'removed', chat: 'oc_1' },
        ...{ openIds: [], external: false, at },
      },
    ],
    [
      'im.chat.access_event.bot_p2p_chat_entered_v1',
      { chat_id: 'oc_p', operator_id: { open_id: 'ou_1' }, last_message_id: '' },
      { kind: 'entered', id: 'e:5f0c', chat: 'oc_p', openId: 'ou_1', at },
    ],
    [
      'application.bot.menu_v6',
      { operator: { operator_id: { open_id: 'ou_1' } }, event_key: 'help', timestamp: 1764034800 },
      { kind: 'menu', id: 'e:5f0c', key: 'help', openId: 'ou_1', at: '2025-11-25T01:40:00.000Z' },
    ],
    [
      'im.message.recalled_v1',
      {
        message_id: 'om_1',
        chat_id: 'oc_1',
        recall_time: '1764034800123',
        recall_type: 'message_owner',
      },
      { kind: 'recalled', id: 'e:5f0c', messageId: 'om_1', chat: 'oc_1', at },
    ],
    [
      'im.message.message_read_v1',
      {
        reader: { reader_id: { open_id: 'ou_1' }, read_time: '1764034800123' },
        message_id_list: ['om_1'],
      },
      { kind: 'read', id: 'e:5f0c', messageIds: ['om_1'], openId: 'ou_1', at },
    ],
    [
      'contact.user.updated_v3',
      { object: person, old_object: { department_ids: ['od-0'] } },
      {
        kind: 'person',
        id: 'e:5f0c',
        change: 'changed',
        openId: 'ou_1',
        unionId: 'on_1',
        userId: 'u1',
        name: '何小雨',
        departmentIds: ['od-1'],
        at,
      },
    ],
    ['contact.scope.updated_v3', { added: { users: [] } }, { kind: 'range', id: 'e:5f0c', at }],
    [
      'im.message.reaction.created_v1',
      { message_id: 'om_1' },
      {
        kind: 'ignored',
        id: 'e:5f0c',
        type: 'im.message.reaction.created_v1',
        why: 'not a type we act on',
      },
    ],
  ])('%s', (type, event, expected) => {
    expect(of(type, event)).toEqual(expected)
  })

  test('离职者的部门取自变更前的资料', () => {
    const event = {
      object: { ...person, department_ids: [] },
      old_object: { department_ids: ['od-1'] },
    }
    expect(of('contact.user.deleted_v3', event)).toMatchObject({
      change: 'left',
      departmentIds: ['od-1'],
    })
  })

  test('schema 1.0: the first private chat', () => {
    const body = {
      ts: '1764034800.123',
      uuid: 'u-1',
      token: 'vtok',
      type: 'event_callback',
      event: {
        type: 'p2p_chat_create',
        app_id: 'cli_a1b2c3d4e5f60718',
        tenant_key: 'tk1',
        chat_id: 'oc_p',
        operator: { open_id: 'ou_1', user_id: 'u1' },
        user: { name: '何小雨', open_id: 'ou_1', user_id: 'u1' },
      },
    }
    expect(decode(body, bot)).toEqual({
      kind: 'entered',
      id: 'e:u-1',
      chat: 'oc_p',
      openId: 'ou_1',
      at,
    })
  })
})

describe('refused with a path and a reason, and no content', () => {
  const secret = '张某某13800000000'

  test.each([
    ['no envelope', { hello: secret }, 'header'],
    [
      'no event id',
      { schema: '2.0', header: { ...header, event_id: null }, event: {} },
      'header.event_id',
    ],
    [
      'no time',
      { schema: '2.0', header: { ...header, create_time: secret }, event: {} },
      'header.create_time',
    ],
    ['not even an object', secret, 'body'],
  ])('%s', (_, body, path) => {
    const result = decode(body, bot)
    expect(result).toMatchObject({ kind: 'refused', why: expect.stringContaining(path) })
    expect(JSON.stringify(result)).not.toContain(secret)
  })

  test.each([
    [
      'a sender without open_id',
      { sender: { sender_id: { open_id: null } } },
      'event.sender.sender_id.open_id',
    ],
    ['a message without chat', { message: { chat_id: 7 } }, 'event.message.chat_id'],
    ['content that is no JSON', { message: { content: secret } }, 'event.message.content'],
  ])('%s', (_, given, path) => {
    const result = said(given)
    expect(result).toMatchObject({ kind: 'refused', why: expect.stringContaining(path) })
    expect(JSON.stringify(result)).not.toContain(secret)
  })
})
