// A talk held (谈心谈话): who with whom, when, how. Content is not stored (domain.md §4.4).
import type { Instant } from '../../db/instant.ts'
import type { Day } from '../calendar.ts'

export type Way = 'individual' | 'group' | 'remote'

interface Facts {
  id: string
  revision: number
  talker: string
  talkee: string
  day: Day
  time: string | null
  minutes: number | null
  way: Way
  backfilled: boolean
  recordedBy: string
  recordedAt: Instant
}

export type Talk = (Facts & { state: 'held' }) | (Facts & { state: 'voided' })

export const wayWords: Record<Way, string> = { individual: '个别', group: '集体', remote: '电话' }
