// The record: append-only entries, sealed afterwards in one chain. And the before-images that triggers keep.
import type { At, Json, JsonColumn } from '../types.ts'

export interface RecordTable {
  id: string
  act: string
  at: At
  /** open_id of the person, or `clock`. */
  by: string
  on_behalf_of: string | null
  feature: string
  subject: string
  verb: string
  facts: JsonColumn<Json>
  /** On the act's first entry: each row it changed, in order, as it was before and as it became. */
  images: JsonColumn<Json>
  /** The text that the seal covers. */
  canonical: string
}

export interface SealTable {
  place: number
  entry: string
  hash: string
}

export interface SealHeadTable {
  one: boolean
  place: number
  hash: string
}

export interface RowImageTable {
  act: string
  n: number
  table_name: string
  row_id: string
  before: JsonColumn<Json>
  after: JsonColumn<Json>
}

/** Committed, and waiting for its seal. */
export interface UnsealedTable {
  entry: string
}
