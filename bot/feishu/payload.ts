// What a button carries, there and back. Short keys, because a card has 30 KB for all of its buttons.
import { z } from 'zod'
import type { Payload } from '../../handlers/card.ts'
import { parseJson } from './json.ts'

const packed = z.object({
  f: z.string().min(1),
  t: z.string().min(1),
  s: z.string(),
  v: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
})

export function packPayload({ feature, tap, subject, value }: Payload): Record<string, unknown> {
  const rest = Object.keys(value).length ? { v: value } : {}
  return { f: feature, t: tap, s: subject, ...rest }
}

/** Undefined: not a button of ours. Who may tap it is not in here and must be asked anew. */
export function unpackPayload(value: unknown): Payload | undefined {
  const read = packed.safeParse(typeof value === 'string' ? parseJson(value) : value)
  if (!read.success) return undefined
  const { f, t, s, v } = read.data
  return { feature: f, tap: t, subject: s, value: v }
}
