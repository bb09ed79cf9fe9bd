// Requests for a decision from asking to the end: every way out of them, by the right person, once.
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { type Shown, useHouse, withButton } from '../house.ts'
import { buttonsOf, labels, lastOf } from './seen.ts'

describe.each(bothDatabases)('审批（%s）', (kind) => {
  const house = useHouse(kind)
  const title = '上报标准化堤防建设进度'

  it('不予立项点两下：先按按钮，再选现成的原因', async () => {
    const said = await house().say('金若水', `督办 工程处 12月4日前 ${title}`)
    const card = withButton(said, '不予立项')
    const turned = await house().tap('周明远', card, '不予立项')
    expect(buttonsOf(turned.message)).toEqual([
      '事项不具体，请补充后再报',
      '已有同类督办事项',
      '按日常工作办理即可',
      '不予立项',
      '返回',
    ])
    const refused = await house().tap('周明远', card, '已有同类督办事项')
    expect(refused.message.text).toContain('意见：已有同类督办事项')
    expect(lastOf(house(), '金若水', title).text).toContain('不予立项：周明远')
  })

  it('请补充说明，申请人补充后主任看到', async () => {
    const said = await house().say('金若水', '督办 水政处 12月7日前 上报采砂巡查情况')
    const card = withButton(said, '其他办理')
    await house().tap('周明远', card, '其他办理')
    await house().tap('周明远', card, '请补充说明', { question: '巡查了哪些河段' })
    const asked = lastOf(house(), '金若水', '巡查了哪些河段')
    await house().tap('金若水', asked, '补充', { answer: '城区段和北段' })
    expect(lastOf(house(), '周明远', '采砂').text).toContain('补充说明：城区段和北段')
  })

  it('转交后由受转交的人决定，原来的人看到已转请谁', async () => {
    const card = lastOf(house(), '周明远', '采砂')
    await house().tap('周明远', card, '其他办理')
    const turned = await house().tap('周明远', card, '转交他人', { person: '孙晓东' })
    expect(turned.toast?.content).toBe('已转交孙晓东')
    expect(turned.message.text).toContain('已转请孙晓东审批。')
    expect(buttonsOf(turned.message)).toEqual(['撤销'])
    const theirs = lastOf(house(), '孙晓东', '采砂')
    const decided = await house().tap('孙晓东', theirs, '批准立项')
    expect(decided.message.text).toContain('已批准立项并交办：孙晓东')
    expect(lastOf(house(), '水政处工作群', '督办通知').text).toContain('督〔2026〕1号')
  })

  it('申请人撤回后，审批卡片不再有按钮', async () => {
    await house().say('章若兰', '督1号延期到12月18日 原因是汛后测量未完')
    const asked = lastOf(house(), '章若兰', '延期申请')
    await house().tap('章若兰', asked, '撤回申请')
    const card = lastOf(house(), '周明远', '延期申请')
    expect(card.text).toContain('已撤回')
    expect(buttonsOf(card)).toEqual([])
    expect(lastOf(house(), '水政处工作群', '督办通知').text).not.toContain('延期待批')
    const again = await house().say('章若兰', '督1号延期到12月21日 原因是汛后测量未完')
    expect(labels(withButton(again, '同意').buttons)).toContain('改定时限')
  })

  it('改定时限：由主任另定日期，不晚于原时限的不行', async () => {
    const card = lastOf(house(), '周明远', '申请延至 12月21日')
    await house().tap('周明远', card, '改定时限')
    const early = await house().tap('周明远', card, '改定时限', { day: '2026-12-01' })
    expect(early.toast?.content).toContain('不晚于现时限')
    expect(JSON.stringify(early.message.card)).toContain('"initial_date":"2026-12-01"')
    const done = await house().tap('周明远', card, '改定时限', { day: '2026-12-15' })
    expect(done.message.text).toContain('已改定')
    expect(lastOf(house(), '水政处工作群', '督办通知').text).toContain('时限 12月15日')
  })

  it('回复卡片说同意即办；单说同意而有几件在等，问是哪一件；只有一件即办', async () => {
    await house().say('金若水', '督办 财务处 12月8日前 上报预算执行情况')
    await house().say('金若水', '督办 规计处 12月9日前 上报项目建议书')
    const asked = await house().say('周明远', '同意')
    expect(asked.new.at(-1)?.text).toContain('您有2件待审批')
    const card = lastOf(house(), '周明远', '预算执行', '批准立项')
    await house().playground.say({
      as: '周明远',
      chat: 'bot',
      text: '同意',
      reply_to: card.message_id,
    })
    expect(lastOf(house(), '财务处工作群', '督办通知').text).toContain('预算执行')
    await house().say('周明远', '不同意 已有同类督办事项')
    expect(lastOf(house(), '金若水', '项目建议书').text).toContain('不予立项：周明远')
  })

  it('单说签收：只有一件即办；有几件的，问是哪一件', async () => {
    const one = await house().say('潘悦', '签收')
    expect(withButton(one, '撤销').text).toContain('已签收：督〔2026〕2号')
    const none = await house().say('潘悦', '签收')
    expect(none.new.at(-1)?.text).toContain('没有找到待您签收的事项')
  })

  it('全部同意：逐件列明，逐件可撤销', async () => {
    await house().say('金若水', '督办 财务处 12月10日前 上报决算初稿')
    await house().say('金若水', '督办 规计处 12月11日前 上报五年规划')
    const list = await house().say('周明远', '待审批')
    const batch = withButton(list, '全部同意（2件）')
    expect(batch.buttons.find((b) => b.text === '全部同意（2件）')?.confirm).not.toBeNull()
    const done = await house().tap('周明远', batch, '全部同意（2件）')
    expect(done.toast?.content).toBe('已同意2件')
    expect(buttonsOf(done.message)).toEqual(['撤销', '撤销'])
    const undone = await house().playground.tap({
      as: '周明远',
      message_id: batch.message_id,
      button: '撤销',
      nth: 2,
    })
    expect(buttonsOf(undone.message)).toEqual(['批准立项', '撤销'])
    expect(lastOf(house(), '财务处工作群', '决算初稿').text).toContain('督办通知')
    expect(lastOf(house(), '规计处工作群', '已撤回').buttons).toEqual([])
  })

  it('没有批复的，隔两个工作日提醒一次，第二次告知B角，第三次告知申请人，之后不再提醒', async () => {
    const turned = await house().turn({ to: '2026-12-08T09:00' })
    const told = turned.new.filter((m) => m.text.includes('已报审'))
    const mornings = Map.groupBy(told, ({ at }) => at.slice(5, 10))
    const names = (all: Shown[]) => chats.filter((name) => all.some((m) => m.chat === p2p(name)))
    expect(Object.fromEntries([...mornings].map(([on, all]) => [on, names(all)]))).toEqual({
      '11-27': ['周明远'],
      '12-01': ['周明远', '李清和'],
      '12-03': ['周明远', '李清和', '金若水'],
    })
  })

  const chats = ['周明远', '李清和', '金若水']
  const p2p = (name: string) =>
    house()
      .playground.people()
      .find((person) => person.name === name)?.p2p
})
