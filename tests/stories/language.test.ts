// What staff meet first: half a sentence waits for its other half, a slip is offered right, a date explains itself, the
// yearly notice comes in with everything that it changes shown before.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { buttonsOf, lastOf } from '../cards/seen.ts'
import { bothDatabases } from '../databases.ts'
import { type House, useHouse, withButton } from '../house.ts'
import { everythingIn } from '../privacy/everything.ts'

const texts = (said: { new: { text: string }[] }) => said.new.map(({ text }) => text)
const tasks = (house: House) =>
  house.database.db.selectFrom('task').select(['title', 'current_due', 'lead_unit']).execute()
const waiting = (house: House) =>
  house.database.db
    .selectFrom('waiting_question')
    .select(['state', 'sealed'])
    .orderBy('id')
    .execute()

describe.each(bothDatabases)('半句话等另外半句（%s）', (kind) => {
  const house = useHouse(kind)

  it('缺时限：说出已识别的，只问时限；下一条私聊“12月4日”补全整句', async () => {
    const asked = await house().say('金若水', '督办 工程处 上报堤防进度甲')
    const card = withButton(asked, '不办了', '请补充')
    expect(card.text).toContain('您说的是：督办 工程处 上报堤防进度甲')
    expect(card.text).toContain('请补充完成时限')
    const done = await house().say('金若水', '12月4日')
    withButton(done, '批准立项', '上报堤防进度甲')
    expect(await tasks(house())).toEqual([
      { title: '上报堤防进度甲', current_due: '2026-12-04', lead_unit: 'gongcheng' },
    ])
    expect(lastOf(house(), '金若水', '已补充').buttons).toEqual([])
  })

  it('两个日期都说得通：按钮各是一个日期，按一下即办', async () => {
    const asked = await house().say('金若水', '督办 人事处 周三前 报名单乙')
    const card = withButton(asked, '不办了')
    expect(buttonsOf(card)).toEqual(['11月25日（周三）', '12月2日（周三）', '不办了'])
    const done = await house().tap('金若水', card, '12月2日（周三）')
    expect(done.message.text).toContain('已按补充的内容办理')
    withButton(done, '批准立项', '报名单乙')
    expect((await tasks(house())).at(-1)).toMatchObject({ current_due: '2026-12-02' })
  })

  it('也可以直接打字：“第二个”或另一个日期', async () => {
    await house().say('金若水', '督办 人事处 周三前 报名单丙')
    await house().say('金若水', '第二个')
    await house().say('金若水', '督办 人事处 周三前 报名单丁')
    await house().say('金若水', '12月9日')
    const found = await tasks(house())
    expect(found.find(({ title }) => title === '报名单丙')?.current_due).toBe('2026-12-02')
    expect(found.find(({ title }) => title === '报名单丁')?.current_due).toBe('2026-12-09')
  })

  it('答非所问不丢原话：再问一次，之后照样补全；另说一句完整的话则另办', async () => {
    await house().say('金若水', '督办 财务处 报预算执行戊')
    const again = await house().say('金若水', '这个嘛')
    expect(withButton(again, '不办了').text).toContain('报预算执行戊')
    const other = await house().say('金若水', '督办台账')
    expect(texts(other).join()).toContain('台账')
    await house().say('金若水', '月底前')
    const found = await tasks(house())
    expect(found.find(({ title }) => title.includes('戊'))?.current_due).toBe('2026-11-30')
  })

  it('还缺别的就接着问，一次只问一样', async () => {
    const first = await house().say('金若水', '督办 12月10日前')
    expect(withButton(first, '不办了').text).toContain('请补充牵头单位')
    const second = await house().say('金若水', '水政处')
    expect(withButton(second, '不办了').text).toContain('请补充督办事项')
    const third = await house().say('金若水', '排查涉河违建己')
    withButton(third, '批准立项', '排查涉河违建己')
  })

  it('追问未答又另说一句完整开头的，按新的一句问，不拼在一起', async () => {
    await house().say('金若水', '督办 人事处 尽快 报名单癸')
    const again = await house().say('金若水', '督办 人事处 周三前 报名单癸')
    const asked = withButton(again, '不办了')
    expect(asked.text.match(/报名单癸/g)).toHaveLength(2)
    expect(asked.text).toContain('以哪一天为限')
    const open = (await waiting(house())).filter(({ state }) => state === 'open')
    expect(open).toHaveLength(1)
    await house().tap('金若水', asked, '不办了')
  })

  it('原话只以密文存放；答完即清', async () => {
    await house().say('金若水', '督办 工管处 检查险工险段庚')
    expect(await everythingIn(house().database)).not.toContain('险工险段庚')
    expect((await waiting(house())).filter(({ state }) => state === 'open')).toHaveLength(1)
    await house().tap('金若水', lastOf(house(), '金若水', '险工险段庚'), '不办了')
    expect((await waiting(house())).every(({ sealed }) => sealed === null)).toBe(true)
  })

  it('谈话内容、检举内容，追问期间也不留存、不显示', async () => {
    const canary = '苍鹭落在石坝'
    for (const said of [
      `谈话记录 不存在的人 11月20日 主要谈${canary}`,
      `谈活记录 何小雨 11月20日 主要谈${canary}`,
      `登记谈话 和何小雨谈了 内容：${canary}`,
    ]) {
      const asked = await house().say('李清和', said)
      expect(asked.new.some(({ text }) => text.includes('不办了') || text.includes('请补充'))).toBe(
        true,
      )
      expect(texts(asked).join()).not.toContain(canary)
    }
    const { rows } = await sql<{ id: string; sealed: Uint8Array }>`
      select id, sealed from waiting_question where sealed is not null`.execute(house().database.db)
    for (const { id, sealed } of rows) {
      const opened = await house()
        .database.db.transaction()
        .execute(async (trx) => (await house().parts.vault.open(trx, id, sealed)).reveal())
      expect(opened).not.toContain(canary)
    }
    const accused = await house().say('金若水', `督办 工程处 反映某人收了好处 ${canary}`)
    expect(texts(accused).join()).toContain('不作留存')
    expect(texts(accused).join()).not.toContain(canary)
  })

  it('别人按不动，三十分钟后过时：原话清除，按钮失效', async () => {
    const asked = await house().say('金若水', '督办 审计处 整改辛')
    const card = withButton(asked, '不办了')
    await house().turn({ to: '2026-11-25T09:40' })
    expect((await waiting(house())).every(({ sealed }) => sealed === null)).toBe(true)
    const late = await house().tap('金若水', card, '不办了')
    expect(late.toast?.type).toBe('error')
    expect(late.message.text).toContain('已过时')
    const before = (await tasks(house())).length
    await house().say('金若水', '12月4日前')
    expect(await tasks(house())).toHaveLength(before)
  })
})

describe('写错的命令', () => {
  const house = useHouse()

  it.each([
    ['督半 工程处', '督办', '请补充'],
    ['信仿进度 99号', '信访进度', '请私聊查询'],
    ['谈活计划', '谈话计划', '谈话安排'],
    ['帮住', '帮助', '可以这样说'],
    ['等记来访', '登记来访', ''],
  ])('“%s”给出〔%s〕，按一下即按改正的话办理', async (said, word, answer) => {
    const asked = await house().say('周明远', said)
    const card = withButton(asked, word, '没有看懂')
    const done = await house().tap('周明远', card, word)
    expect(texts(done).join('\n') + (done.toast?.content ?? '')).toContain(answer)
  })

  it('打字回“是”也一样；不相干的话不猜', async () => {
    await house().say('何小雨', '帮住')
    expect(texts(await house().say('何小雨', '是')).join()).toContain('可以这样说')
    expect(texts(await house().say('何小雨', '你好呀'))).toEqual([
      '没有看懂。发送“帮助”可查看可以办理的事项和写法。',
    ])
  })
})

describe('日期自己说得清', () => {
  const house = useHouse()

  it('算期限 5个工作日：中秋、国庆、调休逐日写明', async () => {
    const [card] = (await house().say('冯雪松', '算期限 2026-09-18 5个工作日')).new
    expect(card?.text).toContain('期限：9月24日（周四）')
    expect(card?.text).toContain('9月20日（周日）')
    expect(card?.text).toContain('调休上班')
  })

  it('日历日：届满日是休息日的，日期不动，另给内部目标', async () => {
    const [card] = (await house().say('冯雪松', '算期限 2026-11-20 十五个日历日')).new
    expect(card?.text).toContain('期限：12月5日（周六，休息日）')
    expect(card?.text).toContain('内部目标 12月4日（周五）')
    const [spoken] = (await house().say('冯雪松', '算期限 今天 60天内')).new
    expect(spoken?.text).toContain('2027年1月24日（周日，休息日）')
    expect(spoken?.text).toContain('暂按')
  })

  it('缺起算日就问，答了接着算', async () => {
    const asked = await house().say('冯雪松', '算期限 5个工作日')
    expect(withButton(asked, '不办了').text).toContain('请补充起算日期')
    const [card] = (await house().say('冯雪松', '今天')).new.filter((m) =>
      m.text.includes('期限：'),
    )
    expect(card?.text).toContain('期限：12月2日（周三）')
  })

  it.each([
    ['今天上班吗', '今天（11月25日，周三）上班。'],
    ['明天上班吗？', '11月26日（周四）上班。'],
    ['周六上班吗', '11月28日（周六，休息日）休息，周六。'],
    [
      '1月1日放假吗',
      '2027年1月1日（周五，休息日）休息，元旦。暂按法定节日推算，待国务院办公厅通知确认。',
    ],
  ])('%s', async (said, answer) => {
    expect(texts(await house().say('冯雪松', said))).toEqual([answer])
  })
})
