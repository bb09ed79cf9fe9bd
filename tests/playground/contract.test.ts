// The HTTP contract from outside: shapes, refusals with their status, the stream.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { members, p2pChatId } from '../../playground/cast.ts'
import { button, cardOf, echo, type Scene, scene, sendCard } from './form-bot.ts'

type Json = Record<string, unknown>

let here: Scene
const director = members[2]?.open_id ?? ''
beforeEach(async () => {
  here = await scene({ data: '/somewhere' })
})
afterEach(() => here.end())

const get = async <T>(path: string) => {
  const answer = await fetch(`${here.box.url}/api${path}`)
  return { status: answer.status, body: (await answer.json()) as T }
}
const post = async (path: string, body: unknown) => {
  const answer = await fetch(`${here.box.url}/api${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Json }
}

describe('reading', () => {
  test('people and chats', async () => {
    const people = await get<Json[]>('/people')
    expect(people.body[2]).toEqual({
      id: director,
      name: '周明远',
      roles: ['办公室主任'],
      unit: '办公室',
      p2p: p2pChatId(director),
      left: false,
    })
    const chats = await get<Json[]>('/chats')
    expect(chats.body.filter(({ kind }) => kind === 'group')).toHaveLength(9)
    expect(chats.body.find(({ id }) => id === p2pChatId(director))).toEqual({
      id: p2pChatId(director),
      kind: 'p2p',
      name: '周明远',
      members: [director],
      bot: true,
      external: false,
    })
  })

  test('messages since, and calls since', async () => {
    echo(here.bot)
    await post('/say', { as: '周明远', chat: 'bot', text: '一' })
    const path = `/chats/${p2pChatId(director)}/messages`
    const { body: all } = await get<{ seq: number; text: string }[]>(path)
    expect(all.map(({ text }) => text)).toEqual(['一', '收到：一'])
    const { body: later } = await get<Json[]>(`${path}?since=${all[0]?.seq}`)
    expect(later).toHaveLength(1)
    const { body: calls } = await get<{ seq: number; method: string; code: number }[]>('/calls')
    expect(calls.map(({ method, code }) => [method, code])).toEqual([
      ['POST', 0],
      ['POST', 0],
    ])
    expect((await get<Json[]>(`/calls?since=${calls[1]?.seq}`)).body).toEqual([])
  })

  test('a file goes up and comes down', async () => {
    const bytes = new Uint8Array([0, 1, 255])
    const name = encodeURIComponent('台账.xlsx')
    const up = await fetch(`${here.box.url}/api/files?name=${name}`, {
      method: 'POST',
      body: bytes,
    })
    const { file_key } = (await up.json()) as { file_key: string }
    const down = await fetch(`${here.box.url}/api/files/${file_key}`)
    expect(new Uint8Array(await down.arrayBuffer())).toEqual(bytes)
    expect(down.headers.get('content-disposition')).toContain(name)
  })

  test('the bot and its keys', async () => {
    const { body } = await get<Json>('/bot')
    expect(body).toEqual({
      instances: [{ pid: null, ready: true }],
      webhook: here.bot.webhook,
      app_id: here.box.app.app_id,
      encrypt_key: here.box.app.encrypt_key,
      verification_token: here.box.app.verification_token,
      data: '/somewhere',
    })
  })

  test('an address is verified as the console does it', async () => {
    expect(await here.box.verifyUrl(here.bot.webhook)).toBe(true)
    expect(await here.box.verifyUrl(here.bot.control)).toBe(false)
    expect(here.bot.received).toEqual([])
  })

  test('the page is served, and pages from elsewhere are not listened to', async () => {
    expect((await fetch(here.box.url)).status).toBe(200)
    const foreign = await fetch(`${here.box.url}/api/people`, {
      headers: { origin: 'http://evil.example' },
    })
    expect(foreign.status).toBe(403)
  })
})

describe('acting', () => {
  test('say, tap, do, clock, chaos', async () => {
    echo(here.bot)
    expect((await post('/say', { as: '周明远', chat: 'bot', text: '一' })).body).toMatchObject({
      message_id: expect.stringMatching(/^om_/),
      status: 200,
      ms: expect.any(Number),
      error: null,
      settled: true,
      now: '2026-11-25T09:00:00+08:00',
      new: [{ text: '收到：一' }],
    })
    const message_id = await sendCard(here.bot, director, cardOf(button('yes', '批准')))
    expect(
      (await post('/tap', { as: '周明远', message_id, button: '批准', repeat: 2 })).body,
    ).toMatchObject({
      status: [200, 200],
      error: null,
      message: {
        message_id,
        buttons: [{ name: 'yes', text: '批准', disabled: false, confirm: null }],
      },
    })
    expect((await post('/do', { as: '周明远', what: 'enter' })).body).toEqual({
      status: 200,
      settled: true,
      now: '2026-11-25T09:00:00+08:00',
      new: [],
    })
    expect((await post('/clock', { next: 'workday' })).body).toEqual({
      now: '2026-11-26T09:05:00+08:00',
      settled: true,
      new: [],
    })
    expect((await get<Json>('/clock')).body).toEqual({ now: '2026-11-26T09:05:00+08:00' })
    const entry = { side: 'api', kind: 'delay', times: 2, ms: 1 }
    expect((await post('/chaos', entry)).body).toMatchObject({
      active: [{ kind: 'delay', times: 2 }],
    })
  })

  const refusals: [string, number, string, unknown][] = [
    ['no JSON object', 400, '/say', 1],
    ['a missing field', 400, '/say', { chat: 'bot', text: 'x' }],
    ['an unknown field', 400, '/say', { as: '周明远', chat: 'bot', text: 'x', loud: true }],
    ['nothing said', 400, '/say', { as: '周明远', chat: 'bot' }],
    ['nobody', 404, '/say', { as: '无', chat: 'bot', text: 'x' }],
    ['not a member', 403, '/say', { as: '周明远', chat: '工程处工作群', text: 'x' }],
    ['no such message', 404, '/tap', { as: '周明远', message_id: 'om_x', button: 'x' }],
    ['no such act', 400, '/do', { as: '周明远', what: 'fly' }],
    ['the clock set back', 400, '/clock', { to: '2026-11-24T09:00' }],
    ['no instant', 400, '/clock', { to: 'soon' }],
    ['unknown chaos', 400, '/chaos', { side: 'api', kind: 'stale', times: 1 }],
    ['no place', 404, '/bot', { do: 'kill', n: 7 }],
    ['no such call', 404, '/none', {}],
  ]
  test.each(refusals)('%s: %i', async (_, status, path, body) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(status)
    expect(answer.body.error).toMatch(/[一-鿿]/)
  })

  test('several buttons alike: 409 with the choices', async () => {
    const message_id = await sendCard(
      here.bot,
      director,
      cardOf(button('a', '签收'), button('b', '签收')),
    )
    expect(await post('/tap', { as: '周明远', message_id, button: '签收' })).toMatchObject({
      status: 409,
      body: {
        choices: [
          { name: 'a', text: '签收' },
          { name: 'b', text: '签收' },
        ],
      },
    })
  })
})

test('the stream tells the clock, what was and what comes', async () => {
  echo(here.bot)
  await post('/say', { as: '周明远', chat: 'bot', text: '一' })
  const abort = new AbortController()
  const answer = await fetch(`${here.box.url}/api/stream?since=1`, { signal: abort.signal })
  const told: Json[] = []
  const reading = (async () => {
    let rest = ''
    for await (const chunk of answer.body ?? []) {
      rest += Buffer.from(chunk as Uint8Array).toString('utf8')
      told.push(
        ...[...rest.matchAll(/^data: (.*)\n/gm)].map(([, data]) => JSON.parse(data ?? '') as Json),
      )
      rest = rest.slice(rest.lastIndexOf('\n\n') + 2)
    }
  })().catch(() => {})
  await post('/say', { as: '周明远', chat: 'bot', text: '二' })
  await post('/clock', { to: '2026-11-25T10:00' })
  await expect.poll(() => told.at(-1)).toEqual({ now: '2026-11-25T10:00:00+08:00' })
  expect(told[0]).toEqual({ now: '2026-11-25T09:00:00+08:00' })
  expect(told.flatMap(({ text }) => text ?? [])).toEqual(['收到：一', '二', '收到：二'])
  abort.abort()
  await reading
})
