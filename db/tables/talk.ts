// Talks: dates and people only; content is not stored.
import type { At } from '../types.ts'

export interface TalkTable {
  id: string
  revision: number
  state: 'held' | 'voided'
  talker: string
  talkee: string
  day: string
  time: string | null
  minutes: number | null
  way: 'individual' | 'group' | 'remote'
  backfilled: boolean
  recorded_by: string
  recorded_at: At
}
