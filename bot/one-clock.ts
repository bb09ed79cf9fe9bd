// One clock for all processes: local time plus the measured offset to the database's. An offset that jumps by more than
// five seconds is not believed, and nothing ticks, until two measurements agree.
import { type Kysely, sql } from 'kysely'
import { type Instant, instant, instantOfMs, msOf } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import type { Clock, Measured } from './parts.ts'

const jumpMs = 5_000

export interface OneClock extends Clock {
  measure(): Promise<Measured>
}

export function oneClock(local: () => number, theirs: () => Promise<number>): OneClock {
  let offset: number | undefined
  let doubted: number | undefined

  return {
    now: () => instantOfMs(local() + (offset ?? 0)),
    async measure() {
      const measured = await offsetNow(local, theirs)
      const known = doubted ?? offset ?? measured
      const agrees = Math.abs(measured - known) <= jumpMs
      if (agrees) {
        doubted = undefined
        offset = measured
        return { trusted: true, offsetMs: measured }
      }
      doubted = measured
      return { trusted: false, offsetMs: measured }
    },
  }
}

/** Half of the way there and back is taken off. */
async function offsetNow(local: () => number, theirs: () => Promise<number>): Promise<number> {
  const asked = local()
  const answer = await theirs()
  return Math.round(answer - (asked + local()) / 2)
}

/** The only place where the database's own clock is asked. */
export async function databaseTime(db: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ at: Instant }>`select clock_timestamp() as at`.execute(db)
  return msOf(rows[0]?.at ?? instant('1970-01-01T00:00Z'))
}
