// Pushes events to the bots as Feishu does: signed, encrypted, three seconds, four retries on its
// own schedule.
import type { AppConfig, Behaviour, Subscribed, Way } from './box.ts'
import type { CallLog } from './calls.ts'
import type { Chaos, ChaosEntry } from './chaos.ts'
import type { Clock } from './clock.ts'
import { newEventId, newNonce } from './ids.ts'
import type { Instances } from './instances.ts'
import { type Json, objectOf, parseObject } from './json.ts'
import { type Limits, retryAfterSeconds } from './limits.ts'
import type { LongConnections } from './long/connections.ts'
import { post, type Reply } from './post.ts'
import { eventScopes, grantsOneOf, seesUserIds, withoutUserIds } from './scopes.ts'
import { encrypt, sign } from './wire.ts'

export interface PushResult {
  /** The bot's answer; 504: none in time; 0: not pushed. */
  status: number
  ms: number
  error: string | null
}

export interface PushRecord {
  event_id: string
  type: string
  over: Way
  at: number
  status: number
}

interface Envelope {
  id: string
  type: string
  body: Json
}

interface Waiting {
  envelope: Envelope
  tries: number
  due: number
}

interface Parts {
  app: AppConfig
  clock: Clock
  limits: Limits
  chaos: Chaos
  calls: CallLog
  instances: Instances
  long: LongConnections
  subscribed: Subscribed
  behaviour: Behaviour
  scopes: Set<string>
  tenantKey: string
}

export const notPushed: PushResult = { status: 0, ms: 0, error: null }
export const noBot: Reply = { kind: 'refused', ms: 0 }
const jsonType = { 'content-type': 'application/json;charset=utf-8' }
const eightHours = 8 * 3_600_000
const cardTapped = 'card.action.trigger'

export class Pusher {
  readonly records: PushRecord[] = []
  #parts: Parts
  #waiting: Waiting[] = []
  #held: Envelope[] = []
  #underWay = new Set<Promise<unknown>>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get underWay() {
    return this.#underWay.size
  }

  /** The instant of the next retry. */
  get due(): number | null {
    return this.#waiting.length ? Math.min(...this.#waiting.map(({ due }) => due)) : null
  }

  /** Resolves when nothing is under way any more, or at the deadline (real time). */
  async quiet() {
    while (this.#underWay.size) await Promise.allSettled(this.#underWay)
  }

  emit(type: string, event: Json): Promise<PushResult> {
    if (!grantsOneOf(this.#parts.scopes, eventScopes[type] ?? [])) return Promise.resolve(notPushed)
    return this.#emit(this.#envelope(type, event))
  }

  /** An event of schema 1.0, which only the oldest have. */
  emitFormer(type: string, event: Json): Promise<PushResult> {
    const { app, clock, tenantKey } = this.#parts
    const id = newEventId()
    const whole = { type, app_id: app.app_id, tenant_key: tenantKey, ...this.#seen(event) }
    const head = { ts: String(clock.now() / 1000), uuid: id, token: app.verification_token }
    return this.#emit({ id, type, body: { ...head, type: 'event_callback', event: whole } })
  }

  #emit(envelope: Envelope): Promise<PushResult> {
    const entry = this.#parts.chaos.take('bot', envelope.type, 'POST')
    if (entry?.kind === 'reorder') {
      this.#held.push(envelope)
      return Promise.resolve({ ...notPushed, error: '推迟到下一个事件之后' })
    }
    return this.#track(this.#first(envelope, entry))
  }

  /** A card callback: one try, and the answer matters. */
  callback(event: Json): Promise<Reply> {
    const type = cardTapped
    const entry = this.#parts.chaos.take('bot', type, 'POST')
    const envelope = this.#envelope(type, event)
    return this.#track(this.#once(envelope, entry))
  }

  /** As the console asks when the address is saved: encrypted, unsigned, within one second. */
  async verifyUrl(webhook: string): Promise<boolean> {
    const { encrypt_key, verification_token: token } = this.#parts.app
    const challenge = newNonce()
    const json = JSON.stringify({ challenge, token, type: 'url_verification' })
    const body = encrypt_key ? JSON.stringify({ encrypt: encrypt(encrypt_key, json) }) : json
    const reply = await post(webhook, body, jsonType, 1000)
    if (reply.kind !== 'answered' || reply.status !== 200) return false
    return parseObject(reply.body).challenge === challenge
  }

  async pushDue() {
    const now = this.#parts.clock.now()
    const due = this.#waiting.filter((waiting) => waiting.due <= now)
    this.#waiting = this.#waiting.filter((waiting) => waiting.due > now)
    await Promise.all(due.map((waiting) => this.#track(this.#again(waiting))))
  }

  async releaseHeld() {
    const held = this.#held
    this.#held = []
    for (const envelope of held) await this.#track(this.#first(envelope, undefined))
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work)
    const done = () => this.#underWay.delete(work)
    work.then(done, done)
    return work
  }

  #envelope(type: string, event: Json): Envelope {
    const { app, clock, behaviour, tenantKey } = this.#parts
    const id = newEventId()
    const ms = String(clock.now())
    const inMicroseconds = type === cardTapped || behaviour.eventTime === 'us'
    const header = {
      event_id: id,
      event_type: type,
      create_time: inMicroseconds ? `${ms}000` : ms,
      token: app.verification_token,
      app_id: app.app_id,
      tenant_key: tenantKey,
    }
    return { id, type, body: { schema: '2.0', header, event: this.#seen(event) } }
  }

  #seen(event: Json): Json {
    return this.#parts.scopes.has(seesUserIds) ? event : objectOf(withoutUserIds(event))
  }

  async #first(envelope: Envelope, entry: ChaosEntry | undefined): Promise<PushResult> {
    const reply = await this.#once(envelope, entry)
    if (!taken(reply)) this.#later({ envelope, tries: 0, due: 0 })
    if (entry?.kind === 'repeat_event') await this.#once(envelope, undefined)
    if (entry?.kind === 'new_event_id') await this.#once(renamed(envelope), undefined)
    await this.releaseHeld()
    return resultOf(reply)
  }

  async #again(waiting: Waiting) {
    const entry = this.#parts.chaos.take('bot', waiting.envelope.type, 'POST')
    const reply = await this.#once(waiting.envelope, entry)
    if (!taken(reply)) this.#later({ ...waiting, tries: waiting.tries + 1 })
  }

  #later(waiting: Waiting) {
    const seconds = retryAfterSeconds[waiting.tries]
    if (seconds === undefined) return
    this.#waiting.push({ ...waiting, due: this.#parts.clock.now() + seconds * 1000 })
  }

  async #once(envelope: Envelope, entry: ChaosEntry | undefined): Promise<Reply> {
    const { clock, calls, subscribed } = this.#parts
    if (entry?.kind === 'delay') await pause(entry.ms ?? 1000)
    const { id, type } = envelope
    const over = type === cardTapped ? subscribed.callbacks : subscribed.events
    const at = clock.now()
    calls.stir()
    const reply: Reply =
      entry?.kind === 'drop' ? { kind: 'late', ms: 0 } : await this.#reach(over, envelope, entry)
    calls.stir()
    this.records.push({ event_id: id, type, over, at, status: resultOf(reply).status })
    return reply
  }

  /** Over the long connection nothing is signed or dated, so nothing of that can be wrong. */
  async #reach(over: Way, { id, type, body }: Envelope, entry?: ChaosEntry): Promise<Reply> {
    const { app, clock, limits, instances, long, behaviour } = this.#parts
    if (over === 'websocket') {
      const frames = type === cardTapped ? behaviour.cardFrames : 'event'
      return long.deliver({ type: frames, id, json: JSON.stringify(body) })
    }
    const instance = instances.next()
    if (!instance) return noBot
    return send(instance.webhook, body, app, clock.now(), entry?.kind, limits.answerMsReal)
  }
}

function send(
  webhook: string,
  body: Json,
  { encrypt_key }: AppConfig,
  now: number,
  chaos: ChaosEntry['kind'] | undefined,
  timeoutMs: number,
) {
  const json = JSON.stringify(body)
  if (!encrypt_key) return post(webhook, json, jsonType, timeoutMs)
  const bytes = Buffer.from(JSON.stringify({ encrypt: encrypt(encrypt_key, json) }))
  const seconds = Math.floor((chaos === 'stale' ? now - 2 * eightHours : now) / 1000)
  const timestamp = String(seconds)
  const nonce = newNonce()
  const signature = sign(timestamp, nonce, chaos === 'bad_signature' ? 'wrong' : encrypt_key, bytes)
  const headers = {
    ...jsonType,
    'X-Lark-Request-Timestamp': timestamp,
    'X-Lark-Request-Nonce': nonce,
    'X-Lark-Signature': signature,
  }
  return post(webhook, bytes, headers, timeoutMs)
}

const taken = (reply: Reply) => reply.kind === 'answered' && reply.status === 200

function renamed(envelope: Envelope): Envelope {
  const id = newEventId()
  if (envelope.body.uuid !== undefined)
    return { ...envelope, id, body: { ...envelope.body, uuid: id } }
  const header = { ...objectOf(envelope.body.header), event_id: id }
  return { ...envelope, id, body: { ...envelope.body, header } }
}

const sentences = {
  refused: '机器人没有在运行',
  unknown_host: '机器人的地址无法解析',
  broken: '机器人中断了连接',
  late: '机器人未在 3 秒内应答',
}

function resultOf(reply: Reply): PushResult {
  if (reply.kind === 'answered') return { status: reply.status, ms: reply.ms, error: null }
  return { status: 504, ms: reply.ms, error: sentences[reply.kind] }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
