// 代录: entered for whoever gave it on paper, by telephone or word; marked, told once, and taken back on that person's word.
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'
import { buttonsOf, dutyRows, lastOf } from './seen.ts'

describe.each(bothDatabases)('代录（%s）', (kind) => {
  const house = useHouse(kind)

  it('督查专员代录电话反馈：卡片写明代录、方式和日期，本人收到一次告知', async () => {
    const said = await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
    const entered = await house().say('金若水', '督1号 工程处电话反馈 已完成招标')
    expect(withButton(entered, '撤销').text).toContain('已收到反馈：督〔2026〕1号')
    const order = lastOf(house(), '工程处工作群', '督〔2026〕1号')
    expect(order.text).toContain('已签收：邹亚楠 11月25日09:00（代录：金若水，电话，11月25日）')
    expect(order.text).toMatch(/最近反馈（邹亚楠 .*）（代录：金若水，电话，11月25日）：已完成招标/)
    const told = house()
      .shown('邹亚楠')
      .filter((m) => m.text.includes('代录告知'))
    expect(told.map(buttonsOf)).toEqual([['有误']])
    const row = await house()
      .database.db.selectFrom('record')
      .select(['by', 'on_behalf_of'])
      .where('verb', '=', 'feedback')
      .executeTakeFirstOrThrow()
    expect(row.by).not.toBe(row.on_behalf_of)
  })

  it('本人按有误：退回原状态，代录人得到通知', async () => {
    await house().tap('邹亚楠', lastOf(house(), '邹亚楠', '代录告知'), '有误')
    const order = lastOf(house(), '工程处工作群', '督〔2026〕1号')
    expect(order.text).toContain('已交办（待签收）')
    expect(order.text).not.toContain('代录')
    expect(lastOf(house(), '金若水', '反映代录有误').text).toBe(
      '邹亚楠反映代录有误，已退回原状态，请核实后重新办理。',
    )
  })

  it('局长书面批准延期由督查专员代录，写明日期；不写日期的要补', async () => {
    await house().say('邹亚楠', '督1号延期到12月18日 原因是合同审核未完')
    const undated = await house().say('金若水', '督1号延期 王局长书面批准')
    expect(undated.new.at(-1)?.text).toContain('请补充作出的日期')
    await house().say('金若水', '督1号延期 王局长11月24日书面批准')
    const card = lastOf(house(), '周明远', '延期申请 督〔2026〕1号')
    expect(card.text).toContain('王建国 11月25日09:00（代录：金若水，书面，11月24日）')
    expect(buttonsOf(card)).toEqual([])
    expect(lastOf(house(), '王建国', '代录告知').text).toContain('已同意延期')
  })

  it('不能代录本人的，无权的人不能代录，代录不能越过本人的权限', async () => {
    const before = await dutyRows(house())
    const own = await house().say('金若水', '督1号 金若水电话反馈 已完成')
    expect(own.new.at(-1)?.text).toBe('本人事项不作代录，请直接办理。')
    const others = await house().say('何小雨', '督1号 工程处电话反馈 已完成')
    expect(others.new.at(-1)?.text).toContain('此项由督查专员、信访专员办理')
    const beyond = await house().say('金若水', '督1号 章若兰电话反馈 已完成')
    expect(beyond.new.at(-1)?.text).toContain('此项由工程处负责人或联络员办理')
    const letter = await house().say('金若水', '督1号 工程处电话反馈 群众举报某人受贿')
    expect(letter.new.at(-1)?.text).toContain('不在本平台登记')
    expect(await dutyRows(house())).toEqual(before)
  })
})
