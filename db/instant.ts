// An instant as it travels: ISO 8601 in UTC with milliseconds, so that text order is time order, in code and in JSON.
import { Temporal } from 'temporal-polyfill'

export type Instant = string & { readonly instant: unique symbol }

/** Canonical form of any ISO instant, also of Postgres' own ("2026-11-25 09:00:00+08"). */
export function instant(text: string): Instant {
  return print(Temporal.Instant.from(text.replace(' ', 'T')))
}

export function instantOfMs(ms: number): Instant {
  return print(Temporal.Instant.fromEpochMilliseconds(ms))
}

export function msOf(at: Instant): number {
  return Temporal.Instant.from(at).epochMilliseconds
}

export function plusMs(at: Instant, ms: number): Instant {
  return instantOfMs(msOf(at) + ms)
}

export const minutes = (n: number) => n * 60_000
export const hours = (n: number) => n * 3_600_000

function print(at: Temporal.Instant): Instant {
  return at.toString({ smallestUnit: 'millisecond' }) as Instant
}
