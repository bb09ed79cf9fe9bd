// What the clock owes for supervision: T-3, T-1 and T as lines for the unit's group and its people; overdue by the ladder
// (domain.md §3.5). Asked again when the sheet is drawn, so who has acted is left in peace.
import { lastWorkdayBefore, sayDate, sayDay } from '../calendar.ts'
import type { Button } from '../card.ts'
import { emergencyOn } from '../emergency.ts'
import type { Due, Line, Reading } from '../feature.ts'
import { instantAt } from '../when.ts'
import * as buttons from './buttons.ts'
import { reviewDue } from './course/review.ts'
import { nextReminder, reminderTime, type Standing, standing } from './reminders.ts'
import { findTask, lastFeedback, pendingExtension } from './store.ts'
import { isRunning, type Running, sayNumber } from './task.ts'
import { openButton } from './urging/buttons.ts'
import { groupOnStep, ladderButtons, lastStep, stepOf, toldOnStep } from './urging/ladder.ts'
import { hasGrace } from './urging/store.ts'
import { homeGroup, leadPeople } from './who.ts'

type Working = Running

export const dues: Record<string, Due> = {
  review: reviewDue,
  async due(ctx, id) {
    const task = await findTask(ctx.trx, id)
    if (!task || !isRunning(task)) return { lines: [] }
    const { holidays } = ctx.office
    const now = standing(holidays, task.currentDue, ctx.today)
    if (now.kind === 'late') return lateLines(ctx, task, now.days)
    const next = nextReminder(holidays, task.currentDue, ctx.now)
    if (now.kind === 'early' || (now.kind === 'soon' && (await hasJustActed(ctx, id)))) {
      return { lines: [], next }
    }
    const waiting = (await pendingExtension(ctx.trx, id)) !== undefined
    return { lines: earlyLines(ctx, task, now, waiting), next }
  },
}

/** Since the sheet of the working day before: who has told how it stands is not asked how it stands. */
async function hasJustActed(ctx: Reading, id: string): Promise<boolean> {
  const feedback = await lastFeedback(ctx.trx, id)
  const before = lastWorkdayBefore(ctx.office.holidays, ctx.today).day
  return feedback !== undefined && feedback.at >= instantAt(before, reminderTime)
}

function earlyLines(
  ctx: Reading,
  task: Working,
  now: Extract<Standing, { kind: 'soon' | 'today' }>,
  waiting: boolean,
): Line[] {
  const line = {
    text: sentence(ctx, task, now) + (waiting ? '（延期申请待审批）' : ''),
    rank: now.kind,
    buttons: lineButtons(task),
    ...outstanding(ctx, task),
  }
  const people = leadPeople(ctx.office, task)
  const mention = people.map(({ openId }) => openId)
  const group = homeGroup(ctx.office, task)
  return [
    ...(group ? [{ ...line, to: { group: group.chat }, mention }] : []),
    ...mention.map((person) => ({ ...line, to: { person } })),
  ]
}

/** Under a line: sign, or open the card whose forms take feedback and an extension. */
function lineButtons(task: Working): Button[] {
  const { id } = task
  if (task.state === 'objected') return []
  return [
    ...(task.state === 'ordered'
      ? [{ text: '签收', payload: buttons.signButton.on(id), style: 'primary' as const }]
      : []),
    { text: '反馈进展', payload: openButton.on(id, { for: 'feedback' }) },
    { text: '申请延期', payload: openButton.on(id, { for: 'extend' }) },
  ]
}

function outstanding({ office, today }: Reading, task: Working): Pick<Line, 'standsOut'> {
  if (task.urgency === 'extra_urgent') return { standsOut: 'extra-urgent' }
  const kind = emergencyOn(office, today)?.kind
  const marked = kind !== undefined && `${task.title}${task.source}`.includes(kind)
  return marked ? { standsOut: 'marked' } : {}
}

/** Past its last step the ladder ends; the last line says so. */
async function lateLines(ctx: Reading, task: Working, days: number): ReturnType<Due> {
  const grace = await hasGrace(ctx.trx, task.id)
  const step = stepOf(days, grace)
  const { office } = ctx
  const next = nextReminder(office.holidays, task.currentDue, ctx.now, grace)
  if (step < 1) return { lines: [], next }
  if (step > lastStep) return { lines: [] }
  const ends = step + 2 > lastStep
  const text = sentence(ctx, task, { kind: 'late', days }) + (ends ? '此后不再自动提醒。' : '')
  const line = { rank: 'late' as const, ...outstanding(ctx, task) }
  const people = toldOnStep(office, task, step).map(({ openId: person }) => {
    const own = ladderButtons(office, task, person, days, grace)
    const held = leadPeople(office, task).some(({ openId }) => openId === person)
    return {
      ...line,
      text,
      to: { person },
      buttons: own.length > 0 || !held ? own : lateButtons(task),
    }
  })
  const lines = [...lateInGroup(ctx, task, step, text, line), ...people]
  return { lines, ...(!ends && { next }) }
}

const lateButtons = (task: Working) => lineButtons(task).filter(({ text }) => text !== '申请延期')

function lateInGroup(
  ctx: Reading,
  task: Working,
  step: number,
  text: string,
  line: Pick<Line, 'rank' | 'standsOut'>,
): Line[] {
  const place = groupOnStep(ctx.office, task, step)
  if (!place) return []
  const to = { group: place.group.chat }
  if (place.shared) return [{ ...line, to, text: dateOnly(ctx, task) }]
  const mention = leadPeople(ctx.office, task).map(({ openId }) => openId)
  return [{ ...line, to, text, mention, buttons: lateButtons(task) }]
}

/** Among several units nobody is named until that month's bulletin is approved. */
const dateOnly = ({ today }: Reading, task: Working): string =>
  `${sayNumber(task.number)}（时限${sayDate(task.currentDue, { today })}）已逾期。`

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
