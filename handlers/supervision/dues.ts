// What the clock owes for supervision: T-3, T-1 and T as lines for the unit's group and its people; overdue for people alone
// (domain.md §3.5). Asked again when the sheet is drawn, so who has acted is left in peace.
import { sayDate, sayDay } from '../calendar.ts'
import type { Button } from '../card.ts'
import type { Due, Line, Reading } from '../feature.ts'
import type { Person } from '../people.ts'
import * as buttons from './buttons.ts'
import { nextReminder, type Standing, standing } from './reminders.ts'
import { findTask, pendingExtension } from './store.ts'
import { type In, sayNumber } from './task.ts'
import { directors, homeGroup, leadHeads, leadPeople, supervisors } from './who.ts'

type Working = In<'ordered' | 'in_progress'>

export const dues: Record<string, Due> = {
  async due(ctx, id) {
    const task = await findTask(ctx.trx, id)
    if (!task || (task.state !== 'ordered' && task.state !== 'in_progress')) return { lines: [] }
    const now = standing(ctx.office.holidays, task.currentDue, ctx.today)
    const next = nextReminder(ctx.office.holidays, task.currentDue, ctx.now)
    const waiting = (await pendingExtension(ctx.trx, id)) !== undefined
    return { lines: linesOf(ctx, task, now, waiting), next }
  },
}

function linesOf(ctx: Reading, task: Working, now: Standing, waiting: boolean): Line[] {
  if (now.kind === 'early') return []
  const text = sentence(ctx, task, now) + (waiting ? '（延期申请待审批）' : '')
  const rank: Line['rank'] = now.kind === 'late' ? 'late' : now.kind === 'today' ? 'today' : 'soon'
  const people = now.kind === 'late' ? lateFor(ctx, task, now.days) : leadPeople(ctx.office, task)
  const buttonsOf = task.state === 'ordered' ? [signNow(task)] : []
  const lines = people.map((person) => ({
    to: { person: person.openId },
    text,
    rank,
    buttons: buttonsOf,
  }))
  const group = now.kind === 'late' ? undefined : homeGroup(ctx.office, task)
  if (!group) return lines
  const mention = leadPeople(ctx.office, task).map((person) => person.openId)
  return [{ to: { group: group.chat }, text, rank, mention, buttons: buttonsOf }, ...lines]
}

const signNow = (task: Working): Button => ({
  text: '签收',
  payload: buttons.signButton.on(task.id),
  style: 'primary',
})

/** The ladder: day 1 the 承办人 and the 督查专员; from 3 the unit's head; from 5 the director. */
function lateFor(ctx: Reading, task: Working, days: number): Person[] {
  const people = [
    ...leadPeople(ctx.office, task),
    ...supervisors(ctx.office),
    ...(days >= 3 ? leadHeads(ctx.office, task) : []),
    ...(days >= 5 ? directors(ctx.office) : []),
  ]
  return [...new Map(people.map((person) => [person.openId, person])).values()]
}

/** The office's own sentences (domain.md §7.2, 5–8). */
function sentence(ctx: Reading, task: Working, now: Exclude<Standing, { kind: 'early' }>): string {
  const number = sayNumber(task.number)
  const { today } = ctx
  const date = sayDay(task.currentDue, { today })
  switch (now.kind) {
    case 'soon':
      return now.left === 1
        ? `${number}将于${date}到期。如不能按期办结，请于到期日下班前提出延期申请并说明原因。`
        : `${number}将于${date}到期，还有${now.left}个工作日，请抓紧办理，并反馈进展。`
    case 'today':
      return now.restDay
        ? `${number}将于${date.replace('）', '，休息日）')}到期，请于今日下班前报送。`
        : `${number}今日到期（${date.replace('（', '，').replace('）', '')}），尚未报请办结。`
    case 'late':
      return `${number}（时限${sayDate(task.currentDue, { today })}）已逾期${now.days}个工作日。请说明原因和预计完成时间。`
  }
}
