// Once in effect: the sender is stopped after every statement and every call, started again, and nobody gets a message twice.
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { drain } from '../../bot/deliver.ts'
import { hours, minutes, msOf } from '../../db/instant.ts'
import type { Database } from '../../db/open.ts'
import { bothDatabases, openTestDatabase } from '../databases.ts'
import { Killed, lifeUntil, mortal, mortalMessenger } from './crash.ts'
import { createFeishu, type Fault } from './feishu.ts'
import {
  change,
  group,
  installPerson,
  type Notes,
  partsOf,
  person,
  rowOf,
  tell,
  testClock,
  verbsOf,
} from './office.ts'

// A hundred restarts, on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 120_000 })

describe.each(bothDatabases)('once in effect (%s)', (kind) => {
  let database: Database
  const clock = testClock()
  const notes: Notes = { gone: new Set(), says: new Map() }
  let fault: Fault
  const feishu = createFeishu(clock.now, (what) => (what === 'read' ? undefined : fault))

  beforeAll(async () => {
    database = await openTestDatabase(kind)
    await installPerson(database, 'oc_pdelivery_1')
  })
  afterAll(() => database.close())

  const arrived = (id: string) => feishu.messages.filter((m) => m.uuid === id)
  const living = () => partsOf(database.db, feishu, clock, notes)

  /** Drains, and goes on from each instant that is named, until nothing waits. */
  async function drainAll(): Promise<void> {
    const parts = await living()
    for (;;) {
      const next = await drain(parts)
      if (!next) return
      if (msOf(next) > msOf(clock.now())) clock.set(next)
    }
  }

  /** What is due a second from now, the clock standing still. */
  async function drainNow(): Promise<void> {
    clock.add(1_000)
    await drain(await living())
  }

  /** One life that ends after its step `at`; true when it had ended before. */
  async function livesTo(at: number): Promise<boolean> {
    const life = lifeUntil(at)
    const parts = await partsOf(
      mortal(database.db, life),
      mortalMessenger(feishu, life),
      clock,
      notes,
    )
    try {
      while ((await drain(parts)) && !life.dead) clock.add(250)
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
    return !life.dead
  }

  /** One on each database: what is walked is the same. */
  const pauses =
    kind === 'postgres'
      ? [{ name: 'half a minute later', ms: 31_000 }]
      : [{ name: 'after the hour of the uuid', ms: hours(2) }]

  it.each(pauses)(
    'a stop after each step of sending a card, a text and a redraw; started again $name',
    async ({ ms }) => {
      let points = 0
      for (let at = 1; ; at++) {
        const card = v7()
        const text = v7()
        await tell(database, clock.now(), { id: card, lane: person })
        await tell(database, clock.now(), {
          ...{ id: text, lane: person, kind: 'notice', class: 1 },
          said: `第${at}步 ${ms}`,
        })
        const whole = await livesTo(at)
        notes.says.set(card, '改')
        await change(database, clock.now(), card)
        clock.add(ms)
        await drainAll()
        expect([at, arrived(card).length, arrived(text).length]).toEqual([at, 1, 1])
        expect(arrived(card)[0]?.content).toContain('改')
        expect((await rowOf(database, card)).state).toBe('sent')
        expect((await rowOf(database, text)).state).toBe('sent')
        if (whole) break
        points = at
      }
      expect(points).toBeGreaterThan(30)
    },
  )

  it('a stop after each step of a redraw leaves the card as it is wanted', async () => {
    const card = v7()
    await tell(database, clock.now(), { id: card, lane: person })
    await drainAll()
    for (let at = 1; ; at++) {
      notes.says.set(card, `第${at}次`)
      await change(database, clock.now(), card)
      const whole = await livesTo(at)
      clock.add(31_000)
      await drainAll()
      expect(arrived(card)).toHaveLength(1)
      expect(arrived(card)[0]?.content).toContain(`第${at}次`)
      if (whole) break
    }
  })

  it('two texts alike, both of unknown fate, are told apart by how many arrived', async () => {
    const [first, second] = [v7(), v7()]
    fault = 'taken'
    for (const id of [first, second]) {
      await tell(database, clock.now(), { id, lane: person, kind: 'notice', said: '同一句话' })
    }
    await drainNow()
    fault = undefined
    clock.add(hours(3))
    await drainAll()
    expect(feishu.messages.filter((m) => m.content.includes('同一句话'))).toHaveLength(2)
    expect((await rowOf(database, first)).message_id).not.toBe(
      (await rowOf(database, second)).message_id,
    )
  })

  it('in a group, past the hour: what the law demands is sent again, nothing else; the record says so', async () => {
    const [legal, other] = [v7(), v7()]
    const before = (await verbsOf(database)).length
    fault = 'taken'
    await tell(database, clock.now(), { id: legal, lane: group, statutory: true })
    await tell(database, clock.now(), { id: other, lane: 'oc_delivery_2' })
    await drainNow()
    fault = undefined
    clock.add(hours(2))
    await drainAll()
    expect(arrived(legal)).toHaveLength(2)
    expect(arrived(other)).toHaveLength(1)
    expect(await rowOf(database, other)).toMatchObject({ state: 'dropped', why: 'unknown' })
    const verbs = (await verbsOf(database)).slice(before)
    expect(verbs.toSorted()).toEqual(['fate-unknown', 'sent-again'])
  })

  it('what was overtaken while its fate was unknown is looked for: found, it is ours to redraw', async () => {
    const found = v7()
    const never = v7()
    fault = 'taken'
    await tell(database, clock.now(), { id: found, lane: person })
    await drainNow()
    fault = 'lost'
    await tell(database, clock.now(), { id: never, lane: person, class: 1 })
    clock.add(minutes(3))
    notes.gone.add(found)
    await drainNow()
    clock.add(minutes(3))
    notes.gone.add(never)
    fault = undefined
    await drainAll()
    expect(arrived(found)).toHaveLength(1)
    expect(await rowOf(database, found)).toMatchObject({ state: 'sent' })
    expect(arrived(never)).toHaveLength(0)
    expect(await rowOf(database, never)).toMatchObject({ state: 'dropped', why: 'overtaken' })
  })

  it('a transport error never ends a row; a final refusal does, and is entered', async () => {
    const [row, refused] = [v7(), v7()]
    await tell(database, clock.now(), { id: row, lane: person })
    for (const kind of ['lost', 'busy', 'crowded', 'lost'] as const) {
      fault = kind
      await drainNow()
      expect((await rowOf(database, row)).state).toBe('pending')
      clock.add(minutes(3))
    }
    fault = undefined
    await drainAll()
    expect(arrived(row)).toHaveLength(1)
    fault = 'forbidden'
    await tell(database, clock.now(), { id: refused, lane: 'oc_delivery_3' })
    await drainAll()
    fault = undefined
    expect((await rowOf(database, refused)).state).toBe('failed')
    expect((await verbsOf(database)).at(-1)).toBe('undelivered')
  })
})
