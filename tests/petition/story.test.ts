// Petitions from registration to close, as the cast does it: the rulebook's rows that have an effect (domain.md §8.2).
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { type Shown, useHouse, withButton } from '../house.ts'

const officer = '严丽华'
const director = '周明远'
const leader = '王建国'

describe.each(bothDatabases)('信访件从登记到办结（%s）', (kind) => {
  const house = useHouse(kind)

  const texts = (all: { new: Shown[] }) => all.new.map((m) => m.text)
  const shown = (who: string, holding: string) =>
    house()
      .shown(who)
      .filter((m) => m.text.includes(holding))
      .at(-1)
  const say = (who: string, text: string, chat?: string) => house().say(who, text, chat)
  const register = async (text: string, button = '登记', who = officer) => {
    const said = await say(who, text)
    return house().tap(who, withButton(said, button), button)
  }
  const cardOf = (who: string, button: string, holding: string): Shown =>
    withButton({ new: house().shown(who).toReversed() }, button, holding)
  const rows = () =>
    house()
      .database.db.selectFrom('petition')
      .selectAll()
      .where('state', '<>', 'draft')
      .orderBy('n')
      .execute()
  const row = async (n: number) => {
    const found = (await rows()).find((one) => one.n === n)
    if (!found) throw new Error(`no ${n}号`)
    return found
  }

  it('第4行：先问到场几人，一按即登记；涉及人数不计入人次', async () => {
    const said = await say(officer, '登记来访 赵某等12人 反映拖欠防汛料款 代表5人')
    const card = withButton(said, '登记：到场12人')
    expect(card.buttons.map((b) => b.text).slice(0, 3)).toEqual([
      '登记：到场12人',
      '登记：到场5人，涉及12人',
      '取消',
    ])
    await house().tap(officer, card, '登记：到场5人，涉及12人')
    expect(await row(1)).toMatchObject({
      headcount: 5,
      affected: 12,
      representatives: 5,
      collective: true,
      noticed_on: null,
    })
  })

  it('第1行：登记，已当场书面告知，15日即结', async () => {
    const done = await register(
      '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000',
      '登记，已当场书面告知',
    )
    expect(done.toast?.content).toBe('已登记：信访〔2026〕2号')
    expect(await row(2)).toMatchObject({ noticed_on: '2026-11-25', headcount: 3 })
  })

  it('第10、14行：转来件15日、5个工作日两个期限；异议缺理由追问，来文单位同意才退', async () => {
    const done = await register('省信访局转来一件 冯某 堤防占压补偿 来文11月24日')
    expect(done.message.text).toContain('12月10日（周四，含当日）前书面告知')
    expect(done.message.text).toContain('12月2日（周三，含当日）前向来文单位提出异议')
    expect(texts(await say(officer, '信访2026-3 不是我们的 退回')).join('\n')).toContain(
      '异议的理由',
    )
    expect(
      texts(await say(officer, '信访3号 不是我们的 退回 理由是属地方水利部门职权'))[0],
    ).toContain('来文单位同意前期限照算')
    expect(await row(3)).toMatchObject({ state: 'registered', objection_due: '2026-12-02' })
    await say(officer, '信访3号 来文单位同意异议')
    expect(await row(3)).toMatchObject({ state: 'exited', exit: 'returned' })
  })

  it('第12、16行：转办处室只有分办，呈主任同意；受理后60日', async () => {
    await register('登记来信 周某 11月20日收到 反映宿舍区供暖')
    expect(texts(await say(officer, '把信访4号转办给工管处')).some((t) => t.includes('转送'))).toBe(
      false,
    )
    expect(await row(4)).toMatchObject({ state: 'proposed', notice_due: '2026-12-05' })
    const asked = cardOf(director, '同意', '信访〔2026〕4号')
    expect(asked.text).not.toContain('周某')
    await house().tap(director, asked, '同意')
    expect(await row(4)).toMatchObject({
      state: 'routed',
      disposition: 'route_internal',
      unit: 'gongguan',
    })
    const acceptance = withButton(await say(officer, '受理4号'), '告知并受理')
    expect(acceptance.text).toContain('第三十一条第6项')
    await house().tap(officer, acceptance, '告知并受理')
    expect(await row(4)).toMatchObject({
      state: 'in_progress',
      noticed_on: '2026-11-25',
      legal_due: '2027-01-24',
      internal_target: '2027-01-22',
      route31: 6,
    })
  })

  it('第17、18行：延长不得超过30日；局领导批准，才延到2月23日', async () => {
    expect(texts(await say(officer, '4号再延60天'))).toEqual([
      '按第三十四条，延长不得超过30日，请核定天数。',
    ])
    await say('柏青松', '信访4号情况复杂 申请延期30天 理由是补偿协议还在核对')
    expect(await row(4)).toMatchObject({ extended_due: null })
    const asked = cardOf(leader, '批准', '信访〔2026〕4号')
    expect(asked.text).toContain('依据《信访工作条例》第三十四条')
    await house()
      .tap(director, cardOf(leader, '批准', '信访〔2026〕4号'), '批准')
      .catch(() => undefined)
    expect(await row(4)).toMatchObject({ extended_due: null })
    await house().tap(leader, asked, '批准')
    expect(await row(4)).toMatchObject({ legal_due: '2027-01-24', extended_due: '2027-02-23' })
    expect(shown(officer, '已批准延期')?.text).toContain('请告知信访人延期理由')
  })

  it('第19行：答复意见经主任同意，当面送达即办结，申请复查到12月25日', async () => {
    const file = withButton(await say(officer, '信访进度 4号'), '提交答复意见')
    const opened = await house().tap(officer, file, '提交答复意见')
    await house().tap(officer, opened.message, '提交答复意见', {
      result: '解释说明',
      text: '供暖已恢复',
      basis: '依据《物业管理条例》',
    })
    expect(await row(4)).toMatchObject({ state: 'under_review' })
    await house().tap(director, cardOf(director, '同意', '供暖已恢复'), '同意')
    expect(await row(4)).toMatchObject({ state: 'replied' })
    const said = await say(officer, '4号办结 答复意见书今天当面送达 已签收')
    expect(texts(said).join('\n')).toContain('申请复查至12月25日（周五）')
    expect(await row(4)).toMatchObject({
      state: 'completed',
      petitioner_deadline: '2026-12-25',
      archive_on: '2027-01-02',
    })
  })

  it('第37行：评价不满意，建议转督办，主任一按立项，不含信访人', async () => {
    await say(officer, '4号信访人评价不满意')
    const card = cardOf(director, '转督办', '信访〔2026〕4号')
    const done = await house().tap(director, card, '转督办')
    expect(done.toast?.content).toBe('已转督办')
    const task = await house().database.db.selectFrom('task').selectAll().executeTakeFirstOrThrow()
    expect(task.title).toContain('信访〔2026〕4号')
    expect(JSON.stringify(task)).not.toMatch(/周某|供暖/)
    await house()
      .tap(director, done.message, '转督办')
      .catch(() => undefined)
    expect(await house().database.db.selectFrom('task').select('id').execute()).toHaveLength(1)
  })

  it('第11、41行：交办件两个日期并列；撤回后仍须上报', async () => {
    const done = await register('黄委交办件 陈某 滩区房台 12月15日前报办结报告')
    expect(done.message.text).toContain('来文时限12月15日（周二），内部时限12月10日（周四）')
    expect(texts(await say(officer, '5号陈某撤回了 写了说明'))[0]).toContain('交办件仍须报来文单位')
    expect(texts(await say(officer, '5号办结报告今天报黄委了'))[0]).toContain('请补充文号')
    expect(await row(5)).toMatchObject({
      state: 'exited',
      exit: 'withdrawn',
      sender_internal: '2026-12-10',
    })
  })

  it('第38行：下级单位，追问转送还是交办', async () => {
    await register('登记来信 郑某 11月24日收到 反映取水口堵塞')
    const card = withButton(
      await say(officer, '把6号转给云河市局 已告诉他了'),
      '转送云河市局并告知去向',
    )
    await house().tap(officer, card, '转送云河市局并告知去向')
    expect(await row(6)).toMatchObject({
      state: 'exited',
      exit: 'transferred',
      noticed_on: '2026-11-25',
    })
  })

  it('第39行：咨询当场答复，一按办结', async () => {
    await register('咨询水费的 当场答复了 单子也给了', '当场告知并答复，办结')
    expect(await row(7)).toMatchObject({
      state: 'exited',
      exit: 'answered',
      noticed_on: '2026-11-25',
    })
  })

  it('第20行：重复件选定候选，不新开60日，计一个事项', async () => {
    const said = await say(officer, '张某某又来了 还是上次那个事 2个人')
    const linked = await house().tap(
      officer,
      withButton(said, '同信访〔2026〕2号'),
      '同信访〔2026〕2号',
    )
    await house().tap(officer, linked.message, '登记')
    const [second, eighth] = [await row(2), await row(8)]
    expect(eighth).toMatchObject({
      matter: second.matter,
      headcount: 2,
      legal_due: null,
      summary: '淤区土地补偿',
    })
  })

  it('第28行：人多在大门口，立即私聊主任和值班员，群内没有', async () => {
    await register('登记来访 二十来人 没留姓名 在大门口 反映工资')
    for (const who of [director, '陶行远'])
      expect(shown(who, '重大紧急')?.text).toContain('信访〔2026〕9号')
    expect(
      house()
        .shown('办公室工作群')
        .concat(house().shown('全局工作群'))
        .filter((m) => m.text.includes('工资')),
    ).toEqual([])
    await house().tap('陶行远', cardOf('陶行远', '报局领导', '信访〔2026〕9号'), '报局领导')
    expect(shown(leader, '重大紧急信访事项')).toBeDefined()
  })

  it('人数为约数的，核实前不出总结那句话；更正后才出', async () => {
    expect(texts(await say(director, '今年信访数据 出总结那句话'))).toEqual([
      '1批次来访的人数尚不清楚，数字核实前不出总结。请先补充。',
    ])
    expect(texts(await say(officer, '信访9号 人数改成18人')).join('\n')).toContain('人数20人→18人')
    const said = await say(director, '今年信访数据 出总结那句话')
    // 5+3+1+2+18人次；来信3、4、5、6号；转办4、6号。
    expect(texts(said)[0]).toContain('今年共接待群众来访29人次，办理人民来信4件，转办2件。')
  })

  it('更正收信日期：期限由旧到新写明，并告知主任', async () => {
    expect(texts(await say(officer, '信访9号 来访日期应为11月24日')).join('\n')).toContain(
      '告知期限12月10日（周四）→12月9日（周三）',
    )
    expect(shown(director, '更正为2026-11-24')).toBeDefined()
  })

  it('第7行：检举控告只记形式、日期，编号不外露，内容无处可寻', async () => {
    const said = await say(officer, '收到匿名信一封，反映某单位招待费问题')
    expect(texts(said)[0]).not.toContain('招待费')
    const { db } = house().database
    const everything = JSON.stringify([
      await db.selectFrom('accusation').selectAll().execute(),
      await db.selectFrom('record').selectAll().execute(),
      await db.selectFrom('outbox').selectAll().execute(),
    ])
    expect(everything).not.toContain('招待费')
    const card = withButton(said, '纸质件已移交纪检')
    await house().tap(officer, card, '纸质件已移交纪检', { day: '2026-11-25', signer: '戚守正' })
    expect(await db.selectFrom('accusation').select(['handed_on', 'signer']).execute()).toEqual([
      { handed_on: '2026-11-25', signer: '戚守正' },
    ])
    expect((await say('何小雨', '收到举报信一封')).new.map((m) => m.text)[0]).not.toContain(
      '移交日期',
    )
  })

  it('第21、22行：群内按姓名查不作回应；按号只给编号、状态、期限', async () => {
    const asked = await say('孔令仪', '@督办助手 信访进度 5号', '办公室工作群')
    expect(texts(asked)).toEqual(['信访〔2026〕5号：撤回，书面告知期限12月10日（周四）。'])
    const named = await say('何小雨', '@督办助手 查一下张某某的信访件', '办公室工作群')
    expect(
      named.new.filter(
        (m) => m.chat === house().shown('办公室工作群')[0]?.chat && m.from === 'bot',
      ),
    ).toEqual([])
  })

  it('第29行：扬言须由信访专员确认，确认前不存', async () => {
    await say('何小雨', '登记来访 何某 说不解决就去北京')
    expect(shown(officer, '请核实')?.text).not.toContain('北京')
    expect(
      JSON.stringify(await house().database.db.selectFrom('petition').selectAll().execute()),
    ).not.toContain('北京')
  })

  it('两人登记同一次来访，取号前提醒', async () => {
    const said = await say('施雅琴', '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000')
    const twice = await house().tap('施雅琴', withButton(said, '登记'), '登记')
    expect(twice.message.text).toContain('信访〔2026〕2号，严丽华登记')
    await house().tap('施雅琴', twice.message, '取消')
    expect((await rows()).map((one) => one.n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('第34行：登记错了，作废，编号保留', async () => {
    await register('登记来电 昨天下午三点 吴某 反映水费')
    expect(texts(await say(officer, '登记错了 撤销刚才那件'))[0]).toContain(
      '已作废，编号保留：信访〔2026〕10号',
    )
    expect(await row(10)).toMatchObject({ state: 'voided' })
    expect(texts(await say('孔令仪', '@督办助手 信访进度 10号', '办公室工作群'))).toEqual([
      '请私聊查询。',
    ])
  })

  it('第40行：向我申请的复查，30日；局领导批准意见', async () => {
    const said = await say(officer, '登记复查申请 韩某 不服某市局意见书 11月10日送达 今天收到')
    expect(texts(said)[0]).toContain('12月25日（周五）')
    expect(texts(said)[0]).toContain('申请期 至12月10日（周四），不据此拒收')
    await say(officer, '复查〔2026〕1号 意见：维持')
    await house().tap(leader, cardOf(leader, '批准', '复查〔2026〕1号'), '批准')
    expect(
      await house()
        .database.db.selectFrom('incoming_review')
        .select(['state', 'result', 'decided_on'])
        .execute(),
    ).toEqual([{ state: 'decided', result: '维持', decided_on: '2026-11-25' }])
  })

  it('快到期的、为什么、我经办的', async () => {
    expect(texts(await say(director, '快到期的信访件'))[0]).toContain('7日内')
    expect(texts(await say(officer, '为什么 信访3号'))[0]).toContain('第5日')
    expect(texts(await say('柏青松', '我经办的信访件'))[0]).toBeDefined()
  })
})
