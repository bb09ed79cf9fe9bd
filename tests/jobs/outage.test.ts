// After an outage: what is still due comes once, merged, and says why it is late; what was overtaken is dropped; nothing floods.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beatOnce, nextBeat } from '../../bot/beat.ts'
import { drain } from '../../bot/deliver.ts'
import { instant, plusMs } from '../../db/instant.ts'
import type { Database } from '../../db/open.ts'
import { expectBeat, isBeating } from '../../jobs/outages.ts'
import { bothDatabases, openTestDatabase } from '../databases.ts'
import { createFeishu } from '../delivery/feishu.ts'
import { partsOf, testClock } from '../delivery/office.ts'
import { type House, openHouse } from '../house.ts'

/** Nobody hears and nobody beats until then: the same process is simply the first to come back. */
async function outage(house: House, to: string): Promise<void> {
  const { instances } = house.playground.box
  const bots = instances.list.splice(0)
  await house.turn({ to })
  instances.list.push(...bots)
}

/** What the first minute afterwards says of the tasks that are due on December 4th. */
const outages = [
  { name: '两小时', to: '2026-12-01T10:35:00', says: 'late' },
  { name: '过夜', to: '2026-12-02T08:00:00', says: null },
  { name: '十天', to: '2026-12-11T09:30:00', says: 'late' },
  { name: '三十天', to: '2026-12-31T09:30:00', says: 'late' },
]

describe.each(bothDatabases)('heartbeats (%s)', (kind) => {
  let database: Database
  const clock = testClock()
  beforeAll(async () => {
    database = await openTestDatabase(kind)
  })
  afterAll(() => database.close())

  it('a beat that comes minutes after it was due ends an outage, kept once however many notice', async () => {
    const parts = await partsOf(database.db, createFeishu(clock.now), clock, {
      gone: new Set(),
      says: new Map(),
    })
    await expectBeat(database.db, clock.now(), plusMs(clock.now(), 60_000))
    expect(await isBeating(database.db, plusMs(clock.now(), 170_000))).toBe(true)
    expect(await isBeating(database.db, plusMs(clock.now(), 190_000))).toBe(false)
    clock.add(20 * 60_000)
    await Promise.all([beatOnce(parts), beatOnce(parts)])
    await drain(parts)
    expect(await database.db.selectFrom('outage').selectAll().execute()).toEqual([
      { since: instant('2026-11-25T01:01:00Z'), until: instant('2026-11-25T01:20:00Z') },
    ])
    expect(nextBeat({ ...parts, clock: { now: clock.now } }, null)).toBe(
      plusMs(clock.now(), 60_000),
    )
  })
})

/** Each with PROOF=full. */
const tried = outages.filter(
  ({ name }) => process.env.PROOF === 'full' || name === '过夜' || name === '十天',
)

describe.each(tried)('停机 $name 以后', ({ to, says }) => {
  let house: House
  beforeAll(async () => {
    house = await openHouse('pglite', { at: '2026-11-30T09:00:00+08:00' })
  })
  afterAll(() => house.close())

  it('仍该提醒的每人每群合并为一条，写明停机时间；逾期的按逾期说', async () => {
    for (const unit of ['工程处', '工管处', '水政处']) {
      for (const what of ['第一件', '第二件']) {
        await house.say('周明远', `督办 ${unit} 12月4日前 上报${what}`)
      }
    }
    await house.turn({ to: '2026-12-01T08:00' })
    await outage(house, to)
    const late = await house.turn({ to: plusMinute(to) })
    // Sent since, not only drawn again; a card past Feishu's 14 days is replaced by a fresh one, which is no reminder.
    const since = to.slice(0, 16)
    const sheets = late.new.filter((m) => /^.*提醒 /.test(m.text) && m.at.slice(0, 16) >= since)
    const chats = sheets.map((m) => m.chat)
    expect(new Set(chats).size).toBe(chats.length)
    if (!says) return
    expect(sheets.length).toBeGreaterThan(0)
    for (const sheet of sheets) {
      expect(sheet.text.includes('本次提醒补发')).toBe(says === 'late')
      if (sheet.text.includes('督〔2026〕'))
        expect(sheet.text.match(/督〔2026〕\d+号/g)?.length).toBeGreaterThan(1)
    }
    const told = house.shown('姜海涛').concat(house.shown('周明远'))
    expect(told.filter((m) => /系统.*未运行，现已恢复/.test(m.text)).length).toBeLessThanOrEqual(1)
    const next = await house.turn({ next: 'workday' })
    const again = next.new
      .filter((m) => /^.*提醒 /.test(m.text) && m.at > late.now)
      .map((m) => m.chat)
    expect(new Set(again).size).toBe(again.length)
  })
})

describe('停机超过飞书的重推时限', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse('pglite', { at: '2026-11-25T09:00:00+08:00' })
  })
  afterAll(() => house.close())

  it('私聊里的话按说话的时间补收一次；已收到的不再收', async () => {
    await house.say('金若水', '督办 工程处 12月4日前 上报进度')
    await house.turn({ to: '2026-11-25T10:00' })
    const { instances } = house.playground.box
    const bots = instances.list.splice(0)
    house.playground.chaos({ side: 'bot', kind: 'drop', times: 1 })
    await house.say('金若水', '督办 水政处 12月4日前 报送材料')
    await house.turn({ to: '2026-11-26T08:00' })
    instances.list.push(...bots)
    await house.turn({ to: '2026-11-26T09:05' })
    const tasks = await house.parts.db
      .selectFrom('task')
      .select(['title', 'proposed_at'])
      .orderBy('proposed_at')
      .execute()
    expect(tasks.map((task) => task.title)).toEqual(['上报进度', '报送材料'])
    expect(tasks[1]?.proposed_at.slice(0, 16)).toBe('2026-11-25T02:00')
    expect(
      house
        .shown('姜海涛')
        .map((m) => m.text)
        .join(),
    ).toContain('已补收私聊消息1条')
  })
})

const plusMinute = (to: string) => to.replace(/:\d\d$/, ':59')
