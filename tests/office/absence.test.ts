// Going away, coming back, leaving: open items move in one step, and come back; nobody is asked twice and nothing is lost.
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { type Shown, useHouse, withButton } from '../house.ts'

const buttonsOf = (message: Shown | undefined) => message?.buttons.map(({ text }) => text) ?? []
const texts = (messages: Shown[]) => messages.map(({ text }) => text)

describe.each(bothDatabases)('外出与离职（%s）', (kind) => {
  const house = useHouse(kind)
  const last = (who: string, holding: string) =>
    house()
      .shown(who)
      .findLast((m) => m.text.includes(holding) && m.from === 'bot')

  it('主任外出授权，已在等的审批卡片转到代办人，主任卡片写明转请谁', async () => {
    await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    expect(buttonsOf(last('周明远', '标准化堤防'))).toContain('批准立项')
    const said = await house().say('周明远', '我今日起出差三天，由孙晓东代')
    expect(texts(said.new).find((text) => text.startsWith('外出：周明远'))).toContain(
      '11月25日（周三）至11月27日（周五）',
    )
    expect(buttonsOf(last('孙晓东', '标准化堤防'))).toContain('批准立项')
    expect(last('周明远', '标准化堤防')?.text).toContain('已转请孙晓东审批。')
    expect(texts(house().shown('孙晓东')).join()).toContain('期间由您代办其待办和审批事项')
  })

  it('代办人批准，卡片和台账写明由谁代谁签', async () => {
    const card = last('孙晓东', '标准化堤防')
    if (!card) throw new Error('no card')
    const done = await house().tap('孙晓东', card, '批准立项')
    expect(done.message.text).toContain('由孙晓东代周明远签')
    const row = await house()
      .database.db.selectFrom('record')
      .select(['by', 'on_behalf_of'])
      .where('verb', '=', 'agreed')
      .executeTakeFirstOrThrow()
    const ids = new Map(
      house()
        .playground.people()
        .map(({ id, name }) => [id, name]),
    )
    expect([ids.get(row.by), ids.get(row.on_behalf_of ?? '')]).toEqual(['孙晓东', '周明远'])
  })

  it('外出期间新提出的直接送代办人，主任不再收到；期满次日起回到主任', async () => {
    const before = house().shown('周明远').length
    await house().say('金若水', '督办 水政处 12月7日前 上报采砂巡查情况')
    expect(house().shown('周明远').length).toBe(before)
    expect(buttonsOf(last('孙晓东', '采砂'))).toContain('批准立项')
    await house().turn({ to: '2026-11-28T08:00' })
    expect(buttonsOf(last('周明远', '采砂'))).toContain('批准立项')
    expect(last('孙晓东', '采砂')?.text).toContain('已转请周明远审批。')
  })

  it('授权成环的不予登记，提前返岗当即转回', async () => {
    await house().say('孙晓东', '我今日起请假两天 由周明远代')
    const loop = await house().say('周明远', '我今日起出差一天，由孙晓东代')
    expect(texts(loop.new)).toContain('孙晓东同期外出并授权他人，授权形成循环，请另选代办人。')
    const card = last('孙晓东', '外出：孙晓东')
    if (!card) throw new Error('no card')
    const back = await house().tap('孙晓东', card, '提前返岗')
    expect(back.message.text).toContain('已取消')
    const again = await house().say('周明远', '我今日起出差一天，由孙晓东代')
    expect(texts(again.new).some((text) => text.startsWith('外出：周明远'))).toBe(true)
    await house().say('周明远', '我已返岗')
    expect(buttonsOf(last('周明远', '采砂'))).toContain('批准立项')
  })

  it('主任本人提出的延期由B角审批，不由本人', async () => {
    await house().tap(
      '周明远',
      withButton({ new: house().shown('周明远') }, '批准立项', '采砂'),
      '批准立项',
    )
    const own = await house().say('周明远', '督办 文书科 12月4日前 整理年度档案')
    expect(texts(own.new).join()).toContain('督〔2026〕3号')
  })

  it('联络员离职：督办件、待办一次列给上级，转给接收人，不再提醒离职者，名字留在历史里', async () => {
    const order = house()
      .shown('工程处工作群')
      .find((m) => m.text.includes('督〔2026〕1号'))
    if (!order) throw new Error('no order')
    await house().tap('邹亚楠', order, '签收')
    await house().playground.do({ what: 'resign', who: '邹亚楠' })
    const list = last('谢大川', '交接清单：邹亚楠')
    expect(list?.text).toContain('督办 督〔2026〕1号')
    expect(list?.text).toContain('时限12月4日（周五）')
    if (!list) throw new Error('no list')
    const taken = await house().tap('谢大川', list, '已接收')
    expect(taken.message.text).toContain('谢大川已于')
    const count = house().shown('邹亚楠').length
    const turned = await house().turn({ to: '2026-12-01T09:05' })
    expect(house().shown('邹亚楠').length).toBe(count)
    expect(turned.new.some((m) => m.text.includes('督〔2026〕1号'))).toBe(true)
    expect(order.text).toContain('邹亚楠')
  })

  it('离职者再发消息，只得到名册以外的答复', async () => {
    const roles = await house()
      .database.db.selectFrom('role')
      .select('role')
      .innerJoin('person', 'person.open_id', 'role.person')
      .where('person.status', '=', 'left')
      .execute()
    expect(roles).toEqual([])
  })
})
