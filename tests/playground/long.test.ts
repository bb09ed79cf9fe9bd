// The long connection at the wire: the official client against the box, and what the box refuses.
import { request } from 'node:http'
import * as lark from '@larksuiteoapi/node-sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openSocket, type Socket } from '../../bot/feishu/socket.ts'
import { botChaos } from '../../playground/chaos.ts'
import { decodeFrame, encodeFrame } from '../../playground/long/frame.ts'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { type EchoBot, startEchoBot } from './echo-bot.ts'
import { button, cardOf, sendCard } from './form-bot.ts'

type Json = Record<string, unknown>
interface Heard {
  header: { event_id: string; event_type: string }
  event: Json
}

const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }
/** A client that is cut comes back at once. */
const quick = { reconnectSecondsReal: 0.05, reconnectNonceSecondsReal: 0.001 }

let box: Playground
let plain: EchoBot
let clients: { close(): void }[] = []

beforeEach(async () => {
  box = await createPlayground({ events: 'websocket', limits: quick })
  plain = await startEchoBot(box)
})
afterEach(async () => {
  for (const client of clients) client.close()
  clients = []
  await box.close()
  await plain.close()
})

/** As a sample bot does it: the SDK's own dispatch. */
async function sdkClient(handle: (data: Json) => unknown) {
  const dispatcher = new lark.EventDispatcher({ logger: silent }).register({
    'im.message.receive_v1': handle,
    'card.action.trigger': handle,
  })
  const { app_id: appId, app_secret: appSecret } = box.app
  const up = Promise.withResolvers<void>()
  const client = new lark.WSClient({
    appId,
    appSecret,
    domain: box.url,
    logger: silent,
    onReady: () => up.resolve(),
    onError: up.reject,
  })
  clients.push({ close: () => client.close({ force: true }) })
  await client.start({ eventDispatcher: dispatcher })
  await up.promise
  return client
}

/** As our own bot does it: the envelope as it came. */
async function ownSocket(
  take: (heard: Heard) => object | undefined,
  pingTimeout = 5,
): Promise<Socket> {
  const { app_id: appId, app_secret: appSecret } = box.app
  const socket = openSocket({
    appId,
    appSecret,
    domain: box.url,
    logger: () => {},
    pingTimeout,
    againAfterMs: 20,
    take: async (body) => take(body as Heard),
  })
  clients.push(socket)
  await socket.ready
  return socket
}

const say = (text = '好') => box.say({ as: '周明远', chat: 'bot', text })
const director = () => box.people().find(({ name }) => name === '周明远')?.id ?? ''

describe('what is pushed', () => {
  test('an event reaches the official client, with its acknowledgement', async () => {
    const heard: Json[] = []
    await sdkClient((data) => void heard.push(data))
    expect(await say()).toMatchObject({ status: 200, error: null, settled: true })
    expect(heard).toMatchObject([{ event_type: 'im.message.receive_v1', app_id: box.app.app_id }])
    expect(box.pushes()).toMatchObject([{ over: 'websocket', status: 200 }])
  })

  test('a large one comes in fragments and is put together again', async () => {
    box.box.limits.frameBytes = 100
    const heard: Heard[] = []
    await ownSocket((one) => void heard.push(one))
    const text = '长'.repeat(3000)
    await say(text)
    const message = heard[0]?.event.message as { content: string }
    expect(JSON.parse(message.content)).toEqual({ text })
  })

  test('a handler that throws is asked again after 15 seconds', async () => {
    let asked = 0
    await sdkClient(() => {
      asked += 1
      if (asked === 1) throw new Error('not today')
    })
    const said = await say()
    expect([said.status, asked, said.now]).toEqual([500, 2, '2026-11-25T09:00:15+08:00'])
  })

  test('with nobody connected it waits for who comes', async () => {
    expect((await say()).status).toBe(504)
    const heard: Heard[] = []
    await ownSocket((one) => void heard.push(one))
    await box.turn({ to: '2026-11-25T09:01' })
    expect(heard).toHaveLength(1)
  })

  test('of several clients one is told, by chance', async () => {
    const counts = [0, 0]
    for (const place of counts.keys())
      await ownSocket(() => {
        counts[place] = (counts[place] ?? 0) + 1
        return undefined
      })
    for (let said = 0; said < 24; said += 1) await box.box.pusher.emit('im.message.receive_v1', {})
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(24)
    expect(Math.min(...counts)).toBeGreaterThan(0)
  })

  test('who does not answer is late; who is cut off has broken off', async () => {
    box.box.limits.answerMsReal = 300
    await sdkClient(() => new Promise(() => {}))
    expect((await box.box.pusher.emit('x', {})).status).toBe(200)
    const late = await box.box.pusher.emit('im.message.receive_v1', {})
    expect(late).toMatchObject({ status: 504, error: '机器人未在 3 秒内应答' })
    box.box.limits.answerMsReal = 3000
    const cut = box.box.pusher.emit('im.message.receive_v1', {})
    setTimeout(() => box.box.long.cut(), 20)
    expect(await cut).toMatchObject({ status: 504, error: '机器人中断了连接' })
  })
})

describe('taps', () => {
  const answer = { toast: { type: 'success', content: '已批准' } }
  const tapped = async () => {
    const message_id = await sendCard(plain, director(), cardOf(button('yes', '批准')))
    return box.tap({ as: '周明远', message_id, button: '批准' })
  }

  test.each(['event', 'card'] as const)('as frames of type %s: ours answers', async (frames) => {
    box.box.behaviour.cardFrames = frames
    const heard: Heard[] = []
    await ownSocket((one) => {
      heard.push(one)
      return answer
    })
    expect(await tapped()).toMatchObject({ status: 200, error: null, toast: answer.toast })
    expect(heard[0]?.event.action).toMatchObject({ value: { op: 'yes' } })
  })

  test('the official client answers event frames, and drops card frames unread', async () => {
    await sdkClient(() => answer)
    expect(await tapped()).toMatchObject({ toast: answer.toast })
    box.box.behaviour.cardFrames = 'card'
    box.box.limits.answerMsReal = 50
    expect(await tapped()).toMatchObject({ error: 200341 })
  })

  test('nobody connected: refused; a handler that throws: 200671; not an answer: 200672', async () => {
    expect(await tapped()).toMatchObject({ error: 200342 })
    let reply: () => object = () => {
      throw new Error('no')
    }
    await ownSocket(() => reply())
    expect(await tapped()).toMatchObject({ error: 200671 })
    reply = () => ({ message: 'x' })
    expect(await tapped()).toMatchObject({ error: 200672 })
  })
})

describe('the line', () => {
  test('pings are answered with the configuration; a line that is dead is left by the watchdog', async () => {
    box.box.limits.pingSecondsReal = 0.3
    const socket = await ownSocket(() => undefined, 0.25)
    await pause(700)
    expect([socket.state(), endpointCalls().length]).toEqual(['connected', 1])
    box.box.long.answersPings = false
    await expect.poll(() => endpointCalls().length, { timeout: 3000 }).toBeGreaterThan(1)
    box.box.long.answersPings = true
    await expect.poll(() => socket.state(), { timeout: 3000 }).toBe('connected')
    expect((await say()).status).toBe(200)
  })

  test('the secret in the log of calls is struck out, and so is the address', async () => {
    await ownSocket(() => undefined)
    const [call] = endpointCalls()
    expect(call).toMatchObject({ code: 0, body: { AppID: box.app.app_id, AppSecret: '***' } })
    expect(JSON.stringify(call)).not.toContain('device_id')
  })

  test('a wrong secret ends the official client; ours goes on asking', async () => {
    const right = box.app.app_secret
    box.app.app_secret = 'another'
    const { app_id: appId } = box.app
    const told = await new Promise<Error>((resolve) => {
      const wrong = { appId, appSecret: right, domain: box.url, logger: silent, onError: resolve }
      const client = new lark.WSClient(wrong)
      clients.push({ close: () => client.close({ force: true }) })
      void client.start({ eventDispatcher: new lark.EventDispatcher({ logger: silent }) })
    })
    expect(told.message).toContain('code=514')
    const settings = {
      appId,
      appSecret: right,
      domain: box.url,
      logger: () => {},
      againAfterMs: 20,
    }
    const socket = openSocket({ ...settings, take: async () => undefined })
    clients.push(socket)
    await pause(60)
    box.app.app_secret = right
    await socket.ready
    expect(socket.state()).toBe('connected')
  })

  test('50 connections, not one more', async () => {
    box.box.limits.connections = 1
    await ownSocket(() => undefined)
    expect(await ask()).toMatchObject({ code: 1000040350 })
    box.box.limits.connections = 2
    const { data } = await ask()
    box.box.limits.connections = 1
    expect(await handshake(data.URL)).toEqual({
      'handshake-status': '514',
      'handshake-msg': 'the number of connections exceeded the limit',
      'handshake-autherrcode': '1000040350',
    })
  })

  test('an address is good for one connection, and only from this machine', async () => {
    const { data } = await ask()
    const socket = new WebSocket(data.URL)
    await new Promise((resolve) => socket.on('open', resolve))
    expect(await handshake(data.URL)).toMatchObject({ 'handshake-status': '403' })
    socket.terminate()
    const again = await ask()
    await expect(handshake(again.data.URL, 'http://evil.example')).rejects.toThrow()
  })

  test('an app that receives by webhook gets none', async () => {
    Object.assign(box.box.subscribed, { events: 'webhook', callbacks: 'webhook' })
    expect(await ask()).toMatchObject({ code: 403 })
  })

  test('what is no frame ends the connection', async () => {
    const { data } = await ask()
    const socket = new WebSocket(data.URL)
    await new Promise((resolve) => socket.on('open', resolve))
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.send(Buffer.from([0xff, 0xff]))
    expect(await closed).toBe(1002)
  })
})

describe('misbehaviour, as far as it can happen here', () => {
  const most: Record<string, [pushes: number, ids: number]> = {
    repeat_event: [2, 1],
    new_event_id: [2, 2],
    reorder: [1, 1],
    delay: [1, 1],
    stale: [1, 1],
    bad_signature: [1, 1],
    drop: [1, 1],
  }

  test.each(botChaos)('%s', async (kind) => {
    const heard: Heard[] = []
    await ownSocket((one) => void heard.push(one))
    box.chaos({ side: 'bot', kind, times: 1, ms: 20, path: 'im.message' })
    await say()
    await box.turn({ to: '2026-11-25T09:01' })
    const ids = new Set(heard.map(({ header }) => header.event_id))
    expect([heard.length, ids.size]).toEqual(most[kind])
  })

  test('the endpoint itself fails, and the client asks again', async () => {
    const path = '/callback/ws/endpoint'
    box.chaos({ side: 'api', kind: 'error', path, times: 1 })
    expect(await ask()).toMatchObject({ code: 1000040343 })
    box.chaos({ side: 'api', kind: 'down', path, times: 1 })
    await expect(ask()).rejects.toThrow()
  })
})

describe('frames', () => {
  test('what is encoded is decoded again, large numbers too', () => {
    const frame = {
      seqId: 300,
      logId: 1_764_034_800_123,
      service: 7,
      method: 1,
      headers: { type: 'event', message_id: '中' },
      payload: new Uint8Array(Buffer.from('x'.repeat(500))),
    }
    const decoded = decodeFrame(encodeFrame(frame))
    expect({ ...decoded, payload: new Uint8Array(decoded.payload) }).toEqual(frame)
  })

  test.each([[[]], [[0x08]], [[0x42, 0x7f, 1]], [[0x0b]]])('%j is none', (bytes) => {
    expect(() => decodeFrame(Buffer.from(bytes))).toThrow()
  })
})

const endpointCalls = () => box.calls().filter(({ path }) => path === '/callback/ws/endpoint')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function ask() {
  const { app_id, app_secret } = box.app
  const answer = await fetch(`${box.url}/callback/ws/endpoint`, {
    method: 'POST',
    body: JSON.stringify({ AppID: app_id, AppSecret: app_secret }),
  })
  return (await answer.json()) as { code: number; data: { URL: string } }
}

/** What a refused upgrade says in its headers. */
function handshake(address: string, origin?: string): Promise<Record<string, unknown>> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.from('0123456789abcdef').toString('base64'),
    ...(origin && { origin }),
  }
  return new Promise((resolve, reject) => {
    request(address.replace(/^ws/, 'http'), { headers })
      .on('response', ({ headers: said }) => {
        const own = Object.entries(said).filter(([name]) => name.startsWith('handshake-'))
        resolve(Object.fromEntries(own))
      })
      .on('error', reject)
      .end()
  })
}
