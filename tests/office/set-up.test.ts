// From an office that knows its administrator alone to one that works: roster, posts, groups, then the main job.
import { describe, expect, it } from 'vitest'
import { departments, groups, members } from '../../playground/cast.ts'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'

const done = `通讯录已同步：单位${departments.length}个，人员${members.length}名。请核对岗位。`
const texts = (result: { new: { text: string }[] }) => result.new.map(({ text }) => text)

describe.each(bothDatabases)('从空白到能用（%s）', (kind) => {
  const house = useHouse(kind, { seed: 'none' })

  it('名册为空时，只有管理员能用，其他人得到说明', async () => {
    const other = await house().say('周明远', '帮助')
    expect(texts(other)).toEqual(['您不在本单位名册中，请联系系统管理员登记后再使用。'])
    const mine = await house().say('姜海涛', '帮助')
    expect(texts(mine)[0]).toContain('同步通讯录')
  })

  it('管理员一句话同步通讯录，逐页读取，看到进度和结果', async () => {
    const pulled = await house().say('姜海涛', '同步通讯录')
    const card = house()
      .shown('姜海涛')
      .find((m) => m.text.startsWith('同步通讯录\n'))
    expect(card?.text).toContain('已完成')
    expect(card?.text).toContain(`单位 ${departments.length}个`)
    expect(card?.text).toContain(`人员 ${members.length}名`)
    expect(texts(pulled)).toContain(done)
  })

  it('职务能说明的岗位一次采用，其余用一句话登记', async () => {
    const card = house()
      .shown('姜海涛')
      .find((m) => m.buttons.some(({ text }) => text === '全部采用'))
    if (!card) throw new Error('no suggestions')
    expect(card.text).toContain('办公室主任 | 周明远')
    await house().tap('姜海涛', card, '全部采用')
    const said = await house().say('姜海涛', '督查专员是金若水')
    expect(texts(said).join()).toContain('督查专员：金若水。')
    await house().say('姜海涛', '信访专员是严丽华')
    await house().say('姜海涛', '信访专员的B角是华国梁')
    const posts = await house().say('姜海涛', '岗位')
    expect(texts(posts)[0]).toContain('信访专员 | 严丽华 | 华国梁')
  })

  it('机器人已在的群列在一张卡片上，按群名一次绑定，也可逐个更改', async () => {
    const card = house()
      .shown('姜海涛')
      .find((m) => m.buttons.some(({ text }) => text.startsWith('按群名绑定')))
    if (!card) throw new Error('no card of groups')
    expect(card.text).toContain('工程处工作群 | 未绑定，按群名应为工程处群')
    const bound = await house().tap('姜海涛', card, `按群名绑定（${groups.length}个）`)
    expect(bound.message.text).toContain('工程处工作群 | 工程处群')
    expect(bound.message.text).toContain('局领导群 | 局领导群')
  })

  it('于是督办能立项、交办到群、签收', async () => {
    const said = await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    const approved = await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
    expect(house().shown('工程处工作群').at(-1)?.text).toContain('督〔2026〕1号')
    const signed = await house().tap('邹亚楠', withButton(approved, '签收'), '签收')
    expect(signed.message.text).toContain('已签收：邹亚楠')
  })

  it('同步不改变办公室已定的岗位，重复同步不改变任何人', async () => {
    const before = house().shown('姜海涛').length
    const again = await house().say('姜海涛', '同步通讯录')
    expect(texts(again)).toContain(done)
    expect(house().shown('姜海涛').length).toBeGreaterThan(before)
    const changed = await house()
      .database.db.selectFrom('record')
      .select('images')
      .where('verb', '=', 'pull-page')
      .orderBy('id', 'desc')
      .limit(10)
      .execute()
    const tables = changed
      .flatMap(({ images }) => JSON.parse(JSON.stringify(images)))
      .map((it: { t: string }) => it.t)
    expect(new Set(tables)).toEqual(new Set(['roster_pull']))
  })
})
