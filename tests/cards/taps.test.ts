// Who taps, and on what: every callback is treated as forged, and whatever is refused heals the card and changes nothing.
import { describe, expect, it } from 'vitest'
import { dispatch } from '../../bot/dispatch.ts'
import { useHouse, withButton } from '../house.ts'
import { buttonsOf, callback, carriedBy, dutyRows, lastOf, verbs } from './seen.ts'

describe('按钮由谁按、按在什么上', () => {
  const house = useHouse()

  it('无权的人按了不生效，记入台账，卡片不变', async () => {
    const said = await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    const approval = withButton(said, '批准立项')
    await house().tap('周明远', approval, '批准立项')
    const order = lastOf(house(), '工程处工作群', '督办通知')
    const before = await dutyRows(house())
    const tapped = await house().tap('金若水', order, '签收')
    expect(tapped.toast?.content).toBe('此项由工程处负责人或联络员办理。')
    expect(await dutyRows(house())).toEqual(before)
    expect((await verbs(house())).at(-1)).toBe('supervision/tap-refused')
    expect(tapped.message.text).toBe(order.text)
  })

  it('转到别人手里的私聊卡片，别人按了不生效，也看不到新内容', async () => {
    const said = await house().say('金若水', '督办 水政处 12月7日前 上报采砂巡查情况')
    const card = withButton(said, '批准立项')
    const tap = callback(house(), '李清和', card, carriedBy(card, '批准立项'))
    const answer = await dispatch(house().parts, tap)
    expect(answer.toast?.content).toBe('此项由收到此卡片的本人办理。')
    expect(answer.card).toBeUndefined()
    expect((await verbs(house())).at(-1)).toBe('approval/tap-refused')
  })

  it('没有操作人、别的租户的人、伪造的按钮：都不生效', async () => {
    const card = lastOf(house(), '周明远', '采砂巡查')
    const value = carriedBy(card, '批准立项')
    const before = await dutyRows(house())
    const nobody = await dispatch(house().parts, callback(house(), null, card, value))
    expect(nobody.toast?.content).toContain('无法确认您的身份')
    const foreign = callback(house(), '周明远', card, value, { foreign: true })
    expect((await dispatch(house().parts, foreign)).toast?.content).toContain('不在本单位名册')
    const elsewhere = callback(house(), '周明远', card, { f: 'approval', t: 'none', s: 'x' })
    expect((await dispatch(house().parts, elsewhere)).toast?.content).toContain('此卡片已更新')
    const unknown = callback(house(), '周明远', card, {
      f: 'approval',
      t: 'agree',
      s: '00000000-0000-7000-8000-000000000000',
    })
    const healed = await dispatch(house().parts, unknown)
    expect(healed.toast?.content).toContain('没有找到')
    expect(healed.card?.content).toContain('采砂巡查')
    expect(await dutyRows(house())).toEqual(before)
    expect((await verbs(house())).slice(-4).every((verb) => verb.endsWith('tap-refused'))).toBe(
      true,
    )
  })

  it('填写不完整的表单被退回时，已填的内容还在，并写明缺哪一项', async () => {
    const order = lastOf(house(), '工程处工作群', '督办通知')
    const tapped = await house().tap('邹亚楠', order, '申请延期', {
      text: '**合同** <at id=all></at> 审核未完',
    })
    expect(tapped.toast?.content).toContain('请补充延至日期')
    const shown = JSON.stringify(tapped.message.card)
    expect(shown).toContain('"default_value":"**合同** <at id=all></at> 审核未完"')
    const rows = JSON.stringify(await dutyRows(house()))
    expect(rows).not.toContain('at id=all')
    const inbox = await house().database.db.selectFrom('inbox').selectAll().execute()
    expect(JSON.stringify(inbox)).not.toContain('at id=all')
  })

  it('不合格式的内容指出是哪一栏', async () => {
    const order = lastOf(house(), '工程处工作群', '督办通知')
    const value = carriedBy(order, '反馈进展')
    const tap = callback(house(), '邹亚楠', order, value, { form: { text: '进展', day: '明天' } })
    const answer = await dispatch(house().parts, tap)
    expect(answer.toast?.content).toContain('“预计完成或申请延至”填写不符合要求')
    expect(answer.card?.content).toContain('"default_value":"进展"')
  })

  it('同一人400毫秒内连按三次：一次决定，一条记录，一次通知', async () => {
    const card = lastOf(house(), '周明远', '采砂巡查')
    const result = await house().playground.tap({
      as: '周明远',
      message_id: card.message_id,
      button: '批准立项',
      repeat: 3,
    })
    expect(buttonsOf(result.message)).toEqual(['撤销'])
    const done = (await verbs(house())).filter((verb) => verb === 'approval/agreed')
    expect(done).toHaveLength(2)
    expect(house().shown('水政处工作群')).toHaveLength(1)
  })

  it('已决定的再按，告知由谁何时决定', async () => {
    const card = lastOf(house(), '周明远', '采砂巡查')
    const subject = carriedBy(card, '撤销') ? await agreedId() : ''
    const again = callback(house(), '周明远', card, { f: 'approval', t: 'agree', s: subject })
    const answer = await dispatch(house().parts, again)
    expect(answer.toast?.content).toMatch(/^此督办立项申请已由周明远于11月25日09:00同意。$/)
    expect(answer.card?.content).toContain('已批准立项并交办')
  })

  async function agreedId(): Promise<string> {
    const row = await house()
      .database.db.selectFrom('approval')
      .select('id')
      .where('state', '=', 'agreed')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    return row.id
  }
})
