// Petitions run longer than Feishu lets a message be changed: before that its buttons stand on that day's sheet.
import { describe, expect, it } from 'vitest'
import { useHouse, withButton } from '../house.ts'
import { buttonsOf, lastOf } from './seen.ts'

describe('卡片的更新期限', () => {
  const house = useHouse('postgres')

  it('到期前按钮移到当日提醒，旧卡片写明并不再有按钮，之后只有提醒随事项更新', async () => {
    const said = await house().say('金若水', '督办 工程处 2027年1月20日前 上报标准化堤防建设进度')
    await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
    const order = lastOf(house(), '工程处工作群', '督办通知')
    const turned = await house().turn({ to: '2026-12-08T09:00' })
    const old = house()
      .shown('工程处工作群')
      .find((m) => m.message_id === order.message_id)
    expect(old?.text).toContain('办理按钮已移至当日提醒')
    expect(buttonsOf(old)).toEqual([])
    const sheet = turned.new.find((m) => m.chat === order.chat && m.text.includes('打开卡片'))
    expect(buttonsOf(sheet)).toEqual(['签收', '打开卡片'])
    await house().say('邹亚楠', '签收 督1号')
    const redrawn = lastOf(house(), '工程处工作群', '打开卡片')
    expect(redrawn.text).toContain('督〔2026〕1号（办理中）')
    expect(buttonsOf(redrawn)).toEqual(['打开卡片'])
    await house().tap('邹亚楠', redrawn, '打开卡片')
    expect(buttonsOf(lastOf(house(), '工程处工作群', '督办通知'))).toContain('反馈进展')
  })

  it('同一事项有几张卡片的，只有最新的一张移到提醒，旧的写明去处', async () => {
    const said = await house().say('严丽华', '登记来访 秦某某 2人 反映青苗补偿')
    await house().tap('严丽华', withButton(said, '登记'), '登记')
    const asked = await house().say('严丽华', '信访进度 1号')
    const newest = asked.new.at(-1)
    const turned = await house().turn({ to: '2026-12-22T09:00' })
    const chat = house().shown('严丽华')
    const lines = chat.flatMap((m) => m.text.match(/^信访〔2026〕1号（已登记）$/gm) ?? [])
    expect(lines).toHaveLength(1)
    expect(chat.find((m) => m.message_id === newest?.message_id)?.text).toContain('已移至当日提醒')
    expect(chat.some((m) => m.text.includes('请在较新的卡片上办理'))).toBe(true)
    expect(turned.settled).toBe(true)
  })

  it('已决定的卡片没有按钮，不再提起', async () => {
    const sheets = house()
      .shown('周明远')
      .filter((m) => m.text.includes('督办立项'))
    expect(sheets.every((m) => !m.text.includes('打开卡片'))).toBe(true)
  })
})
