// Rates, counted on the playground's clock. A limit of 0 counts nothing.
import type { Box } from '../box.ts'
import { imLimited, quotaUsedUp, rateLimited } from './fault.ts'

const counted = new WeakMap<Box, Map<string, number[]>>()

/** True when the key was hit more often than allowed within the span; the hit itself is then not counted. */
function exceeds(box: Box, key: string, most: number, spanMs: number) {
  if (most <= 0) return false
  const now = box.clock.now()
  const all = counted.get(box) ?? new Map<string, number[]>()
  counted.set(box, all)
  const hits = (all.get(key) ?? []).filter((at) => at > now - spanMs)
  if (hits.length >= most) return true
  all.set(key, [...hits, now])
  return false
}

export function countMessage(box: Box, chatId: string) {
  if (exceeds(box, `send ${chatId}`, box.limits.messagesPerSecond, 1000)) throw imLimited()
}

export function countPatch(box: Box, messageId: string) {
  if (exceeds(box, `patch ${messageId}`, box.limits.patchesPerSecond, 1000)) throw imLimited()
}

export function countCall(box: Box, api: string) {
  const { callsPerSecond, callsPerMinute } = box.limits
  if (exceeds(box, `second ${api}`, callsPerSecond, 1000)) throw rateLimited()
  if (exceeds(box, `minute ${api}`, callsPerMinute, 60_000)) throw rateLimited(60)
}

/** Auth, contacts and events are free of the monthly quota. */
export function countQuota(box: Box, path: string) {
  if (/^\/(?:auth|contact|event)\//.test(path)) return
  if (exceeds(box, 'month', box.limits.callsPerMonth, 30 * 86_400_000)) throw quotaUsedUp()
}
