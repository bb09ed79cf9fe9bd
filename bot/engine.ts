// What runs beside the doors: the heartbeat (tick, then deliver) and delivery whenever there may be something to send.
import { type Instant, msOf } from '../db/instant.ts'
import { tick } from '../jobs/tick.ts'
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
  /** Ends the timers and waits up to ten seconds for what is under way. */
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
          next = await drain(parts)
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
      const next = await tick({
        db: parts.db,
        vault: parts.vault,
        features: parts.features,
        now: parts.clock.now(),
        office: (trx) => parts.office.get(trx, parts.clock.now()),
        id: parts.id,
        alarm: (row, error) =>
          parts.log('error', 'a due item failed and is put off an hour', {
            feature: row.feature,
            kind: row.kind,
            subject: row.subject,
            ...errorFacts(error),
          }),
      })
      const delivery = await deliver()
      if (!next || !delivery) return next ?? delivery
      return next < delivery ? next : delivery
    },
    async quiet() {
      while (under.size > 0) await Promise.allSettled(under)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      const patience = new Promise((done) => {
        setTimeout(done, 10_000).unref()
      })
      await Promise.race([Promise.allSettled([...under, delivering]), patience])
    },
  }
}
