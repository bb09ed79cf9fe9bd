// A request for a decision and its states; who may decide it, and when silence is called to mind. The same for all duties.
import { z } from 'zod'
import type { Instant } from '../../db/instant.ts'
import { addWorkdays, type Day, type Holidays, workdaysBetween } from '../calendar.ts'
import { type Reading, type Setting, settingOf } from '../feature.ts'
import {
  actsAs,
  deciderOf,
  type Office,
  type Person,
  principalOf,
  type Role,
  standIn,
} from '../people.ts'
import type { Refusal } from '../refusal.ts'
import { dayAt, instantAt } from '../when.ts'

interface Asked {
  id: string
  revision: number
  /** Of the duty. */
  feature: string
  subject: string
  kind: string
  askedBy: string
  askedAt: Instant
  /** Handed to that person; null: whoever holds the role. */
  approver: string | null
  handedBy: string | null
  /** What was said of it when it was asked: a date that wants a second look. */
  note: string | null
  question: { by: string; text: string } | null
  answer: string | null
}

export interface Decided {
  decidedBy: string
  /** For whom: who is away. */
  decidedFor: string | null
  decidedAt: Instant
  reason: string | null
}

export type Approval =
  | (Asked & { state: 'pending' })
  | (Asked & Decided & { state: 'agreed' | 'refused' | 'amended' })
  | (Asked & { state: 'withdrawn' })

export type Pending = Extract<Approval, { state: 'pending' }>

export const stateWords: Record<Approval['state'], string> = {
  pending: '待审批',
  agreed: '已同意',
  refused: '不同意',
  amended: '已改定',
  withdrawn: '已撤回',
}

/** Whom it is put to now: one person who is there and did not ask for it; nobody where the office has nobody left. */
export function approversOf(
  office: Office,
  role: Role,
  { askedBy, approver }: Pick<Asked, 'askedBy' | 'approver'>,
): Person[] {
  const decider = deciderOf(office, { role, to: approver, barred: [askedBy] })
  return decider ? [decider] : []
}

/** For whom somebody decides: who it was handed to is away, or who holds the role is. */
export function decidesFor(
  office: Office,
  role: Role,
  { approver }: Pick<Asked, 'approver'>,
  by: string,
): string | undefined {
  if (!approver) return principalOf(office, by, role)
  return approver !== by && standIn(office, approver)?.openId === by ? approver : undefined
}

export function whyNotDecide(
  office: Office,
  role: Role,
  { askedBy, approver }: Pick<Asked, 'askedBy' | 'approver'>,
  by: string,
): Refusal | undefined {
  // A bureau leader's word, on paper or by tap, stands above the director's; none is asked by us (domain.md §3.5).
  const holds = actsAs(office, by, role) || actsAs(office, by, '局领导')
  const mayDecide = approver ? approver === by : holds
  const instead = approversOf(office, role, { askedBy, approver }).some((p) => p.openId === by)
  if (!mayDecide && !instead) return { refused: 'not-allowed', needs: [role] }
  return askedBy === by ? { refused: 'own-favour' } : undefined
}

const mayBeHanded = ['局领导', '办公室主任', '办公室副主任'] as const

/** Those whom a request can be handed to: they decide, and it is not their own. */
export function canTake(office: Office, person: string, askedBy: string): boolean {
  return person !== askedBy && mayBeHanded.some((role) => actsAs(office, person, role))
}

export function othersToTake(office: Office, askedBy: string, now: string): Person[] {
  return [...office.people.values()].filter(
    (p) => p.openId !== now && canTake(office, p.openId, askedBy),
  )
}

/** Working days of silence after which the approver is reminded; twice and three times that for the next steps. */
export const patience: Setting = {
  key: 'approval.silent_days',
  title: '审批提醒间隔（工作日）',
  value: z.number().int().min(1).max(10),
  fallback: 2,
}

export const patienceOf = (office: Office): number => Number(settingOf(office, patience))

/** 1 the approver again · 2 the B角 as well · 3 the asker hears of it; then it ends. */
export const steps = 3

export function silentDays(holidays: Holidays, askedAt: Instant, today: Day): number {
  return workdaysBetween(holidays, dayAt(askedAt), today)
}

export function stepAt({ office, today }: Pick<Reading, 'office' | 'today'>, asked: Instant) {
  const days = silentDays(office.holidays, asked, today)
  return Math.min(steps, Math.floor(days / patienceOf(office)))
}

/** The next morning on which there is something to say; null once all has been said. */
export function nextCall(
  { office, now }: Pick<Reading, 'office' | 'now'>,
  askedAt: Instant,
): Instant | null {
  for (let step = 1; step <= steps; step++) {
    const days = step * patienceOf(office)
    const at = instantAt(addWorkdays(office.holidays, dayAt(askedAt), days).day, '08:35')
    if (at > now) return at
  }
  return null
}
