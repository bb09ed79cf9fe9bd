// The seed office's load, lived through by the cast: how many messages a person gets on a day. A month by default, a year with
// PROOF=full. What the office counts in a year: 27 letters and 123 visitors, some sixty tasks, four rounds of talks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse, withButton } from '../house.ts'

const full = process.env.PROOF === 'full'
const workdays = full ? 245 : 21
const units = ['工程处', '工管处', '水政处', '财务处', '规计处', '防汛办']
const liaisons: Record<string, string> = {
  工程处: '邹亚楠',
  工管处: '柏青松',
  水政处: '章若兰',
  财务处: '潘悦',
  规计处: '奚文静',
}

describe(`座席办公室的${full ? '一年' : '一个月'}`, () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse('pglite', { at: '2026-01-05T09:10:00+08:00' })
  }, 60_000)
  afterAll(() => house.close())

  it(
    '每人每日收到的消息，中位数和95分位都不超过1条',
    async () => {
      const closed = await live()
      const all = perPersonAndDay()
      const [median, p95] = [0.5, 0.95].map((p) => all[Math.floor(all.length * p)] ?? 0)
      const sum = all.reduce((total, n) => total + n, 0)
      const byItem = (sum / Math.max(1, closed)).toFixed(1)
      console.log(
        `${workdays} working days: median ${median}, p95 ${p95}, most ${all.at(-1)}; ${byItem} messages per closed item`,
      )
      expect(closed).toBeGreaterThan(0)
      expect(median).toBeLessThanOrEqual(1)
      expect(p95).toBeLessThanOrEqual(1)
    },
    full ? 1_800_000 : 120_000,
  )

  /** A task every fourth working day; most are done in time. */
  async function live(): Promise<number> {
    const open: { number: string; unit: string; day: number }[] = []
    let closed = 0
    for (let day = 0; day < workdays; day++) {
      if (day % 4 === 0) {
        const unit = units[(day / 4) % units.length] ?? '工程处'
        const said = await house.say('周明远', `督办 ${unit} 10个工作日内 报送第${day}号材料`)
        const number = said.new.map((m) => m.text.match(/督〔\d+〕\d+号/)?.[0]).find(Boolean)
        if (number) open.push({ number, unit, day })
      }
      for (const task of open.filter((one) => day - one.day === 8)) {
        const liaison = liaisons[task.unit]
        if (liaison && (await closeOut(task.number, liaison))) closed += 1
      }
      await house.turn({ next: 'workday' })
    }
    return closed
  }

  async function closeOut(number: string, liaison: string): Promise<boolean> {
    const card = house
      .shown('全局工作群')
      .concat(...units.map((unit) => house.shown(`${unit}工作群`)))
      .findLast((m) => m.text.includes(number) && m.buttons.some((b) => b.text === '签收'))
    if (card) await house.tap(liaison, card, '签收')
    const reported = await house.say(liaison, `${number}办完了 材料已报送`)
    await house.tap('周明远', withButton(reported, '同意办结并销号'), '同意办结并销号')
    return true
  }

  /** Private messages that come by themselves or by others' acts: answers to what one has just said are one's own. */
  function perPersonAndDay(): number[] {
    const counts = new Map<string, number>()
    const days = new Set<string>()
    for (const person of house.playground.people()) {
      for (const message of house.shown(person.name)) {
        const day = message.at.slice(0, 10)
        days.add(day)
        if (message.from !== 'bot') continue
        const key = `${person.id}/${day}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    const people = house.playground.people().length
    const silent = people * Math.max(days.size, workdays) - counts.size
    return [...Array.from({ length: silent }, () => 0), ...counts.values()].toSorted(
      (a, b) => a - b,
    )
  }
})
