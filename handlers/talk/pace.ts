// Whether what is left can still be held, and how fast: said while it helps, and said honestly when it no longer can be.
import type { Day } from '../calendar.ts'
import { planTalks, type Wanted } from './planner.ts'

export interface Pace {
  /** Working days left, today among them. */
  days: number
  /** Talks still wanted. */
  talks: number
  late: string[]
}

export function paceOf(wanted: readonly Wanted[], left: readonly Day[], perDay: number): Pace {
  return {
    days: left.length,
    talks: wanted.reduce((sum, { times }) => sum + times, 0),
    late: planTalks({ wanted, perDay }).late,
  }
}

/** 需每两天谈1人 · 需每天谈2人 */
export function sayPace({ days, talks }: Pace): string {
  if (talks === 0 || days === 0) return ''
  const every = Math.floor(days / talks)
  if (every >= 2) return `需每${every === 2 ? '两' : every}天谈1人`
  return `需每天谈${Math.ceil(talks / days)}人`
}
