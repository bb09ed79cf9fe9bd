// What reaches the bot, in one union, whichever envelope and door it came through. No code.
// `id` is what the inbox remembers: messages by message id, everything else by event id (feishu-platform.md §1.5).
import type { Instant } from '../../db/instant.ts'

export type Inbound =
  | Message
  | Tapped
  | Entered
  | Menu
  | GroupChange
  | Members
  | Recalled
  | Read
  | PersonChange
  | DepartmentChange
  | Range
  | Ignored
  | Refused

export interface Message {
  kind: 'message'
  id: string
  eventId: string
  messageId: string
  chat: string
  chatKind: 'p2p' | 'group'
  sender: { openId: string; unionId?: string; userId?: string; tenantKey?: string }
  /** Of another tenant than ours. */
  foreign?: true
  at: Instant
  messageType: string
  /** Of text and post; mentions stand in it as `@_user_N`. */
  text: string | null
  mentions: Mention[]
  mentionsBot: boolean
  parentId?: string
  attachment?: Attachment
}

export interface Mention {
  key: string
  openId: string | null
  name: string
  /** Us, known by our own open id alone. */
  isBot: boolean
}

export interface Attachment {
  kind: 'image' | 'file' | 'audio' | 'media'
  key: string
  name?: string
}

export interface Tapped {
  kind: 'tap'
  id: string
  messageId: string
  chat: string
  operator: { openId: string; tenantKey?: string } | null
  foreign?: true
  value: unknown
  /** Dates as `2026-12-10`; what was left empty is absent. */
  form: Record<string, unknown>
  name?: string
  option?: string
  at: Instant
}

export interface Entered {
  kind: 'entered'
  id: string
  chat: string
  openId: string
  at: Instant
}

export interface Menu {
  kind: 'menu'
  id: string
  key: string
  openId: string
  at: Instant
}

export interface GroupChange {
  kind: 'group'
  id: string
  change: 'bot-added' | 'bot-removed' | 'renamed' | 'disbanded'
  chat: string
  name?: string
  external?: boolean
  at: Instant
}

export interface Members {
  kind: 'members'
  id: string
  change: 'added' | 'removed'
  chat: string
  openIds: string[]
  external?: boolean
  at: Instant
}

export interface Recalled {
  kind: 'recalled'
  id: string
  messageId: string
  chat: string
  at: Instant
}

export interface Read {
  kind: 'read'
  id: string
  messageIds: string[]
  openId: string
  at: Instant
}

export interface PersonChange {
  kind: 'person'
  id: string
  change: 'joined' | 'changed' | 'left'
  openId: string
  unionId?: string
  userId?: string
  name?: string
  title?: string
  departmentIds: string[]
  at: Instant
}

export interface DepartmentChange {
  kind: 'department'
  id: string
  department: string
  change: 'added' | 'changed' | 'removed'
  name?: string
  parent?: string
  at: Instant
}

/** Who the app may see has changed. */
export interface Range {
  kind: 'range'
  id: string
  at: Instant
}

/** Genuine, and nothing that we act on. */
export interface Ignored {
  kind: 'ignored'
  id: string
  type: string
  why: string
}

/** Does not fit. `why` is a path and a reason, and holds no content. */
export interface Refused {
  kind: 'refused'
  type?: string
  why: string
}
