// Taps: what the bot is sent, what of its answer the client takes, and what the client itself
// refuses.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { members } from '../../playground/cast.ts'
import {
  actionOf,
  button,
  cardOf,
  leaveForm,
  type Scene,
  scene,
  sendCard,
  text,
} from './form-bot.ts'

let here: Scene
const director = members[2]?.open_id ?? ''
const as = '周明远'
const taps = () => here.bot.received.filter(({ type }) => type === 'card.action.trigger')
const lastTap = () => actionOf(taps().at(-1) ?? { type: '', event_id: '', event: {}, now: '' })

beforeEach(async () => {
  here = await scene({ limits: { answerMsReal: 200 } })
})
afterEach(() => here.end())

describe('按钮', () => {
  test('点一次回调一次，应答里的提示和卡片立即可见', async () => {
    const { box, bot } = here
    const message_id = await sendCard(bot, director, cardOf(button('yes', '批准')))
    const card = cardOf({ tag: 'markdown', content: '已批准' })
    bot.on(() => ({
      toast: { type: 'success', content: 'ok', i18n: { zh_cn: '好' } },
      card: { type: 'raw', data: card },
    }))
    const tapped = await box.tap({ as, message_id, button: '批准' })
    expect(tapped).toMatchObject({
      status: 200,
      toast: { type: 'success', content: '好' },
      error: null,
      message: { text: '已批准', buttons: [] },
      new: [{ message_id }],
    })
    expect(lastTap()).toEqual({
      tag: 'button',
      value: { op: 'yes' },
      name: 'yes',
      timezone: 'Asia/Shanghai',
    })
    expect(taps()[0]?.event).toMatchObject({
      operator: { open_id: director },
      token: expect.stringMatching(/^c-/),
      host: 'im_message',
      context: { open_message_id: message_id },
    })
  })

  test('几个同名按钮要用 nth 指明；名称优先于文字', async () => {
    const { box, bot } = here
    const card = cardOf(
      button('a', '签收'),
      button('b', '签收'),
      button('c', '签收', { disabled: true }),
    )
    const message_id = await sendCard(bot, director, card)
    await expect(box.tap({ as, message_id, button: '签收' })).rejects.toMatchObject({
      status: 409,
      choices: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    })
    await box.tap({ as, message_id, button: '签收', nth: 2 })
    expect(lastTap().name).toBe('b')
    await box.tap({ as, message_id, button: 'a' })
    expect(lastTap().name).toBe('a')
    await expect(box.tap({ as, message_id, button: 'c' })).rejects.toMatchObject({ status: 409 })
    await expect(box.tap({ as, message_id, button: '没有' })).rejects.toMatchObject({ status: 404 })
  })

  test('连点三次就是三次回调', async () => {
    const message_id = await sendCard(here.bot, director, cardOf(button('yes', '批准')))
    const tapped = await here.box.tap({ as, message_id, button: '批准', repeat: 3 })
    expect(tapped.status).toEqual([200, 200, 200])
    expect(tapped.ms).toHaveLength(3)
    expect(taps()).toHaveLength(3)
  })

  test('不在会话里的人点不到，十四天后谁也点不到', async () => {
    const message_id = await sendCard(here.bot, director, cardOf(button('yes', '批准')))
    const tap = (who: string) => here.box.tap({ as: who, message_id, button: '批准' })
    await expect(tap('王建国')).rejects.toMatchObject({ status: 403 })
    await here.box.turn({ to: '2026-12-10T09:00' })
    await expect(tap(as)).rejects.toMatchObject({ status: 409 })
  })
})

describe('表单', () => {
  test('按标签或名称填写，人按姓名，选项按文字，日期带时区', async () => {
    const message_id = await sendCard(here.bot, director, cardOf(leaveForm))
    const form = { 种类: '病假', 日期: '2026-12-10', who: ['王建国', '严丽华'], 理由: '牙痛' }
    await here.box.tap({ as, message_id, button: '提交', form })
    expect(lastTap().form_value).toEqual({
      kind: 'sick',
      day: '2026-12-10 +0800',
      who: [members[0]?.open_id, members[9]?.open_id],
      why: '牙痛',
    })
  })

  test('没动过的选填项不出现，或按设置为空', async () => {
    const message_id = await sendCard(here.bot, director, cardOf(leaveForm))
    const submit = () => here.box.tap({ as, message_id, button: '提交', form: { kind: 'annual' } })
    await submit()
    expect(lastTap().form_value).toEqual({ kind: 'annual' })
    here.box.box.behaviour.untouched = 'empty'
    await submit()
    expect(lastTap().form_value).toEqual({ kind: 'annual', day: '', who: [], why: '' })
  })

  test.each([
    ['必填项空着', {}],
    ['没有这一项', { kind: 'annual', 颜色: '红' }],
    ['没有这个选项', { kind: '事假' }],
    ['日期不成样子', { kind: 'annual', day: '12月10日' }],
    ['字数太多', { kind: 'annual', why: '一二三四五六' }],
  ])('%s：客户端自己拒绝，机器人不知道', async (_, form) => {
    const message_id = await sendCard(here.bot, director, cardOf(leaveForm))
    await expect(here.box.tap({ as, message_id, button: '提交', form })).rejects.toMatchObject({
      status: 400,
    })
    expect(taps()).toHaveLength(0)
  })

  test('重填不回调', async () => {
    const message_id = await sendCard(here.bot, director, cardOf(leaveForm))
    expect(await here.box.tap({ as, message_id, button: '重填' })).toMatchObject({ status: 0 })
    expect(taps()).toHaveLength(0)
  })
})

test('表单外的选择用 option，日期、人各有形状', async () => {
  const { box, bot } = here
  const value = [{ type: 'callback', value: { op: 'x' } }]
  const card = cardOf(
    {
      tag: 'select_static',
      name: 's',
      behaviors: value,
      options: [{ text: text('甲'), value: 'a' }],
    },
    { tag: 'date_picker', name: 'd', behaviors: value },
    { tag: 'select_person', name: 'p', behaviors: value },
    { tag: 'checker', name: 'c', text: text('办完'), behaviors: value },
    { tag: 'input', name: 'i', behaviors: value },
  )
  const message_id = await sendCard(bot, director, card)
  const choose = async (name: string, option: unknown) => {
    await box.tap({ as, message_id, button: name, option })
    return lastTap()
  }
  expect(await choose('s', '甲')).toMatchObject({ tag: 'select_static', option: 'a' })
  expect(await choose('d', '2026-12-10')).toMatchObject({
    option: '2026-12-10 +0800',
    timezone: 'Asia/Shanghai',
  })
  expect(await choose('p', '严丽华')).toMatchObject({ option: members[9]?.open_id })
  expect(await choose('办完', true)).toMatchObject({ checked: true })
  expect(await choose('i', '写')).toMatchObject({ input_value: '写' })
})

describe('应答不对时客户端显示的错误码', () => {
  const json = (body: unknown) => Response.json(body)
  const card = (data: unknown) => json({ card: { type: 'raw', data } })
  const rows: [string, number, () => unknown][] = [
    ['状态不是 200', 200671, () => new Response('', { status: 500 })],
    ['空应答', 200672, () => new Response('')],
    ['应答是字符串', 200672, () => json('好')],
    ['裸卡片', 200672, () => json(cardOf())],
    ['提示的类型不对', 200672, () => json({ toast: { type: 'loud', content: 'x' } })],
    ['卡片有错', 200673, () => card(cardOf({ tag: 'markdown', content: 'x', colour: 'red' }))],
    ['卡片是字符串', 200673, () => card('{}')],
    ['退回 1.0 卡片', 200830, () => card({ elements: [] })],
    ['三秒内没有应答', 200341, () => new Promise((resolve) => setTimeout(resolve, 300))],
  ]

  test.each(rows)('%s：%i', async (_, error, answer) => {
    const message_id = await sendCard(here.bot, director, cardOf(button('yes', '批准')))
    here.bot.on((received) => (received.type === 'card.action.trigger' ? answer() : {}))
    const tapped = await here.box.tap({ as, message_id, button: '批准' })
    expect(tapped).toMatchObject({ error, toast: null, message: { text: '〔批准〕' } })
    expect(taps()).toHaveLength(1)
  })

  test('没有机器人在运行：200342，以后也不再补推', async () => {
    const message_id = await sendCard(here.bot, director, cardOf(button('yes', '批准')))
    await here.box.power({ do: 'kill' })
    expect(await here.box.tap({ as, message_id, button: '批准' })).toMatchObject({
      error: 200342,
      status: 504,
    })
    await here.box.power({ do: 'start' })
    await here.box.turn({ to: '2026-11-26T09:00' })
    expect(taps()).toHaveLength(0)
  })
})

test('回调带来的更新令牌可用两次，半小时内有效', async () => {
  const { box, bot } = here
  const message_id = await sendCard(bot, director, cardOf(button('yes', '批准')))
  await box.tap({ as, message_id, button: '批准' })
  const token = String(taps()[0]?.event.token)
  const update = () =>
    bot.call('POST', '/interactive/v1/card/update', {
      token,
      card: cardOf({ tag: 'markdown', content: '新' }),
    })
  expect((await update()).body.code).toBe(0)
  await update()
  expect((await update()).body.code).toBe(300040)
  expect(box.messages(box.people()[2]?.p2p ?? '').at(-1)?.text).toBe('新')
})
