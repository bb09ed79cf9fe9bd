// Which clocks a change has moved, old and new: shown with every correction, and when a holiday notice comes in.
import type { Day } from '../calendar.ts'
import type { Clocks } from './clock.ts'
import { keysOf } from './words.ts'

export const clockNames: Record<keyof Clocks, string> = {
  noticeDue: '告知期限',
  objectionDue: '异议期限',
  legalDue: '办理期限',
  extendedDue: '延长后期限',
  internalTarget: '内部时限',
  senderInternal: '来文内部时限',
  simpleDue: '简易办理期限',
  petitionerDeadline: '申请复查截止',
  archiveOn: '归档日期',
}

export interface Moved {
  clock: keyof Clocks
  from: Day | null
  to: Day | null
}

export function clocksChanged(before: Clocks, after: Clocks): Moved[] {
  return keysOf(clockNames)
    .map((clock) => ({ clock, from: before[clock], to: after[clock] }))
    .filter(({ from, to }) => from !== to)
}
