// Taps on the lines of a sheet: the task's card in private, a day's grace, and the director's own steps, each once per item and
// day.
import { stateOf } from '../../../db/ledger/outbox.ts'
import { sayDate, workdaysBetween } from '../../calendar.ts'
import type { Ctx, Outcome, Tap, Tell } from '../../feature.ts'
import { holdersOf, type Person } from '../../people.ts'
import type { Refusal } from '../../refusal.ts'
import { urge } from '../course/urge.ts'
import { nextReminder } from '../reminders.ts'
import { findTask } from '../store.ts'
import { can, type In, sayNumber } from '../task.ts'
import { actsForLead, isDirector, isSupervisor, leadHeads } from '../who.ts'
import * as buttons from './buttons.ts'
import { giveGrace } from './store.ts'

type Working = In<'ordered' | 'in_progress'>

const feature = 'supervision'

async function working(ctx: Ctx, id: string): Promise<Working | Refusal> {
  const task = await findTask(ctx.trx, id)
  if (!task || !can('feedback', task)) return { refused: 'stale-button' }
  return task
}

const isRefused = (task: Working | Refusal): task is Refusal => 'refused' in task

async function open(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const task = await working(ctx, id)
  if (isRefused(task)) return task
  if (!actsForLead(ctx.office, ctx.by.openId, task)) {
    return { refused: 'not-yours', who: '承办单位联络员或承办人' }
  }
  const to = { person: ctx.by.openId }
  return {
    entries: [],
    tell: [{ kind: 'view', to, feature, subject: id, view: 'order' }],
    toast: '办理卡片已发到您的私聊，请在卡片上填写',
  }
}

export async function grace(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const task = await working(ctx, id)
  if (isRefused(task)) return task
  if (!isSupervisor(ctx.office, ctx.by.openId))
    return { refused: 'not-allowed', needs: ['督查专员'] }
  if (overdue(ctx, task) !== 1) return { refused: 'stale-button' }
  if (!(await giveGrace(ctx.trx, id, ctx.by.openId, ctx.now))) return { refused: 'stale-button' }
  const at = nextReminder(ctx.office.holidays, task.currentDue, ctx.now, true)
  return {
    entries: [{ feature, subject: id, verb: 'grace', facts: {} }],
    arm: [{ feature, subject: id, kind: 'due', at }],
    final: '只能缓一次',
    toast: '已缓一天，逾期天数照计',
  }
}

const overdue = ({ office, today }: Ctx, task: Working) =>
  today > task.currentDue ? workdaysBetween(office.holidays, task.currentDue, today) : 0

interface Step {
  verb: 'summon' | 'report-up'
  people(ctx: Ctx, task: Working): Person[]
  said(number: string, days: number, due: string): string
  toast: string
}

const steps = {
  summon: {
    verb: 'summon',
    people: ({ office }, task) => leadHeads(office, task),
    said: (number, days, due) =>
      `${number}（时限${due}）已逾期${days}个工作日，办公室主任请您当面说明情况，请今日与办公室联系。`,
    toast: '已约请说明',
  },
  reportUp: {
    verb: 'report-up',
    people: ({ office }) => {
      const leaders = holdersOf(office, '局领导')
      const inCharge = leaders.filter(({ title }) => title !== '局长')
      return inCharge.length > 0 ? inCharge : leaders
    },
    said: (number, days, due) =>
      `办公室报告：${number}（时限${due}）已逾期${days}个工作日，经催办仍未办结，请示。`,
    toast: '已报局领导',
  },
} as const satisfies Record<string, Step>

async function take(ctx: Ctx, id: string, step: Step): Promise<Outcome | Refusal> {
  const task = await working(ctx, id)
  if (isRefused(task)) return task
  if (!isDirector(ctx.office, ctx.by.openId))
    return { refused: 'not-allowed', needs: ['办公室主任'] }
  const days = overdue(ctx, task)
  if (days < 1) return { refused: 'stale-button' }
  const key = `${step.verb}/${id}/${ctx.today}`
  if (await wasTold(ctx, key))
    return { refused: 'pending', what: `${sayNumber(task.number)}今日的${step.toast.slice(1)}` }
  const said = step.said(
    sayNumber(task.number),
    days,
    sayDate(task.currentDue, { today: ctx.today }),
  )
  const people = [...new Map(step.people(ctx, task).map((p) => [p.openId, p])).values()]
  const tell = people.map(
    ({ openId }, place): Tell => ({
      kind: 'notice',
      to: { person: openId },
      key: place === 0 ? key : `${key}/${openId}`,
      body: { said },
    }),
  )
  const facts = { days, to: people.map(({ openId }) => openId) }
  return {
    entries: [{ feature, subject: id, verb: step.verb, facts }],
    tell,
    final: '消息已送达',
    toast: step.toast,
  }
}

async function wasTold(ctx: Ctx, key: string): Promise<boolean> {
  return (await stateOf(ctx.trx, key)) !== undefined
}

export const urgingTaps: Record<string, Tap> = {
  open: buttons.openButton.tap((ctx, id) => open(ctx, id)),
  grace: buttons.graceButton.tap((ctx, id) => grace(ctx, id)),
  urge: buttons.urgeButton.tap((ctx, id) => urge(ctx, id)),
  summon: buttons.summonButton.tap((ctx, id) => take(ctx, id, steps.summon)),
  reportUp: buttons.reportUpButton.tap((ctx, id) => take(ctx, id, steps.reportUp)),
}
