// Misbehaviour on request: each kind, on both sides.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { members } from '../../playground/cast.ts'
import { type ApiChaos, apiChaos, type BotChaos, botChaos } from '../../playground/chaos.ts'
import { button, cardOf, messageOf, type Scene, scene, send, sendCard } from './form-bot.ts'

let here: Scene
const director = members[2]?.open_id ?? ''
const shown = () => here.box.messages(here.box.people()[2]?.p2p ?? '')
const sendOne = () => send(here.bot, director, 'text', { text: 'x' })

beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.end())

describe('the side of the calls', () => {
  const path = '/im/v1/messages'

  test.each([
    ['rate_limit', 429, 99991400],
    ['im_limit', 400, 230020],
    ['quota', 429, 99991403],
    ['error', 500, 2200],
    ['token', 400, 99991663],
  ] as const)('%s: %i, %i, once', async (kind, status, code) => {
    expect(here.box.chaos({ side: 'api', kind, path, times: 1 }).active).toHaveLength(1)
    const answer = await sendOne()
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(shown()).toHaveLength(0)
    expect(here.box.box.chaos.active()).toHaveLength(0)
  })

  test('error with a code of choice', async () => {
    here.box.chaos({ side: 'api', kind: 'error', times: 1, path, code: 230049 })
    expect((await sendOne()).body.code).toBe(230049)
  })

  test('token revokes: the old one stays refused, a new one is taken', async () => {
    const { app, url } = here.box
    const ask = async () => {
      const answer = await fetch(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
        method: 'POST',
        body: JSON.stringify({ app_id: app.app_id, app_secret: app.app_secret }),
      })
      return ((await answer.json()) as { tenant_access_token: string }).tenant_access_token
    }
    await sendOne()
    const old = await ask()
    here.box.chaos({ side: 'api', kind: 'token', times: 1, path })
    await sendOne()
    expect((await sendOne()).body.code).toBe(99991663)
    expect(await ask()).not.toBe(old)
  })

  test('drop_answer: done, but nobody learns of it; down: not done', async () => {
    await sendOne()
    here.box.chaos({ side: 'api', kind: 'drop_answer', times: 1, path })
    await expect(sendOne()).rejects.toThrow()
    expect(shown()).toHaveLength(2)
    here.box.chaos({ side: 'api', kind: 'down', times: 1, path })
    await expect(sendOne()).rejects.toThrow()
    expect(shown()).toHaveLength(2)
  })

  test('delay takes real time; another path and method are left alone; 0 clears', async () => {
    here.box.chaos({ side: 'api', kind: 'delay', times: 9, path, method: 'PATCH', ms: 5000 })
    here.box.chaos({ side: 'api', kind: 'delay', times: 1, path, method: 'POST', ms: 60 })
    const started = performance.now()
    await sendOne()
    expect(performance.now() - started).toBeGreaterThan(50)
    expect(here.box.chaos({ side: 'api', kind: 'delay', times: 0 }).active).toEqual([])
  })
})

describe('the side of the events', () => {
  const say = (text = '好') => here.box.say({ as: '周明远', chat: 'bot', text })
  const ids = () => here.bot.received.map(({ event_id }) => event_id)

  test('repeat_event: the same event twice', async () => {
    here.box.chaos({ side: 'bot', kind: 'repeat_event', times: 1 })
    await say()
    expect(ids()).toHaveLength(2)
    expect(new Set(ids()).size).toBe(1)
  })

  test('new_event_id: the same message under another id', async () => {
    here.box.chaos({ side: 'bot', kind: 'new_event_id', times: 1 })
    await say()
    expect(new Set(ids()).size).toBe(2)
    expect(new Set(here.bot.received.map((one) => messageOf(one).message_id)).size).toBe(1)
  })

  test('reorder: the later one comes first', async () => {
    here.box.chaos({ side: 'bot', kind: 'reorder', times: 1 })
    expect((await say('一')).status).toBe(0)
    await say('二')
    expect(here.bot.received.map((one) => messageOf(one).content)).toEqual([
      '{"text":"二"}',
      '{"text":"一"}',
    ])
  })

  test.each(['stale', 'bad_signature'] as const)(
    '%s: refused, and right at the next try',
    async (kind) => {
      here.box.chaos({ side: 'bot', kind, times: 1 })
      expect((await say()).status).toBe(401)
      expect(here.bot.refused).toEqual([401])
      expect(ids()).toHaveLength(1)
      expect(here.box.now()).toBe('2026-11-25T09:00:15+08:00')
    },
  )

  test('drop: lost on the way, pushed again', async () => {
    here.box.chaos({ side: 'bot', kind: 'drop', times: 1 })
    expect((await say()).status).toBe(504)
    expect(ids()).toHaveLength(1)
  })

  test('delay, and a tap that is lost is lost for good', async () => {
    here.box.chaos({ side: 'bot', kind: 'delay', times: 1, ms: 60 })
    const started = performance.now()
    await say()
    expect(performance.now() - started).toBeGreaterThan(50)
    const message_id = await sendCard(here.bot, director, cardOf(button('yes', '批准')))
    here.box.chaos({ side: 'bot', kind: 'drop', times: 1, path: 'card.action' })
    expect(await here.box.tap({ as: '周明远', message_id, button: '批准' })).toMatchObject({
      error: 200341,
    })
    await here.box.turn({ to: '2026-11-26T09:00' })
    expect(here.bot.received.filter(({ type }) => type === 'card.action.trigger')).toHaveLength(0)
  })
})

describe('every kind of the contract, one row each', () => {
  /** What the bot is answered, or nothing; and whether it was done all the same. */
  const calls: Record<ApiChaos, [answered: number | null, done: boolean]> = {
    drop_answer: [null, true],
    error: [500, false],
    rate_limit: [429, false],
    im_limit: [400, false],
    delay: [200, true],
    token: [400, false],
    quota: [429, false],
    down: [null, false],
  }

  test.each(apiChaos)('a call meets %s', async (kind) => {
    here.box.chaos({ side: 'api', kind, times: 1, ms: 10, path: '/im/v1/messages' })
    const status = await sendOne().then(
      (answer) => answer.status,
      () => null,
    )
    expect([status, shown().length === 1]).toEqual(calls[kind])
    expect(here.box.box.chaos.active()).toEqual([])
  })

  /** Pushes of one message that the bot took, under how many event ids, and when the last came. */
  const pushes: Record<BotChaos, [taken: number, ids: number, at: string]> = {
    repeat_event: [2, 1, '09:00:00'],
    new_event_id: [2, 2, '09:00:00'],
    reorder: [1, 1, '09:00:00'],
    delay: [1, 1, '09:00:00'],
    stale: [1, 1, '09:00:15'],
    bad_signature: [1, 1, '09:00:15'],
    drop: [1, 1, '09:00:15'],
  }

  test.each(botChaos)('an event meets %s', async (kind) => {
    here.box.chaos({ side: 'bot', kind, times: 1, ms: 10 })
    await here.box.say({ as: '周明远', chat: 'bot', text: '好' })
    await here.box.turn({ to: '2026-11-25T09:01' })
    const { received } = here.bot
    const ids = new Set(received.map(({ event_id }) => event_id))
    const at = received.at(-1)?.now.slice(11, 19)
    expect([received.length, ids.size, at]).toEqual(pushes[kind])
  })

  test('all are as the contract names them', async () => {
    const named = (side: string, kind: string) =>
      fetch(`${here.box.url}/api/chaos`, {
        method: 'POST',
        body: JSON.stringify({ side, kind, times: 0 }),
      }).then(({ status }) => status)
    for (const kind of apiChaos) expect(await named('api', kind)).toBe(200)
    for (const kind of botChaos) expect(await named('bot', kind)).toBe(200)
    expect(await named('api', 'stale')).toBe(400)
  })
})
