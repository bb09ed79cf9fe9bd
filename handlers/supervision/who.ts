// Who may do what in supervision (domain.md §3.2, §6.1): rules over the office value.
import {
  bureauGroup,
  type GroupChat,
  groupOfUnit,
  holdersOf,
  may,
  type Office,
  type Person,
  standIn,
} from '../people.ts'
import type { Facts } from './task.ts'

/** Acts for the lead unit: its 联络员, its head, or the person named to handle it. */
export function actsForLead(office: Office, person: string, task: Facts): boolean {
  return may(office, person, 'act_for_lead', { unit: task.leadUnit, handler: task.handler })
}

/** Those of the lead unit who are told and reminded: the 联络员, else the head; and the handler. */
export function leadPeople(office: Office, task: Facts): Person[] {
  const liaisons = holdersOf(office, '联络员', task.leadUnit)
  const heads = [
    ...holdersOf(office, '承办部门负责人', task.leadUnit),
    ...holdersOf(office, '科长', task.leadUnit),
  ]
  const handler = task.handler ? standIn(office, task.handler) : undefined
  const people = [...(liaisons.length > 0 ? liaisons : heads), ...(handler ? [handler] : [])]
  return [...new Map(people.map((person) => [person.openId, person])).values()]
}

export function leadHeads(office: Office, task: Facts): Person[] {
  return [
    ...holdersOf(office, '承办部门负责人', task.leadUnit),
    ...holdersOf(office, '科长', task.leadUnit),
  ]
}

/** The order card's home: the unit's own group, else the bureau's. */
export function homeGroup(office: Office, task: Facts): GroupChat | undefined {
  return groupOfUnit(office, task.leadUnit) ?? bureauGroup(office)
}

export const directors = (office: Office): Person[] => holdersOf(office, '办公室主任')
export const supervisors = (office: Office): Person[] => holdersOf(office, '督查专员')
export const isDirector = (office: Office, person: string): boolean =>
  may(office, person, 'order_own_task')
export const isSupervisor = (office: Office, person: string): boolean =>
  may(office, person, 'supervise_task')
