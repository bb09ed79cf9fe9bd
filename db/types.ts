// How column types appear in code, the same on PGlite and on Postgres: days and instants as text, counts as numbers.

import type { ColumnType } from 'kysely'
import { sql } from 'kysely'
import { types as pgTypes } from 'pg'
import { type Instant, instant } from './instant.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** jsonb: read as a value, written only through json(). */
export type JsonColumn<T = Json> = ColumnType<T, JsonParam, JsonParam>
export type At = ColumnType<Instant, Instant, Instant>

declare const jsonParam: unique symbol
export type JsonParam = ReturnType<typeof json> & { readonly [jsonParam]?: true }

/** The only way to write jsonb: pg would turn an array into a Postgres array. */
export function json(value: unknown) {
  return sql<never>`${JSON.stringify(value)}::text::jsonb`
}

const asInstant = (text: string): Instant => instant(text)
const asText = (text: string): string => text

/** Readers by type id, for both drivers: int8, date, timestamptz, numeric. */
export const readers: Record<number, (text: string) => unknown> = {
  20: Number,
  1082: asText,
  1184: asInstant,
  1700: Number,
}

export const pgReaders = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return readers[oid] ?? pgTypes.getTypeParser(oid, format ?? 'text')
  },
}
