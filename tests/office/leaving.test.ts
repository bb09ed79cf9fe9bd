// TC-099: whoever leaves with open tasks, a request handed to him and a talk ahead: the superior gets one list, hands it on in one
// step, and nobody writes to the leaver any more.
import { describe, expect, it } from 'vitest'
import { type Shown, useHouse, withButton } from '../house.ts'

describe('副主任离职', () => {
  const house = useHouse('pglite')
  const last = (who: string, holding: string): Shown => {
    const found = house()
      .shown(who)
      .findLast((m) => m.from === 'bot' && m.text.includes(holding))
    if (!found)
      throw new Error(
        `${who}: no ${holding} in ${house()
          .shown(who)
          .map(({ text }) => text)
          .join(' / ')}`,
      )
    return found
  }

  it('三件督办、一件转来的审批、一次约好的谈话，一次列给主任', async () => {
    for (const what of ['整理宣传台账', '报送新闻线索', '更新宣传栏']) {
      await house().say('周明远', `督办 宣传科 12月4日前 ${what} 牵头:孙晓东`)
    }
    const said = await house().say('金若水', '督办 水政处 12月7日前 上报采砂巡查情况')
    const card = withButton(said, '其他办理')
    await house().tap('周明远', card, '其他办理')
    await house().tap('周明远', card, '转交他人', { person: '孙晓东' })
    await house().say('孙晓东', '约孔令仪周五上午十点谈话')
    await house().playground.do({ what: 'resign', who: '孙晓东' })
    const list = last('周明远', '交接清单：孙晓东')
    for (const holding of [
      '整理宣传台账',
      '报送新闻线索',
      '更新宣传栏',
      '采砂巡查',
      '[5项]',
      '11月27日（周五）10:00谈话',
    ])
      expect(list.text).toContain(holding)
    expect(
      house()
        .shown('周明远')
        .filter((m) => m.text.includes('交接清单：孙晓东')),
    ).toHaveLength(1)
  })

  it('转来的审批回到主任，不再停在离职的人那里', async () => {
    expect(last('周明远', '采砂').buttons.map(({ text }) => text)).toContain('批准立项')
  })

  it('主任一步移交，接收人看到清单并接收，督办的承办人随之改变', async () => {
    const list = last('周明远', '交接清单：孙晓东')
    const passed = await house().tap('周明远', list, '移交', { 改由谁接收: '冯雪松' })
    expect(passed.toast?.content).toBe('已移交冯雪松')
    const taken = await house().tap('冯雪松', last('冯雪松', '交接清单：孙晓东'), '已接收')
    expect(taken.message.text).toContain('冯雪松已于')
    const ids = new Map(
      house()
        .playground.people()
        .map(({ id, name }) => [id, name]),
    )
    const tasks = await house()
      .database.db.selectFrom('task')
      .select('handler')
      .where('handler', 'is not', null)
      .execute()
    expect(tasks.map(({ handler }) => ids.get(handler ?? ''))).toEqual([
      '冯雪松',
      '冯雪松',
      '冯雪松',
    ])
  })

  it('此后的提醒不再发给离职的人，时限不变', async () => {
    const before = house().shown('孙晓东').length
    const turned = await house().turn({ to: '2026-12-01T09:05' })
    expect(house().shown('孙晓东')).toHaveLength(before)
    expect(turned.new.some((m) => m.text.includes('将于12月4日（周五）到期'))).toBe(true)
  })
})
