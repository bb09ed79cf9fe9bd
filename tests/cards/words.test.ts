// What people typed is shown as typed, by whichever door it came: never a mention, a link, a colour or a row of ours.
import { describe, expect, it } from 'vitest'
import { attacks, nodesIn } from '../feishu/cards.ts'
import { useHouse, withButton } from '../house.ts'
import { idOf, lastOf } from './seen.ts'

describe('录入的文字不成为格式（TC-035、036、104）', () => {
  const house = useHouse('postgres')
  const all = () =>
    house()
      .playground.chats()
      .concat()
      .flatMap((chat) => house().playground.messages(chat.id))
      .concat(...['周明远', '金若水', '邹亚楠'].map((name) => house().shown(name)))
      .filter((m) => m.from === 'bot')

  /** Markdown is ours and holds mentions of people of the cast alone; a text message holds no tag. */
  function expectPlain() {
    const ours = new Set(['邹亚楠', '谢大川'].map((name) => `<at id=${idOf(name)}></at>`))
    for (const message of all()) {
      for (const { tag, node } of nodesIn(message.card)) {
        if (tag === 'markdown')
          for (const part of String(node.content).split(' ')) expect(ours).toContain(part)
        expect(['a', 'img', 'lark_md', 'at']).not.toContain(tag)
      }
      if (message.type === 'text') expect(message.text).not.toContain('@所有人')
    }
  }

  it('事项名称、不同意的原因、补充说明、反馈', { timeout: 60_000 }, async () => {
    for (const [place, attack] of attacks.slice(0, 8).entries()) {
      const oneLine = attack.replaceAll('\n', ' ')
      const said = await house().say(
        '金若水',
        `督办 工程处 12月${place + 4}日前 上报${oneLine}进度`,
      )
      if (!said.new.some((m) => m.buttons.some((b) => b.text === '不予立项'))) continue
      const card = withButton(said, '不予立项')
      await house().tap('周明远', card, '不予立项')
      await house().tap('周明远', card, '不予立项', { reason: attack })
    }
    await house().say(
      '周明远',
      '督办 工程处 12月4日前 上报**已办结**[补贴](https://example.invalid)进度',
    )
    await house().say('邹亚楠', '反馈 督1号 <at id=all></at> 已完成')
    expectPlain()
    const order = lastOf(house(), '工程处工作群', '督办通知')
    expect(order.text).toContain('**已办结**[补贴](https://example.invalid)')
    expect(JSON.stringify(order.card)).toContain('<at id=all></at> 已完成')
  })

  it('人名和退回提示里的标记也照原样', async () => {
    await house()
      .database.db.updateTable('person')
      .set({ name: '<at id=all></at>' })
      .where('open_id', '=', idOf('邹亚楠'))
      .execute()
    await house().say('邹亚楠', '督1号延期到12月18日 原因是<at user_id="all">所有人</at>')
    await house().say('邹亚楠', '督99号延期到12月18日 原因是**合同**')
    expectPlain()
  })
})
