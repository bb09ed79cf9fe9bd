// Reading of sentences in tests: as the office would say them on 2026-11-25, in private.
import { instant } from '../../db/instant.ts'
import { day, shippedHolidays } from '../../handlers/calendar.ts'
import type { Understood, Words } from '../../handlers/feature.ts'
import { commands } from '../../handlers/petition/actions.ts'
import { samplePerson, sampleSight } from '../../handlers/sample-office.ts'
import { departments, members } from '../../playground/cast.ts'

const at = '2026-11-25T09:00:00+08:00'
const office = {
  ...sampleSight.office,
  holidays: shippedHolidays,
  units: new Map(
    departments.map((d) => [d.key, { id: d.key, name: d.name, kind: d.kind, parent: null }]),
  ),
  people: new Map(
    members.map((m) => [
      m.open_id,
      {
        ...samplePerson('officer'),
        openId: m.open_id,
        name: m.name,
        unit: m.department,
        title: m.title,
      },
    ]),
  ),
}

export const given = {
  today: day('2026-11-25'),
  now: instant(at),
  office,
  by: samplePerson('officer'),
}

export const said = (text: string, more: Partial<Words> = {}): Words => ({
  text,
  original: text,
  mentions: [],
  where: 'private',
  ...more,
})

/** The first command of petitions that takes the sentence for its own, and what it read. */
export function heard(
  text: string,
  more: Partial<Words> = {},
): { command: string; read: Understood<unknown> } | undefined {
  for (const command of commands) {
    const read = command.read(said(text, more), given)
    if (read !== undefined) return { command: command.name, read }
  }
  return undefined
}
