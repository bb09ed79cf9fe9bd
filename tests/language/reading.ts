// Reads phrases as if spoken at nine on some day, and prints a reading on one line for the tables.
import { at, type Day, day, shippedHolidays } from '../../handlers/calendar.ts'
import {
  type Asking,
  type Choice,
  type DateReading,
  readDue,
  readPast,
  readPeriod,
} from '../../handlers/phrase.ts'

export const WEDNESDAY = '2026-11-25'

export const spoken = (on: string = WEDNESDAY, time = '09:00'): Asking => ({
  today: day(on),
  now: at(day(on), time),
  holidays: shippedHolidays,
})

export const due = (text: string, on?: string, time?: string): string => {
  const found = readDue(text, spoken(on, time))
  return found ? line(found.reading) : '无'
}

export const past = (text: string, on?: string, time?: string, near?: string[]): string => {
  const found = readPast(text, spoken(on, time), near)
  return found ? line(found.reading) : '无'
}

export const period = (text: string, on?: string, ahead = false): string => {
  const found = readPeriod(text, spoken(on), ahead)
  return found ? line(found.reading) : '无'
}

/** 2026-12-05 提示〔2026-12-04〕〔2026-12-05〕, 追问〔…〕, 不成立, 每周五 首次…, from…to. */
export const line = (reading: DateReading): string => {
  switch (reading.kind) {
    case 'day':
      return [
        `${reading.day}${reading.time ? ` ${reading.time}` : ''}`,
        reading.until && `至${reading.until}`,
        reading.part && !reading.time && reading.part,
        reading.provisional && '暂按',
        reading.choices && `提示${buttons(reading.choices)}`,
        reading.confirm && '需确认',
      ]
        .filter(Boolean)
        .join(' ')
    case 'ask':
      return `追问${buttons(reading.choices)}`
    case 'no':
      return '不成立'
    case 'range':
      return `${reading.from}…${reading.to}`
    case 'every':
      return [
        `${reading.words} 首次${reading.first}`,
        reading.until && `止于${reading.until}`,
        reading.question && `追问${buttons(reading.choices ?? [])}`,
      ]
        .filter(Boolean)
        .join(' ')
  }
}

const buttons = (choices: readonly Choice[]): string =>
  choices.map(({ day: d, time, provisional }) => `〔${mark(d, time, provisional)}〕`).join('')

const mark = (d: Day, time?: string, provisional?: boolean) =>
  `${d}${time ? ` ${time}` : ''}${provisional ? ' 暂按' : ''}`
