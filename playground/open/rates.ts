// Rates, counted on the playground's clock. A limit of 0 counts nothing.
import type { Box } from '../box.ts'
import { dayOf } from '../clock.ts'
import { imLimited, quotaUsedUp, rateLimited } from './fault.ts'

const counted = new WeakMap<Box, Map<string, number[]>>()
const minute = 60_000

/** Milliseconds until there is room again, when the key was hit too often within the span; else the hit is counted. */
function waitFor(box: Box, key: string, most: number, spanMs: number): number {
  if (most <= 0) return 0
  const now = box.clock.now()
  const all = counted.get(box) ?? new Map<string, number[]>()
  counted.set(box, all)
  const hits = (all.get(key) ?? []).filter((at) => at > now - spanMs)
  if (hits.length >= most) return (hits[hits.length - most] ?? now) + spanMs - now
  all.set(key, [...hits, now])
  return 0
}

/** To one chat, be it a group or one person's. */
export function countMessage(box: Box, chatId: string) {
  if (waitFor(box, `send ${chatId}`, box.limits.messagesPerSecond, 1000)) throw imLimited()
}

export function countPatch(box: Box, messageId: string) {
  if (waitFor(box, `patch ${messageId}`, box.limits.patchesPerSecond, 1000)) throw imLimited()
}

export function countCall(box: Box, api: string) {
  const { callsPerSecond, callsPerMinute } = box.limits
  const short = waitFor(box, `second ${api}`, callsPerSecond, 1000)
  if (short) throw rateLimited(callsPerSecond, short)
  const long = waitFor(box, `minute ${api}`, callsPerMinute, minute)
  if (long) throw rateLimited(callsPerMinute, long)
}

const used = new WeakMap<Box, Map<string, number>>()

/** Auth, contacts and events are free of the monthly quota. */
const isFree = (path: string) => /^\/(?:auth|contact|event)\//.test(path)
const monthOf = ({ clock }: Box) => dayOf(clock.now()).slice(0, 7)

export function checkQuota(box: Box, path: string) {
  const most = box.limits.callsPerMonth
  if (most <= 0 || isFree(path)) return
  if ((used.get(box)?.get(monthOf(box)) ?? 0) >= most) throw quotaUsedUp()
}

/** Only what succeeded counts. */
export function countQuota(box: Box, path: string) {
  if (isFree(path)) return
  const months = used.get(box) ?? new Map<string, number>()
  used.set(box, months.set(monthOf(box), (months.get(monthOf(box)) ?? 0) + 1))
}
