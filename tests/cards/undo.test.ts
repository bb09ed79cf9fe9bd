// 撤销: state, clocks, cards and messages go back; a number that was used stays void; the record keeps both.
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'
import { buttonsOf, dutyRows, lastOf, verbs } from './seen.ts'

describe.each(bothDatabases)('撤销（%s）', (kind) => {
  const house = useHouse(kind)
  const propose = () => house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')

  it('批准立项后撤销：回到待审批，群内通知改为已撤回，编号作废不再用', async () => {
    const said = await propose()
    const before = await dutyRows(house())
    const card = withButton(said, '批准立项')
    await house().tap('周明远', card, '批准立项')
    const undone = await house().tap('周明远', card, '撤销')
    expect(undone.toast?.content).toBe('已撤销')
    expect(buttonsOf(undone.message)).toContain('批准立项')
    expect(await dutyRows(house())).toEqual(before)
    const order = house().shown('工程处工作群').at(-1)
    expect(order?.text).toMatch(/已撤回[\s\S]*周明远已于11月25日09:00撤回。/)
    expect(buttonsOf(order)).toEqual([])
    const again = await house().tap('周明远', card, '批准立项')
    expect(again.toast?.content).toBe('已立项并交办：督〔2026〕2号')
    expect((await verbs(house())).filter((verb) => verb === 'approval/undo')).toHaveLength(1)
  })

  it('签收反馈后用一句话撤销，回执卡片也改为已撤回', async () => {
    const before = await dutyRows(house())
    const said = await house().say('邹亚楠', '反馈 督2号 已完成招标，正在签合同')
    const receipt = withButton(said, '撤销', '已收到反馈')
    await house().say('邹亚楠', '撤销刚才那件')
    expect(await dutyRows(house())).toEqual(before)
    expect(lastOf(house(), '邹亚楠', '已撤回').message_id).toBe(receipt.message_id)
    expect(lastOf(house(), '工程处工作群', '督〔2026〕2号').text).toContain('已交办（待签收）')
  })

  it('别人已经办理的不能撤销，说明由谁何时办理', async () => {
    await house().say('邹亚楠', '签收 督2号')
    const card = lastOf(house(), '周明远', '督〔2026〕2号')
    expect(buttonsOf(card)).not.toContain('撤销')
    const said = await house().say('周明远', '撤销')
    expect(said.new.at(-1)?.text).toMatch(/^邹亚楠已于11月25日09:00作了后续办理，不能撤销/)
  })

  it('延期同意后撤销，通知收回，时限和提醒复原', async () => {
    const asked = await house().say('邹亚楠', '督2号延期到12月18日 原因是合同审核未完')
    const before = await dutyRows(house())
    const card = withButton(asked, '同意')
    await house().tap('周明远', card, '同意')
    const notice = lastOf(house(), '邹亚楠', '已同意延期')
    await house().tap('周明远', card, '撤销')
    expect(await dutyRows(house())).toEqual(before)
    const shown = house()
      .shown('邹亚楠')
      .find((m) => m.message_id === notice.message_id)
    expect(shown?.recalled).toBe(true)
  })

  it('超过时限的按了不生效，卡片上的按钮随之消失', async () => {
    const card = lastOf(house(), '周明远', '延期申请 督〔2026〕2号')
    await house().tap('周明远', card, '同意')
    const shown = lastOf(house(), '周明远', '延期申请 督〔2026〕2号')
    expect(buttonsOf(shown)).toEqual(['撤销'])
    await house().turn({ to: '2026-11-25T09:30' })
    const late = await house().tap('周明远', shown, '撤销')
    expect(late.toast?.content).toBe('已超过10分钟，不能撤销，请按更正办理。')
    expect(buttonsOf(late.message)).toEqual([])
  })

  it('主任本人的话立项后撤销，什么也不留下，编号照样作废', async () => {
    const before = await dutyRows(house())
    await house().say('周明远', '督办 水政处 12月7日前 上报采砂巡查情况')
    await house().say('周明远', '撤销')
    expect(await dutyRows(house())).toEqual(before)
    await house().say('周明远', '督办 水政处 12月7日前 上报采砂巡查情况')
    expect(lastOf(house(), '水政处工作群', '督办通知').text).toContain('督〔2026〕4号')
  })

  it('来访登记后撤销：登记和保密内容的密钥都不留下', async () => {
    const keys = async () =>
      (await house().database.db.selectFrom('secret_key').select('matter').execute()).length
    const [before, had] = [await dutyRows(house()), await keys()]
    await house().say('严丽华', '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000')
    expect(await keys()).toBe(had + 1)
    const undone = await house().say('严丽华', '撤销')
    expect(undone.new.map((m) => m.text)).toContain('已撤销。')
    expect(await dutyRows(house())).toEqual(before)
    expect(await keys()).toBe(had)
  })

  it('只是查看的不算操作，不占撤销', async () => {
    await house().say('严丽华', '登记来访 李某某 2人 反映采砂问题')
    await house().say('严丽华', '信访进度 1号')
    const undone = await house().say('严丽华', '撤销')
    expect(undone.new.map((m) => m.text)).toContain('已撤销。')
    const rows = await house().database.db.selectFrom('petition').select('id').execute()
    expect(rows).toEqual([])
  })
})
