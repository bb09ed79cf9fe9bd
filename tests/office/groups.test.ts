// Groups that come, are bound, turn external and go; 我的, 查找, the menu; people and departments as Feishu tells of them.
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { type Shown, useHouse, withButton } from '../house.ts'

const texts = (messages: Shown[]) => messages.map(({ text }) => text)

describe.each(bothDatabases)('群（%s）', (kind) => {
  const house = useHouse(kind)
  const act = (doing: Parameters<ReturnType<typeof house>['playground']['do']>[0]) =>
    house().playground.do(doing)

  it('移出后再进群，只自我介绍一次，请管理员绑定', async () => {
    await act({ as: '谢大川', what: 'remove_bot', chat: '工程处工作群' })
    const back = await act({ as: '谢大川', what: 'add_bot', chat: '工程处工作群' })
    expect(texts(back.new).filter((text) => text.startsWith('大家好，我是督办助手'))).toHaveLength(
      1,
    )
    const card = back.new.find((m) => m.text.includes('群：工程处工作群'))
    expect(card?.buttons.map(({ text }) => text)).toContain('绑定为工程处群')
    await act({ as: '谢大川', what: 'remove_bot', chat: '工程处工作群' })
    const again = await act({ as: '谢大川', what: 'add_bot', chat: '工程处工作群' })
    expect(texts(again.new).filter((text) => text.startsWith('大家好'))).toEqual([])
  })

  it('非管理员不能绑定', async () => {
    const card = house()
      .shown('姜海涛')
      .findLast((m) => m.text.includes('群：工程处工作群'))
    if (!card) throw new Error('no card')
    const bound = await house().tap('姜海涛', card, '绑定为办公室群')
    expect(bound.message.text).toContain('已绑定为办公室群')
    const restored = await house().tap('姜海涛', bound.message, '绑定为工程处群')
    expect(restored.message.text).toContain('已绑定为工程处群')
  })

  it('群解散：有关的人和管理员各得到一次告知，提醒改到私聊', async () => {
    const said = await house().say('金若水', '督办 水政处 12月4日前 上报采砂巡查情况')
    await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
    const gone = await act({ as: '窦建华', what: 'disband', chat: '水政处工作群' })
    const told = gone.new.filter((m) => m.text.includes('“水政处工作群”已解散'))
    expect(told.length).toBeGreaterThanOrEqual(3)
    expect(new Set(told.map(({ chat }) => chat)).size).toBe(told.length)
    const turned = await house().turn({ to: '2026-12-01T09:05' })
    const reminders = turned.new.filter((m) => m.text.includes('将于12月4日'))
    expect(reminders.map(({ chat }) => chat)).toContain(
      house()
        .playground.people()
        .find(({ name }) => name === '章若兰')?.p2p,
    )
  })

  it('进了外部人员的群不再收到任何内容，问话改在私聊回答', async () => {
    await act({ as: '范永安', what: 'guest', chat: '防汛办工作群', who: '外来人' })
    const group = () =>
      house()
        .shown('防汛办工作群')
        .filter(({ from }) => from === 'bot').length
    const before = group()
    await house().say('彭海波', '@督办助手 督办台账', '防汛办工作群')
    await house().say('彭海波', '@督办助手 信访进度 1号', '防汛办工作群')
    const said = await house().say('金若水', '督办 防汛办 12月7日前 报冬季物资储备情况')
    await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
    await house().turn({ next: 'workday' })
    expect(group()).toBe(before)
  })

  it('@所有人、@外来人而没有@机器人，机器人不作声', async () => {
    const all = await house().say('何小雨', '@所有人 督办 大家尽快报送', '办公室工作群')
    expect(all.new.filter(({ from }) => from === 'bot')).toEqual([])
  })
})

describe('我的、查找、菜单和通讯录变动', () => {
  const house = useHouse('pglite')
  const act = (doing: Parameters<ReturnType<typeof house>['playground']['do']>[0]) =>
    house().playground.do(doing)

  it('我的：跨事项列出待办，带按钮；没有时说没有', async () => {
    const none = await house().say('何小雨', '我的')
    expect(none.new[0]?.text).toContain('目前没有待您办理的事项。')
    await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    const mine = await act({ as: '周明远', what: 'menu', key: 'mine' })
    const card = withButton(mine, '批准立项')
    expect(card.text).toContain('督办立项')
    const decided = await house().tap('周明远', card, '批准立项')
    expect(decided.toast?.content).toContain('督〔2026〕1号')
    const theirs = await house().say('邹亚楠', '我的')
    expect(withButton(theirs, '签收').text).toContain('待签收')
  })

  it.each([
    ['查找 lqh', '李清和'],
    ['查找 清和', '李清和'],
    ['查找 gcc', '单位：工程处'],
  ])('%s 找到%s', async (said, found) => {
    const result = await house().say('何小雨', said)
    expect(result.new[0]?.text).toContain(found)
  })

  it('主任的帮助不超过六行，管理员的帮助写明怎样配置', async () => {
    const director = await house().say('周明远', '帮助')
    expect((director.new[0]?.text ?? '').split('\n').length).toBeLessThanOrEqual(6)
    const admin = await house().say('姜海涛', '帮助')
    expect(admin.new[0]?.text).toContain('同步通讯录')
  })

  it('新人入职当日即为所在科科员，能登记督办；管理员得到告知', async () => {
    const hired = await act({ what: 'hire', who: '俞小满', unit: '秘书科' })
    expect(texts(hired.new)).toContain(
      '俞小满已入职秘书科，已登记为科员。岗位需要调整的，请直接说。',
    )
    const said = await house().say('俞小满', '帮助')
    expect(said.new[0]?.text).toContain('督办')
  })

  it('调动后岗位随之变化，原科室的岗位不再保留', async () => {
    await act({ what: 'move', who: '郑秀兰', unit: '宣传科' })
    const posts = await house().say('姜海涛', '秘书科科长是谁')
    expect(texts(posts.new)).toContain('秘书科科长：—。')
  })

  it('重名的请写单位，不在名册的给出登记办法，错名给出相近的', async () => {
    await act({ what: 'hire', who: '何小雨', unit: '宣传科' })
    const two = await house().say('姜海涛', '值班员是何小雨')
    expect(texts(two.new)[0]).toContain('名册中有文书科何小雨、宣传科何小雨')
    const chosen = await house().say('姜海涛', '值班员是宣传科何小雨')
    expect(texts(chosen.new).join()).toContain('值班员：何小雨（原为陶行远）')
    const unknown = await house().say('姜海涛', '工管处联络员是钱多多')
    expect(texts(unknown.new)[0]).toContain('登记人员 @姓名')
    const near = await house().say('姜海涛', '工管局联络员是柏青松')
    expect(texts(near.new)[0]).toContain('工管处')
  })

  it('体检列出要处理的，管理员能看，科员不能', async () => {
    const seen = await house().say('姜海涛', '体检')
    expect(seen.new[0]?.text).toContain('放假安排')
    expect(seen.new[0]?.text).toContain('秘书科科长')
    const no = await house().say('施雅琴', '体检')
    expect(texts(no.new)).toEqual(['此项由办公室主任、系统管理员办理，您可转请其操作。'])
  })
})
