// Being away: from when to when, who instead. Rules over the office: no loop of delegates, no two absences at once.
import type { Day } from '../../calendar.ts'
import { type Absence, activePerson, nameOf, type Office, rolesOf } from '../../people.ts'
import type { Refusal } from '../../refusal.ts'

export interface NewAbsence {
  person: string
  delegate: string | null
  from: Day
  to: Day
  why: string
}

export function whyNotAway(office: Office, it: NewAbsence): Refusal | undefined {
  if (it.from < office.today) return { refused: 'past', what: '外出开始日期', day: it.from }
  if (it.to < it.from)
    return { refused: 'unclear', what: '外出日期', hint: '结束日期早于开始日期，请核对。' }
  if (
    office.absences.some(
      (other) => other.person === it.person && other.from <= it.to && it.from <= other.to,
    )
  )
    return { refused: 'pending', what: '该时段的外出' }
  return it.delegate ? whyNotInstead(office, it, it.delegate) : undefined
}

function whyNotInstead(office: Office, it: NewAbsence, delegate: string): Refusal | undefined {
  if (delegate === it.person)
    return { refused: 'unclear', what: '代办人', hint: '请指定他人代办。' }
  if (!activePerson(office, delegate))
    return { refused: 'not-found', what: `在册的${nameOf(office, delegate)}` }
  if (loops(office, it)) return { refused: 'delegate-loop', who: nameOf(office, delegate) }
  return undefined
}

/** Somebody down the chain would, on one of the days, hand back to whoever goes away. */
export function loops(office: Pick<Office, 'absences'>, it: NewAbsence): boolean {
  const all = [...office.absences, { id: '', ...it }]
  const meets = (other: Absence) => other.from <= it.to && it.from <= other.to
  const seen = new Set<string>()
  const reaches = (person: string): boolean => {
    if (person === it.person) return true
    if (seen.has(person)) return false
    seen.add(person)
    return all.some(
      (other) =>
        other.person === person &&
        meets(other) &&
        other.delegate !== null &&
        reaches(other.delegate),
    )
  }
  return it.delegate !== null && reaches(it.delegate)
}

/** Without a delegate the B角 acts, where the person's roles have one; a role that has none is said. */
export function uncovered(office: Office, person: string): string[] {
  return rolesOf(office, person).filter(
    (role) =>
      role !== '科员' &&
      !office.roles.some(
        (held) => held.role === role && held.person !== person && activePerson(office, held.person),
      ),
  )
}
