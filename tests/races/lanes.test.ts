// Lanes: a holder that was overtaken changes nothing, and a change of a card is never lost between sending and redrawing.
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyOutcome } from '../../bot/apply.ts'
import { drain } from '../../bot/deliver.ts'
import type { Parts } from '../../bot/parts.ts'
import { again } from '../../db/again.ts'
import { plusMs } from '../../db/instant.ts'
import { openAct } from '../../db/ledger/inbox.ts'
import { leaseLanes, release, stillHolds } from '../../db/ledger/lanes.ts'
import { withButton } from '../house.ts'
import { type Bots, openBots, patience, sized, staleCards } from './bots.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

const partsOf = (bots: Bots): [Parts, Parts] => {
  const [a, b] = bots.all
  if (!a || !b) throw new Error('two bots are needed')
  return [a, b]
}

describe('leases with fences', () => {
  let bots: Bots
  beforeEach(async () => {
    bots = await openBots()
  })
  afterEach(() => bots.close())

  it('a holder that was overtaken can neither stamp nor release', async () => {
    const [{ db, clock }] = partsOf(bots)
    const lane = 'ou_overtaken'
    const now = clock.now()
    await db.insertInto('lane').values({ lane, next_at: now, lease_until: now, fence: 0 }).execute()
    const [slow] = await leaseLanes(db, now, plusMs(now, 30_000), 8)
    expect(await leaseLanes(db, plusMs(now, 29_000), plusMs(now, 60_000), 8)).toEqual([])
    const [quick] = await leaseLanes(db, plusMs(now, 31_000), plusMs(now, 61_000), 8)
    expect([slow?.fence, quick?.fence]).toEqual([1, 2])
    const holds = (lease = slow) =>
      db.transaction().execute(async (trx) => lease && stillHolds(trx, lease))
    expect([await holds(slow), await holds(quick)]).toEqual([false, true])
    await db.transaction().execute(async (trx) => slow && release(trx, slow, now))
    const row = await db.selectFrom('lane').selectAll().where('lane', '=', lane).executeTakeFirst()
    expect(row).toMatchObject({ fence: 2, lease_until: plusMs(now, 61_000) })
  })

  it('一条消息发得慢，期满被另一进程接手：群里只有一条，后到的标记不起作用', async () => {
    const [slow, quick] = partsOf(bots)
    const now = slow.clock.now()
    const hold = Promise.withResolvers<void>()
    const called = Promise.withResolvers<void>()
    const held: Parts = {
      ...slow,
      messenger: {
        ...slow.messenger,
        async send(...call) {
          called.resolve()
          await hold.promise
          return slow.messenger.send(...call)
        },
      },
    }
    await tell(slow, bots.idOf('严丽华'), '请查收。')
    const late = drain(held)
    await called.promise
    const after: Parts = { ...quick, clock: { now: () => plusMs(now, 31_000) } }
    await drain(after)
    hold.resolve()
    await late
    const shown = messagesOf(bots, '严丽华')
    expect(shown.map(({ text }) => text)).toEqual(['请查收。'])
    const rows = await slow.db
      .selectFrom('outbox')
      .select(['state', 'tries', 'message_id', 'done_at'])
      .execute()
    expect(rows).toEqual([
      { state: 'sent', tries: 2, message_id: shown[0]?.message_id, done_at: plusMs(now, 31_000) },
    ])
  })

  it('一条收件人的队列出错，别人的照发', async () => {
    const [parts] = partsOf(bots)
    bots.playground.chaos({ side: 'api', kind: 'error', path: '/messages', times: 1, code: 230002 })
    await tell(parts, bots.idOf('严丽华'), '第一条')
    await tell(parts, bots.idOf('华国梁'), '第二条')
    await drain(parts)
    const states = await parts.db
      .selectFrom('outbox')
      .select('state')
      .where('lane', 'in', [bots.idOf('严丽华'), bots.idOf('华国梁')])
      .execute()
    expect(states.map(({ state }) => state).toSorted()).toEqual(['failed', 'sent'])
  })
})

const messagesOf = ({ playground }: Bots, name: string) => {
  const chat = playground.people().find((person) => person.name === name)?.p2p ?? ''
  return playground.messages(chat)
}

async function tell({ db, vault, clock, id }: Parts, person: string, said: string) {
  await db.transaction().execute(async (trx) => {
    const act = id()
    await openAct(trx, act)
    const to = { person }
    await applyOutcome(
      { trx, vault, now: clock.now(), act, by: 'clock', id },
      { entries: [], tell: [{ kind: 'notice', to, body: { said } }] },
    )
  })
}

describe('八个写者同时改一件事，两个进程同时发卡片', () => {
  let bots: Bots
  let subject = ''
  beforeAll(async () => {
    bots = await openBots()
    const said = await bots.playground.say({
      as: '金若水',
      chat: 'bot',
      text: '督办 工程处 12月4日前 上报标准化堤防建设进度',
    })
    const approval = withButton(said, '批准立项')
    const tapped = { as: '周明远', message_id: approval.message_id, button: '批准立项' }
    await bots.playground.tap(tapped)
    const row = await partsOf(bots)[0].db.selectFrom('task').select('id').executeTakeFirstOrThrow()
    subject = row.id
  })
  afterAll(() => bots.close())

  it(`每人改${sized(6, 75)}次：没有落后的卡片，看得见的都是最新的`, async () => {
    const [a, b] = partsOf(bots)
    let writing = true
    const sending = [a, b].map(async (parts) => {
      while (writing) await drain(parts)
    })
    const writers = Array.from({ length: 8 }, (_, n) => write(n % 2 ? a : b, n, sized(6, 75)))
    await Promise.all(writers)
    writing = false
    await Promise.all(sending)
    expect(await bots.playground.settle()).toBe(true)
    expect(await staleCards(bots)).toEqual([])
    expect(bots.logs.filter((line) => /could not|background/.test(line))).toEqual([])
  })

  async function write(parts: Parts, writer: number, times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) await again(() => change(parts, `第${writer}人第${n}次`))
  }

  async function change({ db, vault, clock, id }: Parts, title: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const act = id()
      await openAct(trx, act)
      await trx
        .updateTable('task')
        .set({ title, revision: sql`revision + 1` })
        .where('id', '=', subject)
        .execute()
      const entries = [{ feature: 'supervision', subject, verb: 'retitle', facts: {} }]
      await applyOutcome({ trx, vault, now: clock.now(), act, by: 'clock', id }, { entries })
    })
  }
})
