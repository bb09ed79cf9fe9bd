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
  /** The rows changed by the act as they were before, on its first entry. */
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
}
