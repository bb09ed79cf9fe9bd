// Calm and switches, as the cast lives them: where an overdue line goes, the ladder's steps, the off switch, an emergency, quiet
// hours, and what a message says of itself.
import { describe, expect, it } from 'vitest'
import { type House, type Shown, useHouse, withButton } from '../house.ts'

const linesOf = (messages: Shown[], number: string) =>
  messages.flatMap((m) => m.text.split('\n').filter((line) => line.includes(number)))

/** The director's own words are 立项 and 交办 at once. */
async function order(house: House, unit: string, due: string, what: string): Promise<string> {
  const said = await house.say('周明远', `督办 ${unit} ${due}前 ${what}`)
  const number = said.new.map((m) => m.text.match(/督〔2026〕\d+号/)?.[0]).find(Boolean)
  if (!number) throw new Error(`no number in ${JSON.stringify(said.new.map((m) => m.text))}`)
  return number
}

describe('逾期阶梯（domain.md §3.5）', () => {
  const house = useHouse('pglite', { at: '2026-11-25T09:00:00+08:00' })
  let number = ''

  it('到期前的提醒行带〔签收〕〔反馈进展〕〔申请延期〕；点〔反馈进展〕，办理卡片到本人私聊', async () => {
    number = await order(house(), '工程处', '11月27日', '上报进度')
    const morning = await house().turn({ next: 'workday' })
    const inGroup = withButton(morning, '反馈进展', number)
    expect(inGroup.buttons.map((b) => b.text)).toEqual(['签收', '反馈进展', '申请延期'])
    const opened = await house().tap('邹亚楠', inGroup, '反馈进展')
    expect(opened.new.some((m) => m.fields.length > 0 && m.text.includes('上报进度'))).toBe(true)
    const stranger = await house().tap('金若水', inGroup, '反馈进展')
    expect(stranger.toast?.content).toContain('联络员或承办人')
  })

  it('逾期第1日只私聊；督查专员〔先缓一天〕一次，阶梯顺延一日，逾期天数照计', async () => {
    await house().turn({ to: '2026-11-27T12:00' })
    const first = await house().turn({ next: 'workday' })
    expect(first.now.slice(0, 10)).toBe('2026-11-30')
    const groups = house()
      .shown('工程处工作群')
      .filter((m) => m.text.includes('已逾期'))
    expect(groups).toEqual([])
    const grace = withButton(first, '先缓一天', number)
    const given = await house().tap('金若水', grace, '先缓一天')
    expect(given.toast?.content).toBe('已缓一天，逾期天数照计')
    const second = await house().turn({ next: 'workday' })
    expect(linesOf(second.new, number)[0]).toContain('已逾期2个工作日')
  })

  it('第3步起进本单位群；第5步主任得到〔催办〕〔约请说明〕〔报局领导〕，同日第二次催办不发', async () => {
    const third = await house().turn({ to: '2026-12-03T09:05' })
    const group = house()
      .shown('工程处工作群')
      .filter((m) => m.text.includes('已逾期'))
    expect(group).toHaveLength(1)
    expect(third.new.length).toBeGreaterThan(0)
    await house().turn({ to: '2026-12-07T09:05' })
    const card = house()
      .shown('周明远')
      .findLast((m) => m.buttons.some((b) => b.text === '催办'))
    if (!card) throw new Error('the director has no such card')
    const urged = await house().tap('周明远', card, '催办')
    expect(urged.new.map((m) => m.text).join()).toContain(`催办：${number}`)
    const again = await house().tap('周明远', card, '催办')
    expect(again.new.filter((m) => m.text.includes('催办：'))).toEqual([])
    expect(again.toast?.content).toContain('今日已催办')
  })

  it('没有本单位群的，全局群里只写编号和日期，不写单位', async () => {
    const other = await order(house(), '审计处', '12月8日', '报送审计整改情况')
    await house().turn({ to: '2026-12-14T09:05' })
    const lines = house()
      .shown('全局工作群')
      .flatMap((m) => m.text.split('\n'))
      .filter((line) => line.includes(other) && line.includes('逾期'))
    expect(lines).toEqual([`${other}（时限12月8日）已逾期。`])
  })
})

describe('暂停群消息', () => {
  const house = useHouse('pglite', { at: '2026-11-25T09:00:00+08:00' })

  it('只有主任和系统管理员可以；暂停后群里一条也没有，私聊照常', async () => {
    const no = await house().say('何小雨', '暂停群消息')
    expect(no.new[0]?.text).toContain('此项由办公室主任、系统管理员办理')
    const paused = await house().say('周明远', '暂停群消息')
    expect(paused.new.every((m) => m.text.includes('群消息已暂停'))).toBe(true)
    await order(house(), '工程处', '12月4日', '第一件')
    await order(house(), '工程处', '12月4日', '第二件')
    expect(house().shown('工程处工作群')).toEqual([])
  })

  it('恢复后每群合并为一条，按钮可用', async () => {
    await house().say('周明远', '恢复群消息')
    const [merged, ...more] = house().shown('工程处工作群')
    expect(more).toEqual([])
    expect(merged?.text).toContain('第一件')
    expect(merged?.text).toContain('第二件')
    expect(merged?.buttons.filter((b) => b.text === '签收')).toHaveLength(2)
  })
})

describe('应急状态', () => {
  const house = useHouse('pglite', { at: '2026-11-25T09:00:00+08:00' })

  it('主任一张卡片确认；其间只有标注的事项照发，休息日也发，其余结束后合并一次', async () => {
    const marked = await order(house(), '防汛办', '11月30日', '报送防汛值班表')
    const other = await order(house(), '工程处', '11月30日', '报送进度')
    const asked = await house().say('周明远', '启动防汛应急 至12月5日')
    const card = withButton(asked, '启动')
    expect(card.text).toContain('暂缓发送')
    const declared = await house().tap('周明远', card, '启动')
    expect(declared.message.text).toContain('到期自动结束')
    const during = await house().turn({ to: '2026-12-05T12:00' })
    expect(linesOf(during.new, other)).toEqual([])
    expect(linesOf(during.new, marked).length).toBeGreaterThan(0)
    expect(during.new.find((m) => m.text.includes(marked))?.text).toContain('防汛应急状态至')
    const after = await house().turn({ to: '2026-12-07T09:05' })
    const sheets = after.new.filter((m) => m.text.includes(other))
    expect(new Set(sheets.map((m) => m.chat)).size).toBe(sheets.length)
    expect(sheets.length).toBeGreaterThan(0)
  })
})

describe('非工作时间', () => {
  const house = useHouse('pglite', { at: '2026-11-25T20:00:00+08:00' })

  it('晚上办的事，发给别人的等到下个工作日8:35；办理人可以立即发', async () => {
    const said = await house().say('周明远', '督办 工程处 12月4日前 报送进度')
    const card = withButton(said, '立即发')
    expect(card.text).toContain('11月26日08:')
    expect(house().shown('工程处工作群')).toEqual([])
    const sent = await house().tap('周明远', card, '立即发')
    expect(sent.message.text).toContain('已发出')
    expect(house().shown('工程处工作群')).toHaveLength(1)
  })

  it('不点的，次日早上发出；特急立即发', async () => {
    await house().say('周明远', '督办 水政处 12月4日前 报送材料')
    expect(house().shown('水政处工作群')).toEqual([])
    await house().say('周明远', '特急 督办 防汛办 11月27日前 报冰凌情况')
    expect(house().shown('防汛办工作群')).toHaveLength(1)
    await house().turn({ next: 'workday' })
    expect(house().shown('水政处工作群').length).toBeGreaterThan(0)
  })
})

describe('为什么、运行情况、投递异常', () => {
  const house = useHouse('pglite', { at: '2026-11-25T09:00:00+08:00' })

  it('回复一张卡片问为什么，得到规则、下一次和如何停止', async () => {
    const number = await order(house(), '工程处', '12月4日', '报送进度')
    const [card] = house().shown('工程处工作群')
    if (!card) throw new Error('no card')
    const asked = await house().playground.say({
      as: '邹亚楠',
      chat: '工程处工作群',
      text: '@督办助手 为什么',
      reply_to: card.message_id,
    })
    const [answer] = asked.new
    expect(number).toBeTruthy()
    expect(answer?.text).toContain('规则：')
    expect(answer?.text).toContain('下一次：12月1日')
    expect(answer?.text).toContain('如何停止：')
  })

  it('运行情况说明心跳、待发和本月调用次数', async () => {
    const said = await house().say('周明远', '运行情况')
    expect(said.new[0]?.text).toMatch(/本月调用 .*发送\d+次/)
  })

  it('送不到的列在投递异常里，重发后送达', async () => {
    house().playground.chaos({
      ...{ side: 'api', kind: 'error', code: 230013, path: '/messages', times: 1 },
    })
    const ordering = await house().say('周明远', '督办 水政处 12月4日前 报送材料')
    const listed = await house().say('周明远', '投递异常')
    const card = withButton(listed, '重发')
    const again = await house().tap('周明远', card, '重发')
    expect(again.message.text).toContain('目前没有未送达的消息')
    const late = again.new.filter((m) => m.message_id !== card.message_id)
    expect(late).toHaveLength(1)
    expect(ordering.new.map((m) => m.message_id)).not.toContain(late[0]?.message_id)
  })
})
