// A task's way after its order, told by the cast: 审签 and 销号, 异议, 改派, 暂缓, 撤销, 合并, 催办, 先缓一天, 重新办理.
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { type House, useHouse, withButton } from '../house.ts'

const states = async (house: House) => {
  const rows = await house.database.db
    .selectFrom('task')
    .select(['n', 'state', 'current_due', 'lead_unit'])
    .where('n', 'is not', null)
    .orderBy('n')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.n, row]))
}

const words = (said: { new: { text: string }[] }) => said.new.map((m) => m.text).join('\n')

describe.each(bothDatabases)('督办事项的各种去向（%s）', (kind) => {
  const house = useHouse(kind)
  const say = (who: string, text: string) => house().say(who, text)
  const order = (text: string) => say('周明远', text)
  const stateOf = async (n: number) => (await states(house()))[n]?.state

  it('会议事项：主任同意办结后尚差领导审签，督查专员登记审签日期，再销号', async () => {
    await order('督办 工程处 12月4日前 上报标准化堤防建设进度 来源：11月23日局长办公会')
    const reported = await say('邹亚楠', '督1号办完了 进度表已上报')
    const agreed = await house().tap('周明远', withButton(reported, '同意办结'), '同意办结')
    expect(words(agreed)).toContain('督〔2026〕1号经审核予以办结，现报请销号。')
    expect(await stateOf(1)).toBe('awaiting_signoff')

    const early = await say('金若水', '督1号销号')
    expect(words(early)).toContain('尚差领导审签')
    const card = withButton(early, '局领导已审签（日期）')
    const none = await house().tap('金若水', card, '局领导已审签（日期）')
    expect(none.toast?.content).toContain('请补充审签领导')
    const ahead = { leader: '王建国', day: '2026-11-26' }
    const future = await house().tap('金若水', card, '局领导已审签（日期）', ahead)
    expect(future.toast?.content).toContain('还没有到')
    const marked = { leader: '王建国', day: '2026-11-25' }
    const signed = await house().tap('金若水', card, '局领导已审签（日期）', marked)
    expect(signed.message.text).toContain('已办结，尚未销号')
    expect(await stateOf(1)).toBe('completed')
    const closed = await house().tap('金若水', signed.message, '销号')
    expect(words(closed)).toContain('督〔2026〕1号已销号。')
    expect(await stateOf(1)).toBe('closed_out')
    expect(house().shown('工程处工作群')[0]?.text).toContain('局领导审签：王建国，11月25日')
  })

  it('审签只由督查专员登记或局领导本人作出；另有要求的继续办理，时限不变', async () => {
    await order('督办 工程处 12月4日前 报送检查方案 来源：局党组会')
    const reported = await say('邹亚楠', '督2号办完了 方案已报')
    await house().tap('周明远', withButton(reported, '同意办结'), '同意办结')
    expect(words(await say('邹亚楠', '督2号 王建国11月25日已审签'))).toContain(
      '此项由督查专员、局领导办理',
    )
    const more = await say('金若水', '督2号领导另有要求 请补充验收结论')
    expect(words(more)).toContain('另有要求：请补充验收结论。原时限不变（12月4日')
    expect(await stateOf(2)).toBe('in_progress')
    const again = await say('邹亚楠', '督2号办完了 结论已补')
    await house().tap('周明远', withButton(again, '同意办结'), '同意办结')
    await say('王建国', '督2号已审签')
    expect(await stateOf(2)).toBe('completed')
  })

  it('一般事项：“14号同意办结并销号”一次办结；主任重新办理要写明时限和原因', async () => {
    await order('督办 工程处 12月7日前 报送冬季施工安排')
    await say('邹亚楠', '督3号办完了 安排已报')
    await say('周明远', '督3号同意办结并销号')
    expect(await stateOf(3)).toBe('closed_out')
    expect(words(await say('周明远', '督3号重新办理'))).toContain('新的完成时限')
    await say('周明远', '督3号重新办理 12月21日前 回头看发现未落实')
    expect((await states(house()))[3]).toMatchObject({
      state: 'in_progress',
      current_due: '2026-12-21',
    })
  })

  it('异议只由承办部门负责人提出，主任改派后新单位重新签收，原时限不变', async () => {
    await order('督办 工程处 12月4日前 完成涉河违建排查')
    expect(words(await say('邹亚楠', '督4号不归我们管 应该是水政处'))).toContain('承办部门负责人')
    const objected = await say('谢大川', '督4号不归我们管 应该是水政处')
    expect(await stateOf(4)).toBe('objected')
    await house().tap('周明远', withButton(objected, '改派'), '改派')
    expect((await states(house()))[4]).toMatchObject({
      state: 'ordered',
      lead_unit: 'shuizheng',
      current_due: '2026-12-04',
    })
    expect(house().shown('水政处工作群')[0]?.text).toContain('督〔2026〕4号')
    await say('章若兰', '签收 督4号')
    expect(await stateOf(4)).toBe('in_progress')
  })

  it('异议维持：回到原状态，告知理由', async () => {
    await order('督办 工程处 12月9日前 报送安全台账')
    const objected = await say('谢大川', '督5号不属于本单位 应为工管处')
    const reasons = await house().tap(
      '周明远',
      withButton(objected, '维持原承办单位'),
      '维持原承办单位',
    )
    const ready = '职责分工已明确，请按期办理'
    const upheld = await house().tap('周明远', reasons.message, ready)
    expect(words(upheld)).toContain('维持原承办单位。意见：职责分工已明确')
    expect(await stateOf(5)).toBe('ordered')
  })

  it('改派只由主任作出；暂缓须有复核日期，恢复后按时限办理', async () => {
    expect(words(await say('金若水', '督5号改派工管处'))).toContain('此项由办公室主任办理')
    await say('周明远', '督5号改派工管处')
    expect((await states(house()))[5]?.lead_unit).toBe('gongguan')
    expect(words(await say('周明远', '督5号先暂缓 等上级批复'))).toContain('复核日期')
    await say('周明远', '督5号暂缓到12月31日 等上级批复')
    expect(await stateOf(5)).toBe('suspended')
    expect(words(await say('柏青松', '反馈 督5号 在办'))).toContain('当前为“暂缓”')
    await say('周明远', '督5号恢复办理 1月15日前')
    expect((await states(house()))[5]).toMatchObject({
      state: 'ordered',
      current_due: '2027-01-15',
    })
  })

  it('会议事项撤销须有交办领导的意见，原话留痕', async () => {
    await order('督办 财务处 12月10日前 报送决算说明 来源：局长办公会')
    expect(words(await say('周明远', '撤销督6号 领导说不办了'))).toContain('交办领导的意见')
    await say('周明远', '撤销督6号 任务已取消 王局长同意')
    expect(await stateOf(6)).toBe('withdrawn')
    expect(house().shown('财务处工作群')[0]?.text).toContain('原因：任务已取消')
    expect(house().shown('财务处工作群')[0]?.text).not.toContain('王局长')
    const row = house().database.db.selectFrom('task').select('consent').where('n', '=', 6)
    expect(await row.executeTakeFirst()).toEqual({ consent: '王局长同意' })
  })

  it('合并先给主任确认，保留较早编号与较早时限', async () => {
    await order('督办 规计处 12月18日前 报送投资计划')
    await order('督办 规计处 12月11日前 报送投资计划表')
    const asked = await say('周明远', '督8号和督7号是一回事 合并')
    expect(await stateOf(8)).toBe('ordered')
    const merged = await house().tap('周明远', withButton(asked, '确认合并'), '确认合并')
    expect(merged.toast?.content).toBe('已合并：督〔2026〕8号并入督〔2026〕7号')
    expect((await states(house()))[7]).toMatchObject({
      state: 'ordered',
      current_due: '2026-12-11',
    })
    expect(await stateOf(8)).toBe('merged')
  })

  it('催办每件每日一次，告知承办单位，记入记录', async () => {
    const urged = await say('金若水', '催一下督7号')
    expect(words(urged)).toContain('催办：督〔2026〕7号（时限12月11日）')
    expect(words(urged)).toContain('已催办：督〔2026〕7号（第1次）')
    expect(words(await say('周明远', '催办 督7号'))).toContain('今日已催办')
    expect(words(await say('奚文静', '催办 督7号'))).toContain('此项由办公室主任、督查专员办理')
  })

  it('先缓一天只在逾期首日由督查专员作出；暂缓期满列入早间汇总', async () => {
    await order('督办 防汛办 11月27日前 报送物资清单')
    await order('督办 防汛办 12月18日前 报送预案')
    await say('周明远', '督10号暂缓到11月30日 等上级批复')
    const morning = await house().turn({ to: '2026-11-30T09:00' })
    expect(words(morning)).toContain('督〔2026〕10号暂缓期满，请复核')
    expect(words(await say('彭海波', '督9号口头报结了 先缓一天'))).toContain('此项由督查专员办理')
    expect(words(await say('金若水', '督9号口头报结了 先缓一天'))).toContain(
      '已缓一天，逾期天数照计',
    )
  })

  it('异议过了2个工作日不再受理', async () => {
    expect(words(await say('范永安', '督9号不归我们管 应该是工程处'))).toContain(
      '异议须在2026-11-27前提出',
    )
  })
})
