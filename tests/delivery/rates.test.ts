// Grants across instances: never 50 in a second, never 1,000 in a minute, and close to both.
import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drain } from '../../bot/deliver.ts'
import { createGovernor } from '../../bot/governor.ts'
import { instantOfMs, msOf } from '../../db/instant.ts'
import { apartMs, grant, instantsFrom, mostInWindow, windowMs } from '../../db/ledger/rate.ts'
import type { Database } from '../../db/open.ts'
import { bothDatabases, openTestDatabase } from '../databases.ts'
import { createFeishu, type Fault } from './feishu.ts'
import { installPerson, type Notes, partsOf, person, rowOf, tell, testClock } from './office.ts'

/** The slow way: how many lie in any window that ends with one of them. */
function most(instants: number[], within: number): number {
  return Math.max(
    0,
    ...instants.map((at) => instants.filter((b) => b > at - within && b <= at).length),
  )
}

describe('the rule', () => {
  it('whatever is asked when, no second holds 50 and no minute 1,000', () => {
    const asks = fc.array(fc.record({ wait: fc.nat(400), n: fc.integer({ min: 1, max: 12 }) }), {
      minLength: 100,
      maxLength: 220,
    })
    fc.assert(
      fc.property(asks, (list) => {
        let now = 0
        const all: number[] = []
        for (const { wait, n } of list) {
          now += wait
          const from = Math.max(now, (all.at(-1) ?? -apartMs) + apartMs)
          all.push(...instantsFrom(all, from, n))
        }
        expect(most(all, 1_000)).toBeLessThan(50)
        expect(most(all, 60_000)).toBeLessThanOrEqual(mostInWindow)
      }),
      { numRuns: 5 },
    )
  })

  it('3,000 in one go take as long as the minute allows, and not a tenth more', () => {
    const all: number[] = []
    while (all.length < 3_000) {
      all.push(...instantsFrom(all, Math.max(0, (all.at(-1) ?? -apartMs) + apartMs), 12))
    }
    expect((all[2_999] ?? 0) / (2 * 60_000 + 1_000 * 20)).toBeLessThan(1.01)
    expect(most(all, windowMs - 1)).toBeLessThanOrEqual(mostInWindow)
  })
})

describe.each(bothDatabases)('grants and quota (%s)', (kind) => {
  let database: Database
  const clock = testClock()
  const notes: Notes = { gone: new Set(), says: new Map() }
  let fault: Fault
  const feishu = createFeishu(clock.now, (what) => (what === 'read' ? undefined : fault))

  beforeAll(async () => {
    database = await openTestDatabase(kind)
    await installPerson(database, null)
  })
  afterAll(() => database.close())

  it('several instances share one budget', async () => {
    const asks = Array.from({ length: 8 }, () => grant(database.db, 'shared', clock.now(), 12))
    const all = (await Promise.all(asks))
      .flat()
      .map(msOf)
      .toSorted((a, b) => a - b)
    expect(new Set(all).size).toBe(96)
    expect(Math.min(...all.slice(1).map((at, i) => at - (all[i] ?? 0)))).toBe(apartMs)
  })

  it('when Feishu says how long to wait (99991400), every instance waits', async () => {
    const mine = createGovernor(database.db, clock)
    const other = createGovernor(database.db, clock)
    await mine.ready(1)
    await mine.hold({ ok: false, kind: 'busy', code: 99991400, detail: '', retryAfterMs: 7_000 })
    const { ready, next } = await other.ready(1)
    expect(ready).toBe(0)
    expect(next).toBe(instantOfMs(msOf(clock.now()) + 7_000))
    clock.add(8_000)
  })

  it('the chat that gets too much (230020) waits; the others do not', async () => {
    const [first, second, elsewhere] = [v7(), v7(), v7()]
    const parts = await partsOf(database.db, feishu, clock, notes)
    fault = 'crowded'
    await tell(database, clock.now(), { id: first, lane: person })
    await drain(parts)
    const calls = feishu.calls
    fault = undefined
    await tell(database, clock.now(), { id: second, lane: person })
    await tell(database, clock.now(), { id: elsewhere, lane: 'oc_rates_1' })
    clock.add(300)
    await drain(parts)
    expect(feishu.calls - calls).toBe(1)
    expect((await rowOf(database, elsewhere)).state).toBe('sent')
    clock.add(60_000)
    for (let i = 0; i < 3; i++) {
      await drain(parts)
      clock.add(300)
    }
    expect((await rowOf(database, second)).state).toBe('sent')
  })

  it('the quota spent (99991403): what the law demands is tried on, the rest waits without a call, the administrator is told once', async () => {
    await database.db
      .insertInto('role')
      .values({ person, role: '系统管理员', unit_id: '', deputy: false })
      .execute()
    await database.db
      .updateTable('person')
      .set({ title: '管理员' })
      .where('open_id', '=', person)
      .execute()
    const [spent, optional, legal] = [v7(), v7(), v7()]
    const parts = await partsOf(database.db, feishu, clock, notes)
    fault = 'spent'
    await tell(database, clock.now(), { id: spent, lane: 'oc_quota_1' })
    await drain(parts)
    const calls = feishu.calls
    await tell(database, clock.now(), { id: optional, lane: 'oc_quota_2' })
    await tell(database, clock.now(), { id: legal, lane: 'oc_quota_3', statutory: true })
    clock.add(1_000)
    await drain(parts)
    expect(feishu.calls - calls).toBe(1)
    expect(await rowOf(database, optional)).toMatchObject({ tries: 0, why: 'quota' })
    fault = undefined
    for (let i = 0; i < 4; i++) {
      clock.add(3_700_000)
      await drain(parts)
      clock.add(1_000)
      await drain(parts)
    }
    for (const id of [spent, optional, legal]) {
      expect((await rowOf(database, id)).state).toBe('sent')
    }
    const told = feishu.messages.filter((m) => m.content.includes('额度'))
    expect(told).toHaveLength(1)
  })

  it('calls are counted by kind and month', async () => {
    const parts = await partsOf(database.db, feishu, clock, notes)
    await tell(database, clock.now(), { id: v7(), lane: 'oc_count_1' })
    await drain(parts)
    await parts.governor.flush(0)
    const rows = await database.db.selectFrom('call_count').selectAll().execute()
    expect(rows).toEqual([{ month: '2026-11', kind: 'send', n: 1 }])
  })
})
