// In a group: nothing is answered to what looks like identity or an accusation, the speaker is told in private, and of what
// was said nothing is kept.
import { beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../db/secret.ts'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'
import { everythingIn } from './everything.ts'

const group = '办公室工作群'
const recall = '您刚才在群内发送的内容涉及个人信息，请撤回后在此登记。'
const onPaper = '此类内容不在本平台登记，请撤回，并将纸质件交信访专员移交纪检。'
const classified = '本平台不处理涉密及标注内部的资料，请按保密规定办理。'

describe.each(bothDatabases)('群内（%s）', (kind) => {
  const house = useHouse(kind)
  beforeAll(() =>
    house()
      .database.db.transaction()
      .execute((trx) =>
        house().parts.vault.remember(trx, 'petition/x', 'name', new Secret('鸑鷟某')),
      ),
  )

  /** What each chat got by it, beside what was said. */
  const answers = async (as: string, text: string, chat = group) => {
    const before = house()
      .shown(group)
      .filter(({ from }) => from === 'bot').length
    const said = await house().say(as, text, chat)
    const inGroup =
      house()
        .shown(group)
        .filter(({ from }) => from === 'bot').length - before
    return { inGroup, private: said.new.map((m) => m.text) }
  }

  it.each([
    ['联系电话13812345678 尽快联系', recall],
    ['他的身份证是11010519491231002X', recall],
    ['家住柳林镇大李村3组', recall],
    ['查一下鸑鷟某的信访件', recall],
    ['登记来访 鸑鷟某 3人 反映淤区土地补偿', recall],
    ['举报某某收好处费 实名 要求保密', onPaper],
    ['秘密★1年 某某方案请各位阅', classified],
  ])('“%s”：群里没有任何回应，私下提醒一句，不留原文', async (text, told) => {
    expect(await answers('何小雨', `@督办助手 ${text}`)).toEqual({ inGroup: 0, private: [told] })
    const { facts, by, subject } = await house()
      .database.db.selectFrom('record')
      .select(['facts', 'by', 'subject'])
      .where('verb', '=', 'blocked')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(Object.keys(Object(facts))).toEqual(['kind', 'where'])
    expect(by).toMatch(/^ou_/)
    expect(subject).toMatch(/^[0-9a-f-]{36}$/)
    const piece = text.slice(-8)
    expect(await everythingIn(house().database)).not.toContain(piece)
    expect(house().logs.join('\n')).not.toContain(piece)
  })

  it('同事和处室的名字照常可说，按编号查询照常答复', async () => {
    expect(await answers('何小雨', '@督办助手 信访进度 99号')).toEqual({
      inGroup: 1,
      private: ['请私聊查询。'],
    })
    const asked = await answers('何小雨', '@督办助手 金若水说工程处的事办完了')
    expect(asked.private.join()).toContain('没有看懂')
  })

  it('没有提到机器人的话，不读也不提醒', async () => {
    expect(await answers('何小雨', '联系电话13812345678')).toEqual({ inGroup: 0, private: [] })
  })

  it('私聊开口就检举的、带涉密标志的，只答一句；文件名带标志的也是', async () => {
    expect((await house().say('何小雨', '实名举报某某收好处费')).new.map((m) => m.text)).toEqual([
      onPaper,
    ])
    expect(
      (await house().say('何小雨', '督办 工程处 12月4日前 落实机密★1年文件')).new.map(
        (m) => m.text,
      ),
    ).toEqual([classified])
    const { file_key } = house().playground.putFile('方案（秘密★）.docx', new Uint8Array([1]))
    const sent = await house().playground.say({
      as: '何小雨',
      chat: 'bot',
      type: 'file',
      content: { file_key },
    })
    expect(sent.new.map((m) => m.text)).toEqual([classified])
  })

  it('督办事项里写了电话，工程处群里的卡片只见头尾', async () => {
    const said = await house().say(
      '周明远',
      '督办 工程处 12月4日前 联系张先生13812345678核实路面塌陷',
    )
    const order = withButton(said, '签收')
    expect(order.text).toContain('138****5678')
    const shown = house()
      .shown('工程处工作群')
      .map((m) => m.text)
      .join('\n')
    expect(shown).toContain('路面塌陷')
    expect(shown).not.toContain('13812345678')
  })
})
