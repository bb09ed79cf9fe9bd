// The small shapes that all of Feishu's payloads are made of: ids, times by magnitude, null as missing.
import { z } from 'zod'
import { type Instant, instantOfMs } from '../../db/instant.ts'

/** What the envelope says of any event. */
export interface Head {
  /** For the inbox. */
  id: string
  eventId: string
  type: string
  at: Instant
  /** The tenant that has the app: ours. */
  tenant?: string
}

/** Somebody of another tenant: a guest in an external group, or whom a card was forwarded to. */
export const isForeign = ({ tenant }: Head, theirs: string | undefined) =>
  tenant !== undefined && theirs !== undefined && tenant !== theirs

export const id = z.string().min(1)

/** Missing, null and '' are one. */
export const some = z
  .string()
  .nullish()
  .transform((text) => text || undefined)

export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined)

/** Seconds, milliseconds or microseconds, as text or number: documents and senders differ. */
export const time = z
  .union([z.string().regex(/^\d+(\.\d+)?$/), z.number()])
  .transform((given, ctx) => {
    const ms = msByMagnitude(Number(given))
    if (ms !== undefined) return instantOfMs(ms)
    ctx.addIssue({ code: 'custom', message: 'not a time' })
    return z.NEVER
  })

export const laterTime = (fallback: Instant) =>
  z
    .union([time, z.literal('')])
    .nullish()
    .transform((at): Instant => at || fallback)

export const person = z.object({ open_id: id, union_id: some, user_id: some })

/** A list of which null and absence are the empty one. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? [])

function msByMagnitude(number: number): number | undefined {
  if (!Number.isFinite(number) || number < 1e8 || number >= 1e17) return undefined
  if (number < 1e11) return Math.round(number * 1000)
  return number < 1e14 ? Math.floor(number) : Math.floor(number / 1000)
}
