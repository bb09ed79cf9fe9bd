// Where a card does not get through, its content does: as words, as a fresh card, or in private; one step each.
import { describe, expect, it } from 'vitest'
import { useHouse, withButton } from '../house.ts'
import { buttonsOf, lastOf } from './seen.ts'

describe('卡片送不出去', () => {
  const house = useHouse()
  const fail = (method: string, code: number, path = '/im/v1/messages') =>
    house().playground.chaos({ side: 'api', kind: 'error', path, method, code, times: 1 })
  const calls = (method: string, path: string) =>
    house()
      .playground.calls(0)
      .filter((c) => c.method === method && c.path.includes(path)).length

  it('飞书退回卡片：同样的内容改发文字，写明编号和办法，并告知管理员代码', async () => {
    fail('POST', 230099)
    await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    const words = house()
      .shown('金若水')
      .concat(house().shown('周明远'))
      .find((m) => m.type === 'text' && m.text.includes('已改发文字'))
    expect(words?.text).toContain('事项：上报标准化堤防建设进度')
    expect(words?.text).toContain('请直接回复文字办理')
    expect(lastOf(house(), '姜海涛', '已改发文字').text).toContain('230099')
  })

  it('以文字送达的审批，直接回复同意即办', async () => {
    fail('POST', 230099)
    await house().say('周明远', '同意')
    const texts = house().shown('工程处工作群')
    expect(texts.at(-1)?.text).toContain('督办通知 督〔2026〕1号')
  })

  it('消息太旧不能再改：只试一次，另发一张新卡片，旧卡片不再更新', async () => {
    const said = await house().say('金若水', '督办 水政处 12月7日前 上报采砂巡查情况')
    await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
    const order = lastOf(house(), '水政处工作群', '督办通知')
    fail('PATCH', 230031, order.message_id)
    const before = calls('PATCH', order.message_id)
    await house().say('章若兰', '签收 督2号')
    expect(calls('PATCH', order.message_id)).toBe(before + 1)
    const fresh = lastOf(house(), '水政处工作群', '督办通知')
    expect(fresh.message_id).not.toBe(order.message_id)
    expect(fresh.text).toContain('已签收：章若兰')
    await house().say('章若兰', '反馈 督2号 已完成现场核查')
    expect(calls('PATCH', order.message_id)).toBe(before + 1)
    expect(lastOf(house(), '水政处工作群', '督办通知').text).toContain('已完成现场核查')
  })

  it('群已解散：改发承办人私聊，一次为止', async () => {
    house().playground.chaos({
      ...{ side: 'api', kind: 'error', path: '/im/v1/messages', method: 'POST' },
      ...{ code: 230002, times: 1 },
    })
    await house().say('周明远', '督办 财务处 12月8日前 上报预算执行情况')
    const card = lastOf(house(), '潘悦', '督办通知 督〔2026〕3号')
    expect(buttonsOf(card)).toContain('签收')
    const private_ = house()
      .shown('潘悦')
      .filter((m) => m.text.includes('督〔2026〕3号'))
    expect(private_).toHaveLength(1)
  })
})
