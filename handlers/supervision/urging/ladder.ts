// The overdue ladder (domain.md §3.5): who is told on which overdue day, what a group may read, and where it ends. A day's grace
// moves every step by one working day; overdue still counts from the first day.
import type { Button } from '../../card.ts'
import { bureauGroup, type GroupChat, groupOfUnit, type Office, type Person } from '../../people.ts'
import type { Facts } from '../task.ts'
import { directors, isDirector, isSupervisor, leadHeads, leadPeople, supervisors } from '../who.ts'
import * as buttons from './buttons.ts'

/** After so many overdue working days nothing more comes by itself: the last line says so. */
export const lastStep = 21

export function stepOf(overdueDays: number, grace: boolean): number {
  return grace ? overdueDays - 1 : overdueDays
}

/** Day 1: the 承办人 and the 督查专员; from 3 the unit's head; from 5 the director. */
export function toldOnStep(office: Office, task: Facts, step: number): Person[] {
  const people = [
    ...leadPeople(office, task),
    ...supervisors(office),
    ...(step >= 3 ? leadHeads(office, task) : []),
    ...(step >= 5 ? directors(office) : []),
  ]
  return [...new Map(people.map((person) => [person.openId, person])).values()]
}

/** Day 1 is private; from 3 the unit's own group; a group of several units reads number and date only. */
export function groupOnStep(
  office: Office,
  task: Facts,
  step: number,
): { group: GroupChat; shared: boolean } | undefined {
  if (step < 3) return undefined
  const own = groupOfUnit(office, task.leadUnit)
  if (own) return { group: own, shared: false }
  const bureau = bureauGroup(office)
  return bureau && { group: bureau, shared: true }
}

/** What each of them may do from the line. */
export function ladderButtons(
  office: Office,
  task: Facts,
  person: string,
  overdueDays: number,
  grace: boolean,
): Button[] {
  const { id } = task
  if (isDirector(office, person) && stepOf(overdueDays, grace) >= 5) {
    return [
      { text: '催办', payload: buttons.urgeButton.on(id), style: 'primary' },
      { text: '约请说明', payload: buttons.summonButton.on(id) },
      { text: '报局领导', payload: buttons.reportUpButton.on(id) },
    ]
  }
  if (isSupervisor(office, person) && overdueDays === 1 && !grace) {
    return [{ text: '先缓一天', payload: buttons.graceButton.on(id) }]
  }
  return []
}
