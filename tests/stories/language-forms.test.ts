// The same words in any form give the same: text, post with and without a locale, a reply to a card, private or in a group.
import { describe, expect, it } from 'vitest'
import { sensitive } from '../../playground/scopes.ts'
import { settableClock } from '../../playground/serve-bot.ts'
import { partsOn, serve } from '../bot.ts'
import { lastOf } from '../cards/seen.ts'
import { type House, useHouse, withButton } from '../house.ts'

type Form = '文字' | '富文本' | '带语言的富文本'
const forms: Form[] = ['文字', '富文本', '带语言的富文本']

async function sayAs(
  house: House,
  form: Form,
  as: string,
  text: string,
  chat = 'bot',
  reply?: string,
) {
  const { playground } = house
  playground.box.behaviour.postInLocale = form === '带语言的富文本'
  const type = form === '文字' ? 'text' : 'post'
  return playground.say({ as, chat, text, type, ...(reply && { reply_to: reply }) })
}

const task = async (house: House, title: string) =>
  house.database.db
    .selectFrom('task')
    .select(['title', 'lead_unit', 'handler', 'current_due', 'state'])
    .where('title', '=', title)
    .executeTakeFirst()

describe('同样的话，各种形式，结果一样', () => {
  const house = useHouse()

  it.each(forms)('新建督办，两行，带提到的人（%s）', async (form) => {
    const title = `完成决算${form}`
    const said = await sayAs(house(), form, '金若水', `督办 @喻成林 @苏敏\n12月10日前${title}`)
    withButton(said, '批准立项', title)
    expect(await task(house(), title)).toMatchObject({
      lead_unit: 'gongguan',
      current_due: '2026-12-10',
      state: 'proposed',
    })
  })

  it.each(forms)('半句话和它的回答也不分形式（%s）', async (form) => {
    const title = `检查险工${form}`
    await sayAs(house(), form, '金若水', `督办 工程处 ${title}`)
    withButton(await sayAs(house(), form, '金若水', '12月4日'), '批准立项', title)
    expect(await task(house(), title)).toMatchObject({ current_due: '2026-12-04' })
  })

  it.each(forms)('算期限（%s）', async (form) => {
    const [card] = (await sayAs(house(), form, '何小雨', '算期限　２０２６-09-18　５个工作日')).new
    expect(card?.text).toContain('期限：9月24日（周四）')
  })

  it.each(forms)('引用督办通知回复，不必写编号（%s）', async (form) => {
    const title = `上报清单${form}`
    const said = await house().say('周明远', `督办 工程处 12月4日前 ${title}`)
    const order = withButton(said, '签收', title)
    const group = '工程处工作群'
    const fed = await sayAs(
      house(),
      form,
      '邹亚楠',
      '@督办助手 反馈 已汇总一半',
      group,
      order.message_id,
    )
    expect(fed.new.map((m) => m.text).join()).toContain('已汇总一半')
    expect(lastOf(house(), group, title).text).toContain('已汇总一半')
  })
})

describe('群里只听提到机器人的话', () => {
  const house = useHouse()
  const group = '办公室工作群'

  it('有读取全部群消息的权限时，没有提到的话也不读、不答，回复机器人的消息也一样', async () => {
    house().playground.box.scopes.add(sensitive)
    const silent = await house().say('何小雨', '算期限 今天 5个工作日', group)
    expect(silent.new).toEqual([])
    const asked = await house().say('何小雨', '@督办助手 算期限 今天 5个工作日', group)
    expect(asked.new.map((m) => m.chat)).toEqual([asked.new[0]?.chat])
    const [card] = asked.new
    const { playground } = house()
    const say = (text: string) =>
      playground.say({
        as: '何小雨',
        chat: group,
        text,
        ...(card && { reply_to: card.message_id }),
      })
    expect((await say('今天上班吗')).new).toEqual([])
    expect((await say('@督办助手 今天上班吗')).new.map((m) => m.text)).toEqual([
      '今天（11月25日，周三）上班。',
    ])
  })

  it('群里说的半句话在私聊里问，群里不出现原话；群里的下一句不当作回答', async () => {
    const asked = await house().say('金若水', '@督办助手 督办 工程处 清点物资', group)
    const card = withButton(asked, '不办了')
    expect(
      house()
        .shown(group)
        .some((m) => m.from === 'bot' && m.text.includes('清点物资')),
    ).toBe(false)
    await house().say('金若水', '@督办助手 12月4日', group)
    expect(await task(house(), '清点物资')).toBeUndefined()
    expect(card.text).toContain('牵头单位 工程处')
    await house().say('金若水', '12月4日')
    expect(await task(house(), '清点物资')).toMatchObject({ current_due: '2026-12-04' })
  })
})

describe('重启以后', () => {
  const house = useHouse('postgres')

  it('追问还在，另一个进程接着补全', async () => {
    await house().say('金若水', '督办 水政处 巡查河道')
    const stop = await replaceBot(house())
    withButton(await house().say('金若水', '12月4日'), '批准立项', '巡查河道')
    await stop()
  })
})

/** The bot that ran is cut off; another, with nothing in its memory, serves the same database. */
async function replaceBot({ playground, database, parts }: House): Promise<() => Promise<void>> {
  const clock = settableClock(parts.clock.now())
  const fresh = await partsOn({ playground, database, clock, log: () => {} })
  for (const one of playground.box.instances.list) one.ready = false
  return serve(playground, fresh, clock.set)
}
