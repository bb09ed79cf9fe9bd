// Two processes on one database, their clocks 70 s apart: the database decides who sends, and each thing goes once.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Bots, openBots, patience, sized } from './bots.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

describe('两个进程的时钟相差70秒', () => {
  let bots: Bots
  const matters = sized(4, 30)

  beforeAll(async () => {
    bots = await openBots([0, 70_000])
    const units = ['工程处', '工管处', '水政处', '财务处', '规计处', '防汛办']
    for (let n = 0; n < matters; n += 1) {
      const unit = units[n % units.length]
      const text = `督办 ${unit} 12月1日前 上报第${n + 1}批材料`
      const said = await bots.playground.say({ as: '周明远', chat: 'bot', text })
      expect(said.status).toBe(200)
    }
  })
  afterAll(() => bots.close())

  it('逐日走到到期日：每群每人每天一份提醒，不多不少', async () => {
    const sheets: string[] = []
    for (let day = 0; day < 4; day += 1) {
      const turned = await bots.playground.turn({ next: 'workday' })
      expect(turned.settled).toBe(true)
      const fresh = turned.new.filter(({ from, text }) => from === 'bot' && text.includes('提醒'))
      sheets.push(...fresh.map((m) => `${turned.now.slice(0, 10)} ${m.chat}`))
    }
    expect(new Set(sheets).size).toBe(sheets.length)
    const [parts] = bots.all
    const rows = await parts?.db
      .selectFrom('outbox')
      .select(['key', 'state'])
      .where('key', 'like', 'sheet/%')
      .execute()
    expect(rows?.length).toBe(sheets.length)
    expect(rows?.every(({ state }) => state === 'sent')).toBe(true)
    expect(sheets.length).toBeGreaterThanOrEqual(3 * 2 * Math.min(matters, 6))
    expect(bots.logs.filter((line) => /could not|background/.test(line))).toEqual([])
  })
})
