// The port to the messenger, as types: what can be asked of it, and the short list of how it can fail. No code.
import type { Instant } from '../db/instant.ts'
import type { Json } from '../db/types.ts'

/** What happened in Feishu by nobody's words to us. */
export type Happening =
  | {
      kind: 'group'
      change: 'bot-added' | 'bot-removed' | 'renamed' | 'disbanded'
      chat: string
      name?: string
      external?: boolean
      at: Instant
    }
  | {
      kind: 'members'
      change: 'added' | 'removed'
      chat: string
      openIds: string[]
      at: Instant
      external?: boolean
    }
  | {
      kind: 'person'
      change: 'joined' | 'changed' | 'left'
      openId: string
      unionId?: string
      userId?: string
      name?: string
      title?: string
      departmentIds: string[]
      at: Instant
    }
  | {
      kind: 'department'
      change: 'added' | 'changed' | 'removed'
      department: string
      name?: string
      parent?: string
      at: Instant
    }
  | { kind: 'range'; at: Instant }
  | { kind: 'recalled'; messageId: string; chat: string; at: Instant }

/** Where a message goes: a person's private chat, or a group. */
export type Address = { person: string } | { group: string }

/** What is sent, already encoded for the wire. */
export type Wire =
  | { type: 'text'; content: string }
  | { type: 'interactive'; content: string }
  | { type: 'file'; content: string }

export interface Messenger {
  /** `uuid`: the same within an hour is sent once. */
  send(to: Address, wire: Wire, uuid: string): Promise<Sent>
  reply(messageId: string, wire: Wire, uuid: string): Promise<Sent>
  /** Replaces the card of a message that we sent. */
  update(messageId: string, card: string): Promise<Done>
  recall(messageId: string): Promise<Done>
  /** Our messages in a chat between two instants, for a send of which the fate is unknown. */
  readBack(chat: string, from: Instant, to: Instant): Promise<ReadBack>
  /** Fetches or does what an errand says. */
  errand(what: Json): Promise<{ ok: true; value: Json } | Failure>
  whoAmI(): Promise<{ ok: true; openId: string; name: string } | Failure>
}

export type Sent = { ok: true; messageId: string; chat: string } | Failure
export type Done = { ok: true } | Failure
export type ReadBack =
  | { ok: true; messages: { messageId: string; content: string }[]; heard?: Heard[] }
  | Failure

/** What a person said there, as Feishu keeps it. */
export interface Heard {
  messageId: string
  chat: string
  sender: string
  at: Instant
  type: string
  content: string
}

/**
 * busy: wait (until `retryAfterMs`), then the same again · unreachable: no answer, the fate is unknown ·
 * gone: that chat, person or message is no more · forbidden: not allowed, someone must change a setting ·
 * malformed: refused as it is, sending it again will not help · spent: the month's quota is used up
 */
export interface Failure {
  ok: false
  kind: 'busy' | 'unreachable' | 'gone' | 'forbidden' | 'malformed' | 'spent'
  code: number
  /** For the log and the administrator; holds no content. */
  detail: string
  retryAfterMs?: number
}
