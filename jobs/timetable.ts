// The timetable, as data: Shanghai time. Sheets and reminders are no jobs of it; they stand in the agenda.
export interface TimetableRow {
  job: string
  /** HH:MM in Asia/Shanghai. */
  at: string
  days: 'every day' | 'working days'
}

export const timetable: TimetableRow[] = [
  { job: 'prune', at: '03:10', days: 'every day' },
  { job: 'roster', at: '23:50', days: 'every day' },
]

/** The morning sheet (domain.md §3.5), and until when a late one still goes out the same day. */
export const sheetAt = '08:35'
export const sheetUntil = '18:00'

/** Both doors only wake tick(now), each minute. */
export const heartbeat = '* * * * *'
