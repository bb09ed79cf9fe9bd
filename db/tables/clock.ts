// Calls to Feishu: granted across instances, counted by month and kind, and when the month's quota was found spent.
import type { ColumnType } from 'kysely'
import type { Instant } from '../instant.ts'
import type { At } from '../types.ts'

type MaybeAt = ColumnType<Instant | null, Instant | null | undefined, Instant | null>

export interface RateTable {
  api: string
  /** The last instant that was granted. */
  last_at: At
  /** Feishu asked for patience until then. */
  hold_until: MaybeAt
}

/** `n` instants, evenly apart, from `at` on. */
export interface RateGrantTable {
  api: string
  at: At
  n: number
}

export interface CallCountTable {
  /** 2026-11, of Shanghai. */
  month: string
  kind: string
  n: number
}

export interface QuotaTable {
  month: string
  spent_at: At
}

/** 先缓一天 */
export interface GraceTable {
  task_id: string
  by: string
  at: At
}

export interface OutageTable {
  since: At
  until: At
}
