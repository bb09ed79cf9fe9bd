// What runs beside the doors: the heartbeat (tick, then deliver) and delivery whenever there may be something to send.
import { type Instant, msOf } from '../db/instant.ts'
import { expectBeat } from '../jobs/outages.ts'
import { beatOnce, callsPerMonth, isTrusted, nextBeat } from './beat.ts'
import { drain } from './deliver.ts'
import { errorFacts } from './log.ts'
import type { Parts } from './parts.ts'

export interface Engine {
  /** There may be something to deliver. */
  wake(): void
  /** Runs all that is due now; returns the next instant at which something is. */
  beat(): Promise<Instant | null>
  /** Work that outlives its answer. */
  lasting(work: Promise<unknown>): void
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>
  /** Ends the timers and waits up to eight seconds for what is under way. */
  stop(): Promise<void>
}

export function createEngine(parts: Parts): Engine {
  const under = new Set<Promise<unknown>>()
  let timer: NodeJS.Timeout | undefined
  let delivering: Promise<Instant | null> | undefined
  let again = false
  let stopped = false

  const lasting = (work: Promise<unknown>) => {
    const kept = work.catch((error: unknown) =>
      parts.log('error', 'work in the background failed', errorFacts(error)),
    )
    under.add(kept)
    void kept.finally(() => under.delete(kept))
  }

  /** One delivery at a time in a process; who asks meanwhile gets another round. */
  const deliver = (): Promise<Instant | null> => {
    again = true
    delivering ??= (async () => {
      try {
        let next: Instant | null = null
        while (again && !stopped) {
          again = false
          next = await drain(parts, () => !stopped)
        }
        return next
      } finally {
        delivering = undefined
      }
    })()
    return delivering
  }

  const wake = () => {
    if (stopped) return
    lasting(deliver().then(sleepUntil))
  }

  const sleepUntil = (next: Instant | null) => {
    if (stopped || !next) return
    const wait = Math.max(10, msOf(next) - msOf(parts.clock.now()))
    if (wait > 60_000) return
    clearTimeout(timer)
    timer = setTimeout(wake, wait)
    timer.unref()
  }

  return {
    wake,
    lasting,
    async beat() {
      const next = (await isTrusted(parts)) ? await beatOnce(parts) : null
      const delivery = await deliver()
      await parts.governor.flush(callsPerMonth(parts))
      const soonest = !next || !delivery ? (next ?? delivery) : next < delivery ? next : delivery
      await expectBeat(parts.db, parts.clock.now(), nextBeat(parts, soonest))
      return soonest
    },
    async quiet() {
      while (under.size > 0) await Promise.allSettled(under)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      const patience = new Promise((done) => {
        setTimeout(done, 8_000).unref()
      })
      await Promise.race([Promise.allSettled([...under, delivering]), patience])
    },
  }
}
