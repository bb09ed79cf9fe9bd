// The main job from end to end, as the cast does it: registered, ordered, signed, reminded, extended, talked.
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'

describe.each(bothDatabases)('办公室的一天（%s）', (kind) => {
  const house = useHouse(kind)

  it('信访专员一句话登记来访，确认后得到编号和告知期限', async () => {
    const said = await house().say(
      '严丽华',
      '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000',
    )
    const card = withButton(said, '登记')
    expect(card.text).toContain('信访人 张某某')
    const done = await house().tap('严丽华', card, '登记')
    expect(done.toast?.content).toBe('已登记：信访〔2026〕1号')
    expect(done.message.text).toContain('12月10日（周四，含当日）前')
    expect(done.message.text).not.toContain('13800000000')
  })

  it('群内按编号查询只给编号、状态、时限', async () => {
    const asked = await house().say('何小雨', '@督办助手 信访进度 1号', '办公室工作群')
    expect(asked.new.map((m) => m.text)).toEqual([
      '信访〔2026〕1号：已登记，书面告知期限12月10日（周四）。',
    ])
    const unknown = await house().say('何小雨', '@督办助手 信访进度 99号', '办公室工作群')
    expect(unknown.new.map((m) => m.text)).toEqual(['请私聊查询。'])
  })

  it('督查专员提出，主任点一下批准，工程处群里出现督办通知，联络员签收', async () => {
    const said = await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    const approved = await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
    const order = withButton(approved, '签收')
    expect(order.text).toContain('督办通知 督〔2026〕1号')
    expect(order.text).toContain('时限 12月4日（周五）')
    const signed = await house().tap('邹亚楠', order, '签收')
    expect(signed.message.text).toContain('已签收：邹亚楠')
    expect(house().shown('工程处工作群')).toHaveLength(1)
  })

  it('T-3、T-1、到期日各一条，休息日没有', async () => {
    const mornings: Record<string, string[]> = {}
    for (let i = 0; i < 7; i++) {
      const turned = await house().turn({ next: 'workday' })
      const lines = turned.new.filter((m) => m.text.includes('督〔2026〕1号'))
      mornings[turned.now.slice(0, 10)] = lines.map(
        (m) => m.text.split('\n').findLast((line) => line.includes('督〔2026〕1号')) ?? '',
      )
    }
    const soon = '督〔2026〕1号将于12月4日（周五）到期，还有3个工作日，请抓紧办理，并反馈进展。'
    const eve =
      '督〔2026〕1号将于12月4日（周五）到期。如不能按期办结，请于到期日下班前提出延期申请并说明原因。'
    const due = '督〔2026〕1号今日到期（12月4日，周五），尚未报请办结。'
    expect(mornings).toEqual({
      '2026-11-26': [],
      '2026-11-27': [],
      '2026-11-30': [],
      '2026-12-01': [soon, soon],
      '2026-12-02': [],
      '2026-12-03': [eve, eve],
      '2026-12-04': [due, due],
    })
  })

  it('联络员申请延期，主任一点同意，每张卡片都写明由谁决定，只通知申请人一次', async () => {
    const asked = await house().say('邹亚楠', '督1号延期到12月18日 原因是合同审核未完')
    const decided = await house().tap('周明远', withButton(asked, '同意'), '同意')
    expect(decided.message.text).toContain('已同意，时限改为12月18日（周五）：周明远')
    expect(decided.message.buttons.map((b) => b.text)).toEqual(['撤销'])
    const asker = house().shown('邹亚楠')
    expect(asker.some((m) => m.text.includes('已同意，时限改为12月18日（周五）：周明远'))).toBe(
      true,
    )
    expect(
      asker.filter((m) => m.text === '督〔2026〕1号已同意延期，时限改为12月18日（周五）。'),
    ).toHaveLength(1)
    const order = house().shown('工程处工作群')[0]
    expect(order?.text).toContain('时限 12月18日（周五）（原时限12月4日（周五））')
    expect(asker.flatMap((m) => m.buttons.map((b) => b.text))).not.toContain('同意')
  })

  it('报请办结后不再提醒，主任同意办结并销号', async () => {
    const reported = await house().say('邹亚楠', '督1号办完了 进度表已上报')
    const closed = await house().tap(
      '周明远',
      withButton(reported, '同意办结并销号'),
      '同意办结并销号',
    )
    expect(closed.new.map((m) => m.text)).toContain('督〔2026〕1号经审核予以办结并销号。')
    const later = await house().turn({ to: '2026-12-22T09:00' })
    expect(later.new.filter((m) => m.text.includes('督〔2026〕1号'))).toEqual([])
  })

  it('主任登记一次谈话，季度计划随之计数，内容无处可填', async () => {
    const logged = await house().say('周明远', '登记谈话 今天和郑秀兰谈了')
    expect(withButton(logged, '撤销').text).toContain('谈话对象 郑秀兰')
    const plan = await house().say('周明远', '谈话计划 四季度')
    expect(plan.new[0]?.text).toContain('应谈4人，已谈1人，剩余3人')
    const card = withButton(plan, '登记')
    const ticked = await house().tap('周明远', card, '登记', { people: ['吴文博', '冯雪松'] })
    expect(ticked.message.text).toContain('应谈4人，已谈3人，剩余1人')
  })
})
