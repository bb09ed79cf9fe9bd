// Sentences about a task's way → values: which task, which unit, until when, why, and with which leader's word.
import type { Day } from '../../calendar.ts'
import type { Ctx } from '../../feature.ts'
import { holdersOf, type Office, type Person, type Unit } from '../../people.ts'
import { find, readDue, readPast, type Span, tidy, without } from '../../phrase.ts'
import { instantFor } from '../../when.ts'

export type Given = Pick<Ctx, 'today' | 'now' | 'office'>

const asking = ({ today, now, office }: Given) => ({
  ...{ today, now: instantFor(now), holidays: office.holidays },
})

/** A day to come, and the text without it; undefined where none is said, or more than one is meant. */
export function dayIn(text: string, given: Given): { day: Day; rest: string } | undefined {
  const found = readDue(text, asking(given))
  if (found?.reading.kind !== 'day') return undefined
  const rest = tidy(without(text, [found.span]).replaceAll(/(?:到|至|前|之前|为止)(?=\s|$)/gu, ' '))
  return { day: found.reading.day, rest }
}

/** The day on the paper; today where none is said. */
export function pastDayIn(text: string, given: Given): Day | undefined {
  const found = readPast(text, asking(given))
  if (!found) return given.today
  return found.reading.kind === 'day' ? found.reading.day : undefined
}

export function unitIn(text: string, office: Office): { unit: Unit; span: Span } | undefined {
  const named = [...office.units.values()].filter(
    (unit) => unit.kind !== 'leaders' && text.includes(unit.name),
  )
  const [unit, ...others] = named
  if (!unit || others.length > 0) return undefined
  const from = text.indexOf(unit.name)
  return { unit, span: [from, from + unit.name.length] }
}

/** By full name, or by surname and title where that is one person: 王局长. */
export function leaderIn(text: string, office: Office): { leader: Person; span: Span } | undefined {
  const leaders = holdersOf(office, '局领导')
  const named = leaders.find(({ name }) => text.includes(name))
  if (named) return { leader: named, span: spanOf(text, named.name) }
  const title = find(text, /(\p{Script=Han})(副?局长)/u)
  const surname = title?.groups[1] ?? ''
  const titled = title ? leaders.filter(({ name }) => name.startsWith(surname)) : []
  const [leader, ...others] = titled
  return title && leader && others.length === 0 ? { leader, span: title.span } : undefined
}

const spanOf = (text: string, said: string): Span => {
  const from = text.indexOf(said)
  return [from, from + said.length]
}

const consents = /[^\s,，。;；]*(?:同意|指示|决定|要求|不办)[^\s,，。;；]*/u

/** The instructing leader's word as it was said: it must name him. */
export function consentIn(
  text: string,
  office: Office,
): { words: string; rest: string } | undefined {
  const said = find(text, consents)
  if (!said || !leaderIn(said.said, office)) return undefined
  return { words: said.said.trim(), rest: tidy(without(text, [said.span])) }
}
