// What Feishu promises of messages, and no more: a uuid is remembered for an hour, private chats can be read back, groups
// cannot, and an answer may be lost after the message was taken.
import { hours, type Instant, msOf } from '../../db/instant.ts'
import type { Address, Failure, Messenger, Sent } from '../../handlers/outside.ts'

export interface Message {
  messageId: string
  chat: string
  content: string
  uuid: string
  at: Instant
  updates: number
}

/** taken: done, but nobody hears of it · lost: neither done nor heard of · busy: said so · final: refused for good */
export type Fault = 'taken' | 'lost' | 'busy' | 'crowded' | 'spent' | 'forbidden' | undefined

export interface Feishu extends Messenger {
  messages: Message[]
  calls: number
}

const failures: Record<Exclude<Fault, undefined>, Failure> = {
  taken: { ok: false, kind: 'unreachable', code: 0, detail: 'ECONNRESET' },
  lost: { ok: false, kind: 'unreachable', code: 0, detail: 'ECONNRESET' },
  busy: { ok: false, kind: 'busy', code: 99991400, detail: 'code 99991400', retryAfterMs: 3_000 },
  crowded: { ok: false, kind: 'busy', code: 230020, detail: 'code 230020' },
  spent: { ok: false, kind: 'spent', code: 99991403, detail: 'code 99991403' },
  forbidden: { ok: false, kind: 'forbidden', code: 230013, detail: 'code 230013' },
}

export const chatOf = (to: Address) => ('group' in to ? to.group : to.person.replace('ou_', 'oc_p'))

/** `faultOf` is asked at every call that changes something. */
export function createFeishu(
  now: () => Instant,
  faultOf: (what: 'send' | 'update' | 'read') => Fault = () => undefined,
): Feishu {
  const messages: Message[] = []
  const box = { calls: 0 }

  const take = (chat: string, content: string, uuid: string): Sent => {
    const known = messages.find((m) => m.uuid === uuid && msOf(now()) - msOf(m.at) < hours(1))
    if (known) return { ok: true, messageId: known.messageId, chat }
    const messageId = `om_${messages.length + 1}`
    messages.push({ messageId, chat, content, uuid, at: now(), updates: 0 })
    return { ok: true, messageId, chat }
  }

  const send = async (to: Address, content: string, uuid: string): Promise<Sent> => {
    box.calls += 1
    const fault = faultOf('send')
    if (fault && fault !== 'taken') return failures[fault]
    const sent = take(chatOf(to), content, uuid)
    return fault ? failures[fault] : sent
  }

  return {
    messages,
    get calls() {
      return box.calls
    },
    send: (to, wire, uuid) => send(to, wire.content, uuid),
    reply: (_to, wire, uuid) => send({ group: 'oc_reply' }, wire.content, uuid),
    async update(messageId, card) {
      box.calls += 1
      const fault = faultOf('update')
      if (fault && fault !== 'taken') return failures[fault]
      const message = messages.find((m) => m.messageId === messageId)
      if (message) Object.assign(message, { content: card, updates: message.updates + 1 })
      return fault ? failures[fault] : { ok: true }
    },
    recall: async () => ({ ok: true }),
    async readBack(chat, from, to) {
      box.calls += 1
      const fault = faultOf('read')
      if (fault) return failures[fault]
      if (!chat.startsWith('oc_p')) return failures.forbidden
      const span = messages.filter((m) => m.chat === chat && m.at >= from && m.at <= to)
      return { ok: true, messages: span }
    },
    errand: async () => ({ ok: true, value: null }),
    whoAmI: async () => ({ ok: true, openId: 'ou_bot', name: '督办助手' }),
  }
}
