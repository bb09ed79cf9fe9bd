// What the clock says of talks over the turn of a quarter, and that nothing of what is said in talks is kept anywhere.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { type House, useHouse, withButton } from '../house.ts'

const lines = (house: House, who: string, from: number) =>
  house
    .shown(who)
    .slice(from)
    .filter((m) => m.text.includes('谈话'))
    .map((m) => ({ at: m.at.slice(0, 10), text: m.text }))

describe('季度里的提醒', () => {
  const house = useHouse('pglite', { at: '2026-12-17T09:00:00+08:00' })

  it('12月18日、12月29日提醒副主任，1月4日给计划并向主任报数，其余日子不说', async () => {
    await house().say('李清和', '登记谈话 今天和吴文博谈了')
    const [deputy, director, head] = ['李清和', '周明远', '吴文博'].map(
      (p) => house().shown(p).length,
    )
    await house().turn({ to: '2027-01-29T09:00' })
    const told = lines(house(), '李清和', deputy ?? 0)
    expect(told.map(({ at }) => at)).toEqual(['2026-12-18', '2026-12-29', '2027-01-04'])
    expect(told[0]?.text).toContain('含今日还有10个工作日，您已谈1次、1人，请统筹安排')
    expect(told[0]?.text).toContain('暂按法定节日推算')
    expect(told[0]?.text).not.toMatch(/未达|差/u)
    expect(told[2]?.text).toContain('第一季度谈话安排：共8人，建议')
    const report = lines(house(), '周明远', director ?? 0)
    expect(report.map(({ at }) => at)).toEqual(['2026-12-18', '2026-12-29', '2027-01-04'])
    expect(report[0]?.text).toContain('含今日还有10个工作日，尚有4人未谈，需每两天谈1人')
    expect(report[2]?.text).toContain('2026年四季度谈话进展：主任应谈科长4人，已谈0人')
    // 科长的谈话是软目标：只给计划，不催。
    expect(lines(house(), '吴文博', head ?? 0).map(({ at }) => at)).toEqual(['2027-01-04'])
  }, 120_000)

  it('结账以后补录的，按当日看仍是原来的数字', async () => {
    const asked = await house().say('李清和', '补录 2026年12月20日 与郑秀兰谈话')
    await house().tap('周明远', withButton(asked, '同意', '郑秀兰'), '同意')
    const now = await house().say('周明远', '2026年四季度谈话统计')
    expect(now.new.map((m) => m.text).join()).toContain('副主任已谈2次、2人')
    const then = await house().say('周明远', '2026年四季度谈话统计 截至2027年1月4日')
    expect(then.new.map((m) => m.text).join()).toContain('副主任已谈1次、1人')
  })
})

describe.each(bothDatabases)('谈话内容不留痕迹（%s）', (kind) => {
  const house = useHouse(kind)
  const canary = '金丝雀七四二'

  /** Every value of every table, as text. */
  async function everything(): Promise<string> {
    const { db } = house().database
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
      db,
    )
    const rows = []
    for (const { name } of tables.rows)
      rows.push(...(await sql`select t::text as row from ${sql.table(name)} as t`.execute(db)).rows)
    return JSON.stringify(rows)
  }

  const inMessages = () =>
    ['李清和', '何小雨', '周明远', '姜海涛'].filter((who) =>
      house()
        .shown(who)
        .some((m) => m.from === 'bot' && m.text.includes(canary)),
    )

  it('默认不存：消息、日志、数据库里都没有', async () => {
    await house().say('李清和', `登记谈话 昨天和何小雨谈了 主要谈${canary}`)
    await house().say('李清和', `谈话记录 陶行远 11月20日 内容：${canary}`)
    await house().say('李清和', `谈话记录 不存在的人 11月20日 主要谈${canary}`)
    expect(inMessages()).toEqual([])
    expect(house().logs.join()).not.toContain(canary)
    expect(await everything()).not.toContain(canary)
  })

  it('设为可录：库里是密文，只有谈话人能看，给对方看以后对方也能看，主任、管理员不能', async () => {
    const { db } = house().database
    await db.transaction().execute(async (trx) => {
      await trx
        .insertInto('setting')
        .values({ key: 'talk.content', value: sql`'true'::jsonb` as never })
        .execute()
    })
    const said = await house().say('李清和', `登记谈话 昨天和何小雨谈了 主要谈${canary}`)
    const card = withButton(said, '查看内容')
    expect(inMessages()).toEqual([])
    await house().tap('李清和', card, '查看内容')
    expect(inMessages()).toEqual(['李清和'])
    const content = house()
      .shown('李清和')
      .findLast((m) => m.text.includes(canary))
    if (!content) throw new Error('the talker sees nothing')
    await house().tap('李清和', content, '给对方看')
    expect(inMessages()).toEqual(['李清和', '何小雨'])
    expect(await everything()).not.toContain(canary)
    expect(house().logs.join()).not.toContain(canary)
    const figures = await house().say('周明远', '本季度谈话完成情况')
    expect(figures.new.map((m) => m.text).join()).not.toContain(canary)
  })
})
