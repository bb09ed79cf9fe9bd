// A talk (谈心谈话): who with whom, when, how. Entered into a closed quarter it waits for the director (domain.md §4.4, §8.4#7).
import type { Instant } from '../../db/instant.ts'
import type { Day } from '../calendar.ts'

export const ways = ['individual', 'group', 'remote'] as const
export type Way = (typeof ways)[number]

export interface Facts {
  id: string
  revision: number
  talker: string
  talkee: string
  day: Day
  time: string | null
  minutes: number | null
  way: Way
  place: string | null
  /** The employee had asked for it. */
  requested: boolean
  backfilled: boolean
  recordedBy: string
  recordedAt: Instant
  /** The day from which it counts; null while it waits, or when it was declined. */
  countsFrom: Day | null
  voidedOn: Day | null
}

interface Decision {
  decidedBy: string
  decidedAt: Instant
}

export type Talk =
  | (Facts & { state: 'awaiting' })
  | (Facts & { state: 'held' })
  | (Facts & Decision & { state: 'declined' })
  | (Facts & { state: 'voided' })

export type TalkState = Talk['state']
export type In<S extends TalkState> = Extract<Talk, { state: S }>

export const allows = {
  agree: ['awaiting'],
  decline: ['awaiting'],
  void: ['held', 'awaiting'],
} as const satisfies Record<string, readonly TalkState[]>
export type Verb = keyof typeof allows

export function can<V extends Verb>(verb: V, talk: Talk): talk is In<(typeof allows)[V][number]> {
  return allows[verb].some((state) => state === talk.state)
}

export const wayWords: Record<Way, string> = { individual: '个别', group: '集体', remote: '电话' }
export const stateWords: Record<TalkState, string> = {
  awaiting: '待主任同意',
  held: '已登记',
  declined: '未予同意',
  voided: '已撤销',
}
