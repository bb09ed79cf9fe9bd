// The office's calendar in one door: days, periods, working days, the day ledger, dates in Chinese,
// the yearly notice. Pure: the time and the table of notices are arguments.
export * from './calendar/count.ts'
export * from './calendar/day.ts'
export * from './calendar/holidays.ts'
export * from './calendar/notice.ts'
export * from './calendar/period.ts'
export * from './calendar/say.ts'
