// Hostile pushes: bodies as Feishu makes them, and what somebody could make of them. The door is the real one.
import fc from 'fast-check'
import { createApp } from '../../bot/app.ts'
import { signatureOf } from '../../bot/feishu/verify.ts'
import { msOf } from '../../db/instant.ts'
import { encryptBody } from '../feishu/push.ts'
import type { House } from '../house.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export interface Post {
  headers: Record<string, string>
  raw: Uint8Array
}

export interface Gate {
  post(post: Post): Promise<{ status: number; body: string }>
  signed(body: unknown, sentMs?: number): Post
  /** What goes on after the answer has ended. */
  quiet(): Promise<void>
}

export function gateOf({ parts, playground }: House): Gate {
  const {
    app_id: appId,
    encrypt_key: encryptKey,
    verification_token: verificationToken,
  } = playground.app
  const under = new Set<Promise<unknown>>()
  const app = createApp({
    parts,
    keys: { appId, encryptKey, verificationToken },
    lasting: (work) => {
      under.add(work)
      void work.catch(() => {}).finally(() => under.delete(work))
    },
    wake: () => {},
    ready: async () => true,
  })
  return {
    async post({ headers, raw }) {
      const body = new Uint8Array(raw)
      const answer = await app.request('/feishu', { method: 'POST', headers, body })
      return { status: answer.status, body: await answer.text() }
    },
    signed(body, sentMs = msOf(parts.clock.now())) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const raw = new TextEncoder().encode(
        JSON.stringify({ encrypt: encryptBody(encryptKey, text) }),
      )
      return { raw, headers: headersOf(String(Math.floor(sentMs / 1000)), encryptKey, raw) }
    },
    quiet: async () => {
      while (under.size > 0) await Promise.allSettled(under)
    },
  }
}

const headersOf = (timestamp: string, key: string, raw: Uint8Array) => ({
  'content-type': 'application/json',
  'x-lark-request-timestamp': timestamp,
  'x-lark-request-nonce': 'n0nce',
  'x-lark-signature': signatureOf(timestamp, 'n0nce', key, raw),
})

export interface Sender {
  token: string
  appId: string
  at: number
  openId: string
  chat: string
}

const envelope = (of: Sender, type: string, event: Json): Json => ({
  schema: '2.0',
  header: {
    event_id: `ev_${crypto.randomUUID()}`,
    event_type: type,
    create_time: String(of.at),
    token: of.token,
    app_id: of.appId,
    tenant_key: 'tk1',
  },
  event,
})

export const message = (of: Sender, text: string): Json =>
  envelope(of, 'im.message.receive_v1', {
    sender: {
      sender_id: { open_id: of.openId, union_id: 'on_x' },
      sender_type: 'user',
      tenant_key: 'tk1',
    },
    message: {
      message_id: `om_${crypto.randomUUID()}`,
      create_time: String(of.at),
      chat_id: of.chat,
      chat_type: 'p2p',
      message_type: 'text',
      content: JSON.stringify({ text }),
      mentions: [{ key: '@_user_1', id: { open_id: 'ou_1' }, name: '某人' }],
    },
  })

export const tap = (of: Sender, messageId: string, value: Json, form: Json = {}): Json =>
  envelope(of, 'card.action.trigger', {
    operator: { open_id: of.openId, tenant_key: 'tk1' },
    token: 'c-token',
    action: { value, tag: 'button', form_value: form, name: 'x' },
    host: 'im_message',
    context: { open_message_id: messageId, open_chat_id: of.chat },
  })

export const others = (of: Sender): Json[] => [
  envelope(of, 'im.chat.member.bot.added_v1', {
    chat_id: `oc_${crypto.randomUUID()}`,
    name: '群',
    external: false,
    operator_id: { open_id: of.openId },
  }),
  envelope(of, 'im.chat.disbanded_v1', { chat_id: 'oc_none', operator_id: { open_id: of.openId } }),
  envelope(of, 'im.message.recalled_v1', {
    message_id: 'om_none',
    chat_id: of.chat,
    recall_time: String(of.at),
    recall_type: 'message_owner',
  }),
  envelope(of, 'im.message.message_read_v1', {
    reader: { reader_id: { open_id: of.openId }, read_time: String(of.at) },
    message_id_list: ['om_none'],
  }),
  envelope(of, 'im.chat.access_event.bot_p2p_chat_entered_v1', {
    chat_id: of.chat,
    operator_id: { open_id: of.openId },
  }),
  envelope(of, 'application.bot.menu_v6', {
    event_key: '帮助',
    operator: { operator_id: { open_id: of.openId } },
    timestamp: of.at,
  }),
]

const odd = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\u202e倒\u202c',
  '👩‍👩‍👧‍👦',
  'e\u0301'.repeat(50),
  '\ufeff',
  '\u2028',
  'Ａ１★',
  '__proto__',
  'constructor',
  '{"text":"x"}',
  '<at user_id="all"></at>',
  "'; drop table record; --",
  '../../etc/passwd',
  '9'.repeat(400),
]

const strange = (depth: number): Json => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`)

const jsonValue: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Json>(...odd) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Json>(
      0,
      -1,
      1e308,
      -0.5,
      2 ** 53,
      1e17,
      20261125,
      true,
      false,
      null,
      [],
      {},
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom(40, 2_000).map(strange) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom<Json>('x', 1, null), { maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom('text', 'id', '__proto__', 'a'),
      fc.constantFrom<Json>('x', 1, null),
      { maxKeys: 3 },
    ),
  },
)

export interface Mutation {
  /** Which of the places of the body, as a share of them. */
  at: number
  how: 'put' | 'drop' | 'double' | 'add'
  value: Json
  key: string
}

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    how: fc.constantFrom('put', 'drop', 'double', 'add'),
    value: jsonValue,
    key: fc.constantFrom('text', 'x', '__proto__', 'toString', 'open_id', ''),
  }),
  { maxLength: 4 },
)

type Place = { holder: Json[] | { [key: string]: Json }; key: string }

/** A copy with the changes made; the header's vouchers stay, or nothing behind them would be reached. */
export function mutated(body: Json, changes: Mutation[], keep: (path: string) => boolean): Json {
  const copy: Json = structuredClone(body)
  for (const change of changes) {
    const places = placesIn(copy, '', keep)
    const place = places[Math.floor(change.at * places.length)]
    if (place) apply(place, change)
  }
  return copy
}

function placesIn(value: Json, path: string, keep: (path: string) => boolean, depth = 0): Place[] {
  if (typeof value !== 'object' || value === null || depth > 12) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${path}/${key}`
    const within = placesIn(inner, here, keep, depth + 1)
    return keep(here) ? within : [{ holder: value, key }, ...within]
  })
}

function apply({ holder, key }: Place, { how, value, key: added }: Mutation): void {
  const put = (name: string, it: Json) =>
    Object.defineProperty(holder, name, {
      value: it,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  if (how === 'put') put(key, value)
  else if (how === 'add') put(Array.isArray(holder) ? String(holder.length) : added, value)
  else if (how === 'double') put(key, [Reflect.get(holder, key), Reflect.get(holder, key)])
  else if (!Array.isArray(holder)) Reflect.deleteProperty(holder, key)
}
