// Who was shown whose identity, and to whom that is told.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'
import { act } from './deeds.ts'

describe.each(bothDatabases)('查看留痕（%s）', (kind) => {
  const house = useHouse(kind)
  const reveals = () =>
    house()
      .database.db.selectFrom('record')
      .select(['by', 'facts'])
      .where('verb', '=', 'reveal')
      .orderBy('id')
      .execute()

  it('登记、办理中每次给人看到姓名电话，都记下谁、什么、何时；同一张卡片重画不重复记', async () => {
    const said = await house().say(
      '何小雨',
      '登记来访 鸑鷟某 3人 反映淤区土地补偿 联系电话13800000000',
    )
    await house().tap('何小雨', withButton(said, '登记'), '登记')
    const asked = await house().say('严丽华', '信访进度 1号')
    expect(asked.new[0]?.text).toContain('鸑鷟某')
    const seen = await reveals()
    const nameOf = (id: string) =>
      house()
        .playground.people()
        .find((p) => p.id === id)?.name
    expect(seen.map(({ by }) => nameOf(by))).toEqual(['何小雨', '严丽华'])
    expect(JSON.stringify(seen)).toContain('电话')
    expect(JSON.stringify(seen)).not.toMatch(/鸑鷟|13800000000/)
    await house().turn({ next: 'workday' })
    expect(await reveals()).toHaveLength(2)
  })

  it('“谁看过1号”只答办公室主任，私聊作答；旁人和群里都看不到', async () => {
    const told = await house().say('周明远', '谁看过1号')
    const card = told.new[0]?.text ?? ''
    expect(card).toContain('信访〔2026〕1号查看记录')
    expect(card).toMatch(/严丽华.*查看此件/s)
    expect(card).toMatch(/何小雨.*登记时核对/s)
    expect(card).not.toMatch(/鸑鷟|13800000000/)
    for (const name of ['何小雨', '严丽华', '姜海涛', '王建国'])
      expect((await house().say(name, '谁看过1号')).new.map((m) => m.text)).toEqual([
        '此项由办公室主任办理，您可转请其操作。',
      ])
    const before = house().shown('办公室工作群').length
    const inGroup = await house().say('周明远', '@督办助手 谁看过1号', '办公室工作群')
    expect(inGroup.new.map((m) => m.chat)).not.toContain(house().shown('办公室工作群')[0]?.chat)
    expect(house().shown('办公室工作群')).toHaveLength(before + 1)
  })

  it('没有的编号、须回避的主任：查不到', async () => {
    const none = await house().say('周明远', '谁看过99号')
    expect(none.new.map((m) => m.text)).toEqual(['没有找到此件，请核对编号或名称。'])
    const { db } = house().database
    const director =
      house()
        .playground.people()
        .find((p) => p.name === '周明远')?.id ?? ''
    const row = await db.selectFrom('petition').select('course').executeTakeFirstOrThrow()
    await setCourse({ ...Object(row.course), recused: [director] })
    expect((await house().say('周明远', '谁看过1号')).new.map((m) => m.text)).toEqual([
      '没有找到此件，请核对编号或名称。',
    ])
    await setCourse(Object(row.course))
  })

  /** An act of nobody's: the row as the petition's own acts would leave it. */
  async function setCourse(course: object): Promise<void> {
    await house()
      .database.db.transaction()
      .execute((trx) =>
        act(trx, 'recuse', () =>
          sql`update petition set course = ${JSON.stringify(course)}::text::jsonb`.execute(trx),
        ),
      )
  }

  it('每个工作日早上，系统管理员收到前一日的封存值；没有新记录就没有这一行', async () => {
    await house().say('何小雨', '登记来访 吕某 反映供暖')
    const next = await house().turn({ next: 'workday' })
    const line = next.new.map((m) => m.text).find((text) => text.includes('操作记录截至'))
    expect(line).toMatch(/操作记录截至11月26日（周四）：\d+:[0-9a-f]{16}，请留存备查。/)
    const admin = house()
      .shown('姜海涛')
      .filter((m) => m.text.includes('操作记录截至'))
    expect(admin.map(({ text }) => /(\d+):[0-9a-f]{16}/.exec(text)?.[1])).toHaveLength(2)
    const [, place = '', hash = ''] = /(\d+):([0-9a-f]{16})/.exec(line ?? '') ?? []
    const seal = await house()
      .database.db.selectFrom('seal')
      .select('hash')
      .where('place', '=', Number(place))
      .executeTakeFirstOrThrow()
    expect(seal.hash.startsWith(hash)).toBe(true)
  })
})
