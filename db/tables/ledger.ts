// The once-only ledger: what came in, what must go out, which cards are out there, what is due when.
import type { ColumnType, Generated } from 'kysely'
import type { Instant } from '../instant.ts'
import type { At, Json, JsonColumn } from '../types.ts'

/** Kept 30 days; no payload and no answer, they hold identity. */
export interface InboxTable {
  /** `m:<message_id>` for messages, `e:<event_id>` for everything else. */
  id: string
  kind: string
  sender: string | null
  chat: string | null
  at: At
  /** The act that it became, for the record. */
  act: string | null
  toast: string | null
}

export type OutboxKind = 'view' | 'notice' | 'errand' | 'recall'
export type OutboxState = 'pending' | 'sent' | 'dropped' | 'failed'

export interface OutboxTable {
  /** UUIDv7; the Feishu `uuid` on every try. */
  id: string
  /** Natural and unique: `sheet/2026-12-07/ou_x`. */
  key: string
  /** `ou_…` for a private chat, `oc_…` for a group; errands without either: `errand`. */
  lane: string
  /** 0 answers and decisions · 1 notices and redraws · 2 sheets and bulk */
  class: number
  kind: OutboxKind
  /** What to render, send or do; sealed bodies stand in `sealed`. */
  body: JsonColumn<Json>
  sealed: Uint8Array | null
  matter: string | null
  reply_to: string | null
  due_at: At
  state: OutboxState
  tries: number
  /** First try of which the fate is not known; null when the fate of every try is known. */
  unknown_since: At | null
  message_id: string | null
  why: string | null
  /** The law demands it: sent again where its fate cannot be learnt, and first when calls run out. */
  statutory: Generated<boolean>
  created_at: At
  done_at: At | null
}

export interface LaneTable {
  lane: string
  /** When there is next something to do; null when there is not. */
  next_at: ColumnType<Instant | null, Instant | null, Instant | null>
  lease_until: At
  fence: number
}

/** A card is a row from the moment it is decided on; id = its outbox row's. */
export interface CardTable {
  id: string
  feature: string
  subject: string
  view: string
  args: JsonColumn<Json>
  lane: string
  message_id: string | null
  wanted: number
  shown: number
  /** Digest of what was last drawn: a redraw that would show the same is not sent. */
  drawn: string | null
  /** The revision of a first send of which the fate is not yet known: a repeat under the same uuid shows that one. */
  sending: number | null
  /** Retired cards are history: no redraw, no buttons. */
  retired: boolean
  /** A change in flight, and until when it is believed to be. */
  patch_until: At | null
  redraw_at: At | null
  sent_at: At | null
  /** Who took its act back, and when, in words: all that the card still says. */
  withdrawn: string | null
  /** Feishu refused it as a card: it goes out as words. */
  as_words: Generated<boolean>
}

export interface AgendaTable {
  feature: string
  subject: string
  kind: string
  due_at: At
}

export interface SlotTable {
  job: string
  last: At
}

/** What stands on the morning sheet of a person or group. The words are made when the sheet is drawn. */
export interface SheetLineTable {
  lane: string
  day: string
  feature: string
  subject: string
  kind: string
}
