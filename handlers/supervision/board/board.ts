// The board (台账查询): what somebody may see, in which order, under which light. Pure.
import {
  type Day,
  type Holidays,
  monthOf,
  type Period,
  within,
  workdaysBetween,
} from '../../calendar.ts'
import { isActor, isOfficeStaff, type Office } from '../../people.ts'
import { dayAt } from '../../when.ts'
import { standing } from '../reminders.ts'
import { isLive, isRunning, type Task } from '../task.ts'
import { actsForLead, isDirector, isSupervisor, leadHeads, leadPeople } from '../who.ts'

export const scopes = ['open', 'month', 'late'] as const
export type Scope = (typeof scopes)[number]

export const pageSize = 10

// ── who sees what (domain.md §6.2) ──

/** The office and the bureau's leaders see all; a unit sees its own; whoever else, what is his. */
export function isSeenBy(office: Office, person: string, task: Task): boolean {
  if (isOfficeStaff(office, person) || isActor(office, person, '局领导')) return true
  return actsForLead(office, person, task) || task.proposedBy === person
}

// ── in which order ──

export const isLate = (task: Task, today: Day): boolean =>
  isRunning(task) && task.currentDue < today

/** The next act on it is this person's. */
export function waitsFor(office: Office, person: string, task: Task): boolean {
  switch (task.state) {
    case 'ordered':
      return leadPeople(office, task).some(({ openId }) => openId === person)
    case 'in_progress':
      return (
        task.returned !== null &&
        [...leadPeople(office, task), ...leadHeads(office, task)].some((p) => p.openId === person)
      )
    case 'proposed':
    case 'objected':
    case 'under_review':
      return isDirector(office, person)
    case 'awaiting_signoff':
    case 'completed':
      return isSupervisor(office, person)
    default:
      return false
  }
}

/** 0 waits for the viewer · 1 overdue · 2 due within three working days · 3 the rest. */
export function rankOf(
  { office, today }: { office: Office; today: Day },
  person: string | null,
  task: Task,
): 0 | 1 | 2 | 3 {
  if (person && waitsFor(office, person, task)) return 0
  if (isLate(task, today)) return 1
  const { kind } = standing(office.holidays, task.currentDue, today)
  return isRunning(task) && kind !== 'early' ? 2 : 3
}

/** Within a rank by date, so that what is longest overdue comes first. */
export function inOrder<T extends Task>(
  given: { office: Office; today: Day },
  person: string | null,
  tasks: readonly T[],
): T[] {
  const rank = new Map(tasks.map((task) => [task, rankOf(given, person, task)]))
  const at = (task: T) => rank.get(task) ?? 3
  return tasks.toSorted(
    (a, b) =>
      at(a) - at(b) ||
      (a.currentDue < b.currentDue ? -1 : Number(a.currentDue > b.currentDue)) ||
      numberOf(a) - numberOf(b),
  )
}

const numberOf = (task: Task) =>
  'number' in task ? task.number.year * 100_000 + task.number.n : Number.MAX_SAFE_INTEGER

// ── what belongs to it ──

export type Group = '逾期未结' | '本月到期' | '本月新立'

/** 本月督办: each item once, under what presses most (domain.md §8.3#27). */
export function groupInMonth(task: Task, month: Period, today: Day): Group | undefined {
  if (!('number' in task)) return undefined
  if (isLate(task, today)) return '逾期未结'
  if (within(task.currentDue, month)) return '本月到期'
  return within(dayAt(task.orderedAt), month) ? '本月新立' : undefined
}

export function inScope(scope: Scope, task: Task, today: Day): boolean {
  switch (scope) {
    case 'open':
      return isLive(task)
    case 'late':
      return isLate(task, today)
    case 'month':
      return groupInMonth(task, monthOf(today), today) !== undefined
  }
}

// ── lights (domain.md §3.5): the word always stands beside the colour ──

export type LightWord = '红' | '黄' | '绿' | '灰' | '✔'

export function lightOf(task: Task, holidays: Holidays, today: Day): LightWord {
  if (task.state === 'suspended') return '灰'
  if (!isRunning(task)) return isLive(task) && task.state !== 'completed' ? '绿' : '✔'
  const { kind } = standing(holidays, task.currentDue, today)
  return kind === 'late' ? '红' : kind === 'early' ? '绿' : '黄'
}

export const lateDays = (task: Task, holidays: Holidays, today: Day): number =>
  isLate(task, today) ? workdaysBetween(holidays, task.currentDue, today) : 0
