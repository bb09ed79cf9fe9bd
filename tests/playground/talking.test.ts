// What people do in this Feishu, and what the bot hears of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { groups, members } from '../../playground/cast.ts'
import { cardOf, echo, messageOf, type Scene, scene, send, sendCard } from './form-bot.ts'

let here: Scene
const id = (key: string) => members.find((member) => member.key === key)?.open_id ?? ''
const office = groups.find(({ key }) => key === 'office')?.chat_id ?? ''
const last = () => {
  const received = here.bot.received.at(-1)
  if (!received) throw new Error('nothing received')
  return received
}

beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.end())

describe('说话', () => {
  test('私聊里的话都推送，机器人的回答在 new 里，自己说的不在', async () => {
    echo(here.bot)
    const said = await here.box.say({ as: '严丽华', chat: 'bot', text: '你好' })
    expect(said).toMatchObject({ status: 200, error: null, settled: true })
    expect(said.now).toBe('2026-11-25T09:00:00+08:00')
    expect(said.new.map(({ text, from }) => [from, text])).toEqual([['bot', '收到：你好']])
  })

  test('群里只有提到机器人才推送；回复机器人而不提到它，也不推送', async () => {
    const chat = '办公室工作群'
    expect((await here.box.say({ as: '周明远', chat, text: '大家好' })).status).toBe(0)
    await send(here.bot, office, 'text', { text: '早' })
    const reply_to = here.box.messages(office).at(-1)?.message_id ?? ''
    expect((await here.box.say({ as: '周明远', chat, text: '好', reply_to })).status).toBe(0)
    expect((await here.box.say({ as: '周明远', chat, text: '@所有人 开会' })).status).toBe(0)
    const said = await here.box.say({ as: '周明远', chat, text: '@机器人 好', reply_to })
    expect(said.status).toBe(200)
    expect(messageOf(last())).toMatchObject({
      chat_type: 'group',
      parent_id: reply_to,
      root_id: reply_to,
    })
    expect(here.box.messages(office).at(-1)).toMatchObject({ text: '@督办助手 好', reply_to })
  })

  test('提到多人时，每人一个占位；名字取最长的', async () => {
    await here.box.do({ what: 'hire', who: '严丽', unit: '工程处' })
    await here.box.say({ as: '周明远', chat: 'bot', text: '@严丽华和@严丽、@督办助手 @查无此人' })
    const { content, mentions } = messageOf(last())
    expect(JSON.parse(content)).toEqual({ text: '@_user_1和@_user_2、@_user_3 @查无此人' })
    expect(mentions?.map(({ name }) => name)).toEqual(['严丽华', '严丽', '督办助手'])
    expect(mentions?.[0]?.id.open_id).toBe(id('xinfang-officer'))
  })

  test('富文本、文件、图片、语音、表情、合并转发各有其内容', async () => {
    const { box } = here
    const say = async (type: string, content?: unknown, words?: string) => {
      await box.say({ as: '何小雨', chat: 'bot', type, content, ...(words && { text: words }) })
      return messageOf(last())
    }
    const file = box.putFile('台账.xlsx', new Uint8Array([1, 2])).file_key
    const image = box.putFile('现场.png', new Uint8Array([3])).file_key
    expect(JSON.parse((await say('post', undefined, '一\n@周明远 二')).content)).toMatchObject({
      title: '',
      content: [[{ tag: 'text', text: '一' }], [{ tag: 'text', text: '@_user_1 二' }]],
    })
    const post = await say('post', { title: '题', content: [[{ tag: 'at', user_id: '周明远' }]] })
    expect(JSON.parse(post.content)).toMatchObject({
      title: '题',
      content: [[{ user_id: '@_user_1' }]],
    })
    expect(await say('file', { file_key: file })).toMatchObject({
      message_type: 'file',
      content: JSON.stringify({ file_key: file, file_name: '台账.xlsx' }),
    })
    expect((await say('image', { image_key: image })).content).toBe(
      JSON.stringify({ image_key: image }),
    )
    expect((await say('audio', { file_key: file })).message_type).toBe('audio')
    expect((await say('sticker')).message_type).toBe('sticker')
    expect((await say('merge_forward')).content).toBe('Merged and Forwarded Message')
    const chat = box.people().find(({ name }) => name === '何小雨')?.p2p ?? ''
    expect(box.messages(chat)[2]).toMatchObject({
      text: '［文件］台账.xlsx',
      file: { key: file, name: '台账.xlsx' },
    })
  })

  test('不在会话里的人不能说话，没有的人和会话各有说法', async () => {
    const say = (as: string, chat: string) => here.box.say({ as, chat, text: 'x' })
    await expect(say('谢大川', '办公室工作群')).rejects.toMatchObject({ status: 403 })
    await expect(say('谢大川', here.box.people()[0]?.p2p ?? '')).rejects.toMatchObject({
      status: 403,
    })
    await expect(say('查无此人', 'bot')).rejects.toMatchObject({ status: 404 })
    await expect(say('谢大川', '没有的群')).rejects.toMatchObject({ status: 404 })
  })
})

describe('其他动作', () => {
  const types = () => here.bot.received.map(({ type }) => type)

  test('进入私聊、点菜单、已读、撤回都告诉机器人', async () => {
    const { box, bot } = here
    await box.do({ as: '何小雨', what: 'enter' })
    await box.do({ as: '何小雨', what: 'menu', key: 'mine' })
    const message_id = await sendCard(bot, id('wenshu-clerk'), cardOf())
    const read = await box.do({ as: '何小雨', what: 'read', message_id })
    expect(read.new).toMatchObject([{ message_id, readers: [id('wenshu-clerk')] }])
    const said = await box.say({ as: '何小雨', chat: 'bot', text: '错了' })
    await box.do({ as: '何小雨', what: 'recall', message_id: said.message_id })
    expect(types()).toEqual([
      'im.chat.access_event.bot_p2p_chat_entered_v1',
      'application.bot.menu_v6',
      'im.message.message_read_v1',
      'im.message.receive_v1',
      'im.message.recalled_v1',
    ])
    expect(bot.received[1]?.event).toMatchObject({ event_key: 'mine', timestamp: 1795568400 })
    expect(box.box.world.message(said.message_id).recalled).toBe(true)
  })

  test('群的变化：拉人、退群、改名、外部、移出机器人、解散', async () => {
    const { box } = here
    const chat = '工程处工作群'
    await box.do({ as: '谢大川', what: 'join', chat, who: '何小雨' })
    await box.do({ as: '谢大川', what: 'leave', chat, who: ['何小雨'] })
    await box.do({ as: '谢大川', what: 'rename', chat, name: '工程处群' })
    await box.do({ as: '谢大川', what: 'external', chat: '工程处群' })
    await box.do({ as: '谢大川', what: 'remove_bot', chat: '工程处群' })
    await box.do({ as: '谢大川', what: 'add_bot', chat: '工程处群' })
    await box.do({ as: '谢大川', what: 'disband', chat: '工程处群' })
    expect(types()).toEqual([
      'im.chat.member.user.added_v1',
      'im.chat.member.user.deleted_v1',
      'im.chat.updated_v1',
      'im.chat.updated_v1',
      'im.chat.member.bot.deleted_v1',
      'im.chat.member.bot.added_v1',
      'im.chat.disbanded_v1',
    ])
    expect(here.bot.received[0]?.event).toMatchObject({ users: [{ name: '何小雨' }] })
    expect(here.bot.received[3]?.event).toMatchObject({ external: true, name: '工程处群' })
    await expect(
      box.do({ as: '何小雨', what: 'rename', chat: '水政处工作群', name: 'x' }),
    ).rejects.toMatchObject({ status: 403 })
  })

  test('人事变动：新来、调动、离职、授权范围', async () => {
    const { box, bot } = here
    await box.do({ what: 'hire', who: '新同志', unit: '工程处' })
    await box.do({ what: 'move', who: '新同志', unit: '财务处' })
    await box.do({ what: 'range', who: '新同志', in: false })
    await box.do({ what: 'resign', who: '新同志' })
    expect(types()).toEqual([
      'contact.user.created_v3',
      'contact.user.updated_v3',
      'contact.scope.updated_v3',
      'contact.user.deleted_v3',
    ])
    const departed = bot.received[3]?.event as { object: object; old_object: object }
    expect(departed.object).toMatchObject({ department_ids: [], name: '新同志' })
    expect(departed.old_object).toMatchObject({ department_ids: [expect.stringMatching(/^od-/)] })
    expect(box.people().find(({ name }) => name === '新同志')).toMatchObject({
      left: true,
      unit: '财务处',
    })
    await expect(box.say({ as: '新同志', chat: 'bot', text: 'x' })).rejects.toMatchObject({
      status: 403,
    })
  })

  test('转发的卡片可以看，不能点', async () => {
    const { box, bot } = here
    const message_id = await sendCard(
      bot,
      id('zhuren'),
      cardOf({ tag: 'button', text: { tag: 'plain_text', content: '批准' } }),
    )
    const {
      new: [copy],
    } = await box.do({ as: '周明远', what: 'forward', message_id, chat: '局领导群' })
    expect(copy).toMatchObject({ text: '〔批准〕', from: id('zhuren') })
    const tapped = box.tap({ as: '王建国', message_id: copy?.message_id ?? '', button: '批准' })
    await expect(tapped).rejects.toMatchObject({ status: 409 })
  })
})
