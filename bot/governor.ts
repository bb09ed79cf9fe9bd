// Spares Feishu's limits: calls are granted across instances, counted by kind and month, and what is optional stops when
// the month's quota is spent (99991403) or nearly so.
import type { Kysely } from 'kysely'
import { hours, type Instant, instantOfMs, msOf, plusMs } from '../db/instant.ts'
import { addCalls, callsIn, noteSpent, spentAt } from '../db/ledger/calls.ts'
import { grant, holdUntil } from '../db/ledger/rate.ts'
import type { DB } from '../db/schema.ts'
import type { Failure, Messenger } from '../handlers/outside.ts'
import { dayAt } from '../handlers/when.ts'
import { isFree } from './feishu/errands.ts'
import type { Clock } from './parts.ts'

/** All calls that send or change messages share one budget: stricter than Feishu's, which is per kind of call. */
const api = 'im'
/** A grant that nobody used for this long is let go: used later it would stand too close to others. */
const staleMs = 1_000
/** Where the clock stands still between calls, instants so near are now. */
const standingMs = 250
/** After a refusal because of the quota, one call is tried again this much later. */
const spentMs = hours(1)
/** What remains of the quota is for what the law demands. */
const reserve = 0.95

export interface Governor {
  /** How many of `n` calls may be made now; when the next may. */
  ready(n: number): Promise<{ ready: number; next: Instant | null }>
  /** Until when only what the law demands is sent; null: everything is. */
  optionalFrom(now: Instant): Instant | null
  /** Feishu asked all of us to wait. */
  hold(failure: Failure): Promise<void>
  /** Writes down the calls counted since, and learns how the month stands. */
  flush(perMonth: number): Promise<void>
  /** The same messenger, its calls counted. */
  counted(messenger: Messenger): Messenger
}

export const monthAt = (now: Instant): string => dayAt(now).slice(0, 7)

export function createGovernor(db: Kysely<DB>, clock: Clock): Governor {
  let pool: number[] = []
  let counts = new Map<string, number>()
  let spent: Instant | undefined
  let scarce = false
  let learnt = ''

  const count = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1)

  async function judged<T extends { ok: true } | Failure>(
    kind: string,
    work: Promise<T>,
  ): Promise<T> {
    count(kind)
    const result = await work
    if (!result.ok && result.kind === 'spent') {
      spent = clock.now()
      await noteSpent(db, monthAt(spent), spent)
    }
    return result
  }

  return {
    async ready(n) {
      const now = msOf(clock.now())
      const soon = now + (clock.stands ? standingMs : 0)
      pool = pool.filter((at) => at > now - staleMs)
      if (pool.length < n) {
        const more = await grant(db, api, instantOfMs(now), n - pool.length)
        pool.push(...more.map(msOf))
      }
      const usable = pool.filter((at) => at <= soon).length
      const ready = Math.min(n, usable)
      pool.splice(0, ready)
      const next = pool[0]
      return { ready, next: next === undefined ? null : instantOfMs(next) }
    },
    optionalFrom(now) {
      if (scarce) return plusMs(now, spentMs)
      if (!spent || monthAt(spent) !== monthAt(now)) return null
      const until = plusMs(spent, spentMs)
      return until > now ? until : null
    },
    async hold(failure) {
      if (failure.code !== 99991400) return
      pool = []
      await holdUntil(db, api, plusMs(clock.now(), failure.retryAfterMs ?? 1_000))
    },
    async flush(perMonth) {
      const month = monthAt(clock.now())
      if (counts.size === 0 && month === learnt) return
      learnt = month
      const counted = counts
      counts = new Map()
      await addCalls(db, month, counted)
      spent = await spentAt(db, month)
      const made = (await callsIn(db, month)).reduce((sum, { n }) => sum + n, 0)
      scarce = perMonth > 0 && made >= perMonth * reserve
    },
    counted: (messenger) => ({
      send: (...args) => judged('send', messenger.send(...args)),
      reply: (...args) => judged('send', messenger.reply(...args)),
      update: (...args) => judged('update', messenger.update(...args)),
      recall: (...args) => judged('recall', messenger.recall(...args)),
      readBack: (...args) => judged('read', messenger.readBack(...args)),
      errand: (what) =>
        isFree(what) ? messenger.errand(what) : judged('errand', messenger.errand(what)),
      whoAmI: () => judged('who', messenger.whoAmI()),
    }),
  }
}
