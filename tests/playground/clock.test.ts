// The clock stands still, settles where somebody waits, and visits every instant at which
// something can happen.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { members } from '../../playground/cast.ts'
import { isoOf } from '../../playground/clock.ts'
import { isWorkday, nextQuarterMorning, nextWorkdayMorning } from '../../playground/workdays.ts'
import { startEchoBot } from './echo-bot.ts'
import { echo, type Scene, scene, send } from './form-bot.ts'

let here: Scene
const director = members[2]?.open_id ?? ''
const tell = (words: string) => () => send(here.bot, director, 'text', { text: words })
const shown = () =>
  here.box.messages(here.box.people()[2]?.p2p ?? '').map(({ at, text }) => [at.slice(5, 19), text])

beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.end())

describe('时钟', () => {
  test('两次动作之间不走', async () => {
    echo(here.bot)
    await here.box.say({ as: '周明远', chat: 'bot', text: '一' })
    await here.box.say({ as: '周明远', chat: 'bot', text: '二' })
    expect(here.box.now()).toBe('2026-11-25T09:00:00+08:00')
  })

  test('机器人等着一分钟内的时刻，就走到那里为止', async () => {
    here.bot.at('2026-11-25T09:00:30+08:00', tell('半分钟'))
    here.bot.at('2026-11-25T09:05:00+08:00', tell('五分钟'))
    const said = await here.box.say({ as: '周明远', chat: 'bot', text: '等' })
    expect(said).toMatchObject({ settled: true, now: '2026-11-25T09:00:30+08:00' })
    expect(said.new.map(({ text }) => text)).toEqual(['半分钟'])
  })

  test('拨动时钟，逐个经过有事的时刻，各在其时', async () => {
    here.bot.at('2026-11-26T08:35:00+08:00', tell('早上'))
    here.bot.at('2026-11-25T12:00:00+08:00', tell('中午'))
    const turned = await here.box.turn({ to: '2026-11-27T00:00' })
    expect(turned.now).toBe('2026-11-27T00:00:00+08:00')
    expect(shown()).toEqual([
      ['11-25T12:00:00', '中午'],
      ['11-26T08:35:00', '早上'],
    ])
    await expect(here.box.turn({ to: '2026-11-26T00:00' })).rejects.toMatchObject({ status: 400 })
  })

  test('三十天里每天十件事，远不到十秒', async () => {
    let rounds = 0
    const again = (): void => {
      rounds += 1
      const next = Date.parse(here.box.now()) + 144 * 60_000
      here.bot.at(new Date(next).toISOString(), again)
    }
    again()
    const started = performance.now()
    await here.box.turn({ to: '2026-12-25T09:00' })
    expect(rounds).toBeGreaterThan(299)
    expect(performance.now() - started).toBeLessThan(3000)
  })

  test('总不停歇的机器人，到时便不再等', async () => {
    here.box.box.limits.settleMsReal = 200
    here.bot.on(() => ({}))
    here.box.attach({ webhook: here.bot.webhook, control: await busyForEver() })
    const said = await here.box.say({ as: '周明远', chat: 'bot', text: '好' })
    expect(said.settled).toBe(false)
  })

  test('没有控制地址的机器人，静下来就算歇了', async () => {
    echo(here.bot)
    const alone = await scene()
    echo(alone.bot)
    await alone.box.power({ do: 'kill' })
    alone.box.attach({ webhook: alone.bot.webhook, control: null })
    const said = await alone.box.say({ as: '周明远', chat: 'bot', text: '好' })
    expect(said).toMatchObject({ settled: true, new: [{ text: '收到：好' }] })
    await alone.end()
  })
})

describe('推送', () => {
  test('没有以 200 应答的事件，15 秒、5 分、1 时、6 时后再推，共五次', async () => {
    here.bot.on(() => new Response('', { status: 503 }))
    const said = await here.box.say({ as: '周明远', chat: 'bot', text: '好' })
    expect(said.status).toBe(503)
    await here.box.turn({ to: '2026-11-26T09:00' })
    expect(here.bot.received.map(({ now }) => now.slice(11, 19))).toEqual([
      '09:00:00',
      '09:00:15',
      '09:05:15',
      '10:05:15',
      '16:05:15',
    ])
    expect(new Set(here.bot.received.map(({ event_id }) => event_id)).size).toBe(1)
    expect(here.bot.refused).toEqual([])
  })

  test('机器人停着时说的话，起来后补到', async () => {
    echo(here.bot)
    await here.box.power({ do: 'kill' })
    const said = await here.box.say({ as: '周明远', chat: 'bot', text: '还在吗' })
    expect(said).toMatchObject({ status: 504, error: '机器人没有在运行', settled: true, new: [] })
    const started = await here.box.power({ do: 'start' })
    expect(started.new.map(({ text }) => text)).toContain('收到：还在吗')
  })

  test('两个机器人轮流得到推送', async () => {
    const other = await startEchoBot(here.box)
    here.box.attach(other)
    for (const text of ['一', '二', '三', '四'])
      await here.box.say({ as: '周明远', chat: 'bot', text })
    expect([here.bot.received.length, other.received.length]).toEqual([2, 2])
    await other.close()
  })
})

describe('工作日', () => {
  const at = (iso: string) => Date.parse(`${iso}+08:00`)
  test.each([
    ['2026-11-25T09:00:00', '2026-11-26'],
    ['2026-11-27T18:00:00', '2026-11-30'],
    ['2026-02-13T09:00:00', '2026-02-14'],
    ['2026-02-14T09:00:00', '2026-02-24'],
    ['2026-09-30T09:00:00', '2026-10-08'],
    ['2026-12-31T09:00:00', '2027-01-04'],
  ])('%s 之后的工作日早上是 %s', (now, day) =>
    expect(isoOf(nextWorkdayMorning(at(now)))).toBe(`${day}T09:05:00+08:00`),
  )
  test('下季度的第一个工作日', () => {
    expect(isoOf(nextQuarterMorning(at('2026-08-10T09:00:00')))).toBe('2026-10-08T09:05:00+08:00')
    expect(isoOf(nextQuarterMorning(at('2026-11-25T09:00:00')))).toBe('2027-01-04T09:05:00+08:00')
  })
  test('调休的周末上班', () => {
    expect(isWorkday('2026-09-20')).toBe(true)
    expect(isWorkday('2026-09-19')).toBe(false)
  })
})

/** A control URL that always says busy. */
async function busyForEver() {
  const { createServer } = await import('node:http')
  const server = createServer((_, response) => response.end('{"next":null,"busy":true}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/idle`
}
