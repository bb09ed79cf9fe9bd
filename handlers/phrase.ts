// What staff type, in one door: folding, numerals, numbers of matters, people, dates. Pure.

export { type Amount, readAmount } from './phrase/counts.ts'
export * from './phrase/cut.ts'
export { readDue } from './phrase/due.ts'
export * from './phrase/fold.ts'
export * from './phrase/headcount.ts'
export * from './phrase/matter.ts'
export * from './phrase/name.ts'
export * from './phrase/numerals.ts'
export { type PastReading, readPast } from './phrase/past.ts'
export * from './phrase/phone.ts'
export type {
  Asking,
  AskReading,
  Choice,
  DateReading,
  DayReading,
  EveryReading,
  Found,
  Hours,
  NoReading,
  PartOfDay,
  RangeReading,
  Season,
} from './phrase/reading.ts'
export { HOURS, SEASONS } from './phrase/reading.ts'
export * from './phrase/similar.ts'
export { type PeriodReading, quarterKeyOf, readPeriod } from './phrase/stats.ts'
export { occurrences } from './phrase/turns.ts'
export * from './phrase/who.ts'
