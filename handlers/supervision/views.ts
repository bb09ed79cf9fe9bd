// What people see of supervision: the proposal and its approval, the order in the unit's group, the extension, the review.
import type { Instant } from '../../db/instant.ts'

import { marksOf } from '../behalf/index.ts'
import { sayDay, sayDue } from '../calendar.ts'
import type { Block, Button, Fact, GroupCard, Light } from '../card.ts'
import type { Reading, Sight, View } from '../feature.ts'
import { nameOf, unitName } from '../people.ts'
import { dayAt, sayInstant } from '../when.ts'
import { boardView } from './board/views.ts'
import * as buttons from './buttons.ts'
import { objectButton } from './course/buttons.ts'
import { mergeSaidIn } from './course/merging.ts'
import { needsLeader } from './course/source.ts'
import { mergingCard, signingCard } from './course/views.ts'
import type { Pending } from './extension.ts'
import { standing } from './reminders.ts'
import { findTask, lastFeedback, pendingExtension } from './store.ts'
import {
  type In,
  isLive,
  isRunning,
  type Live,
  sayNumber,
  stateWords,
  type Task,
  urgencyWords,
} from './task.ts'
import { leadPeople } from './who.ts'

export const views: Record<string, View> = {
  /** For the proposer: what became of it. */
  proposal: { person: async (ctx, id) => withTask(ctx, id, (task) => proposalCard(ctx, task)) },
  /** In the unit's group, and in private for those who must act. */
  order: {
    group: async (ctx, id) => withTask(ctx, id, (task) => orderCard(ctx, task, true)),
    person: async (ctx, id) => withTask(ctx, id, (task) => orderCard(ctx, task, false)),
  },
  /** For the 督查专员: 审签 entered, then 销号. */
  signing: { person: async (ctx, id) => withTask(ctx, id, (task) => signingCard(ctx, task)) },
  /** Before two are made one. */
  merging: {
    person: async (ctx, id, args) =>
      withTask(ctx, id, async (task) => {
        const said = mergeSaidIn(args)
        const into = await findTask(ctx.trx, said.into)
        return mergingCard(ctx, task, into ?? task, said)
      }),
  },
  board: boardView,
}

async function withTask(
  ctx: Reading,
  id: string,
  draw: (task: Task) => GroupCard | Promise<GroupCard>,
) {
  const task = await findTask(ctx.trx, id)
  return task ? draw(task) : ('gone' as const)
}

// ── parts ──

function facts(ctx: Sight, task: Task): Fact<string>[] {
  const { today } = ctx
  const moved = task.currentDue !== task.originalDue
  return [
    { label: '事项', value: task.title },
    { label: '牵头', value: unitName(ctx.office, task.leadUnit) },
    ...(task.handler ? [{ label: '承办人', value: nameOf(ctx.office, task.handler) }] : []),
    {
      label: '时限',
      value:
        sayDue(ctx.office.holidays, task.currentDue, { today }) +
        (moved ? `（原时限${sayDay(task.originalDue, { today })}）` : ''),
    },
    { label: '紧急程度', value: urgencyWords[task.urgency] },
    { label: '来源', value: task.source },
  ]
}

const text = (words: string): Block<string> => ({ kind: 'text', text: words })
const note = (words: string): Block<string> => ({ kind: 'note', text: words })
const rowOf = (...list: Button[]): Block<string> => ({ kind: 'buttons', buttons: list })

/** The colour never says it alone. */
const isLate = (ctx: Sight, task: Task) => isRunning(task) && task.currentDue < ctx.today

function lightOf(ctx: Sight, task: Live): Light {
  if (task.state === 'suspended') return 'grey'
  if (task.state === 'completed') return 'green'
  if (task.state === 'under_review' || task.state === 'awaiting_signoff') return 'blue'
  const now = standing(ctx.office.holidays, task.currentDue, ctx.today)
  return now.kind === 'late' ? 'red' : now.kind === 'early' ? 'green' : 'yellow'
}

function who(ctx: Sight, person: string, at: Parameters<typeof sayInstant>[0]): string {
  return `${nameOf(ctx.office, person)} ${sayInstant(at, ctx.today)}`
}

// ── cards ──

export function proposalCard(ctx: Sight, task: Task): GroupCard {
  const title = 'number' in task ? `督办立项 ${sayNumber(task.number)}` : '督办立项'
  return {
    title,
    light: task.state === 'declined' ? 'grey' : 'blue',
    tag: stateWords[task.state],
    blocks: [{ kind: 'facts', facts: facts(ctx, task) }, text(outcomeOf(ctx, task))],
  }
}

function outcomeOf(ctx: Sight, task: Task): string {
  switch (task.state) {
    case 'proposed':
      return '已报办公室主任审批。'
    case 'declined':
      return `不予立项：${who(ctx, task.by, task.at)}${task.reason ? `。原因：${task.reason}` : ''}`
    default:
      return `已批准立项并交办：${who(ctx, task.orderedBy, task.orderedAt)}`
  }
}

/** What stands beside the task on its card. */
export interface Beside {
  extension?: Pending
  feedback?: { by: string; at: Instant; text: string }
  marks: Map<string, string>
}

async function orderCard(ctx: Reading, task: Task, inGroup: boolean): Promise<GroupCard> {
  const extension = await pendingExtension(ctx.trx, task.id)
  const feedback = await lastFeedback(ctx.trx, task.id)
  const marks = await marksOf(ctx, 'supervision', task.id)
  const beside = { marks, ...(extension && { extension }), ...(feedback && { feedback }) }
  return drawOrder(ctx, task, inGroup, beside)
}

export function drawOrder(
  ctx: Sight,
  task: Task,
  inGroup: boolean,
  { extension, feedback, marks }: Beside,
): GroupCard {
  if (!('number' in task)) return proposalCard(ctx, task)
  const people = leadPeople(ctx.office, task).map((person) => person.openId)
  const open = task.state === 'ordered' || task.state === 'in_progress'
  return {
    title: `督办通知 ${sayNumber(task.number)}`,
    light: isLive(task) ? lightOf(ctx, task) : task.state === 'closed_out' ? 'green' : 'grey',
    tag: isLate(ctx, task) ? `${stateWords[task.state]}，逾期` : stateWords[task.state],
    blocks: [
      ...(inGroup && task.state === 'ordered' ? [{ kind: 'mention' as const, people }] : []),
      { kind: 'facts', facts: facts(ctx, task) },
      text(standingOf(ctx, inGroup ? withoutConsent(task) : task, marks)),
      ...(feedback
        ? [
            note(
              `最近反馈（${who(ctx, feedback.by, feedback.at)}）${marks.get('feedback') ?? ''}：${feedback.text}`,
            ),
          ]
        : []),
      ...(extension
        ? [
            note(
              `延期待批：申请延至${sayDue(ctx.office.holidays, extension.toDue, { today: ctx.today })}`,
            ),
          ]
        : []),
      ...(task.state === 'ordered'
        ? [rowOf({ text: '签收', payload: buttons.signButton.on(task.id), style: 'primary' })]
        : []),
      ...(open ? [workForm(task, extension !== undefined)] : []),
    ],
  }
}

function standingOf(ctx: Sight, task: Numbered, marks: Map<string, string>): string {
  switch (task.state) {
    case 'ordered':
      return '请按期办理并反馈。'
    case 'in_progress': {
      const signed = `已签收：${who(ctx, task.signedBy, task.signedAt)}${marks.get('sign') ?? ''}`
      return task.returned
        ? `${signed}\n退回重办：${task.returned}。原时限不变，请补正后重新报送。`
        : signed
    }
    case 'under_review':
      return `已报请办结：${who(ctx, task.report.by, task.report.at)}${marks.get('report') ?? ''}\n${task.report.text}`
    case 'closed_out':
      return needsLeader(task)
        ? `${finishedWords(ctx, task)}\n已销号：${who(ctx, task.by, task.at)}`
        : `经审核予以办结并销号：${who(ctx, task.by, task.at)}${inTime(task)}`
    default:
      return asideWords(ctx, task)
  }
}

type Numbered = Exclude<Task, { state: 'proposed' | 'declined' }>

/** A leader's word is not for a group (domain.md §6.2). */
function withoutConsent(task: Numbered): Numbered {
  switch (task.state) {
    case 'suspended':
      return { ...task, pause: { ...task.pause, consent: null } }
    case 'withdrawn':
    case 'merged':
      return { ...task, end: { ...task.end, consent: null } }
    default:
      return task
  }
}

type Aside = In<
  'objected' | 'suspended' | 'withdrawn' | 'merged' | 'awaiting_signoff' | 'completed'
>

function asideWords(ctx: Sight, task: Aside): string {
  switch (task.state) {
    case 'objected': {
      const { by, at, reason, unit } = task.objection
      const other = unit ? `建议改派${unitName(ctx.office, unit)}。` : ''
      return `异议待核：${who(ctx, by, at)}。理由：${reason}。${other}核定前时限不变。`
    }
    case 'suspended': {
      const until = sayDay(task.reviewOn, { today: ctx.today })
      return `已暂缓：${endWords(ctx, task.pause)}\n${until}复核。`
    }
    case 'withdrawn':
      return `已撤销：${endWords(ctx, task.end)}`
    case 'merged':
      return `已合并：${endWords(ctx, task.end)}`
    default:
      return finishedWords(ctx, task)
  }
}

function endWords(
  ctx: Sight,
  end: { by: string; at: Instant; reason: string; consent: string | null },
) {
  return `${who(ctx, end.by, end.at)}。原因：${end.reason}${end.consent ? `（${end.consent}）` : ''}`
}

function finishedWords(
  ctx: Sight,
  task: In<'awaiting_signoff' | 'completed' | 'closed_out'>,
): string {
  const done = `经审核予以办结：${who(ctx, task.reviewedBy, task.reviewedAt)}${inTime(task)}`
  const signoff = task.state === 'awaiting_signoff' ? undefined : task.signoff
  if (task.state === 'awaiting_signoff') return `${done}\n尚差领导审签。`
  return signoff
    ? `${done}\n局领导审签：${nameOf(ctx.office, signoff.by)}，${sayDay(signoff.on, { today: ctx.today })}`
    : done
}

const inTime = (task: Task & { report: { at: Instant } }) =>
  dayAt(task.report.at) > task.currentDue ? '（逾期办结）' : '（按期办结）'

function workForm(task: Task, waiting: boolean): Block<string> {
  return {
    kind: 'form',
    name: 'work',
    fields: [
      { kind: 'input', name: 'text', label: '进展、原因或办结情况', lines: 2, maxLength: 1000 },
      { kind: 'date', name: 'day', label: '预计完成或申请延至' },
    ],
    buttons: [
      { text: '反馈进展', payload: buttons.feedbackButton.on(task.id), style: 'primary' },
      ...(waiting ? [] : [{ text: '申请延期', payload: buttons.extendButton.on(task.id) }]),
      { text: '报请办结', payload: buttons.reportButton.on(task.id) },
      ...(task.state === 'ordered'
        ? [{ text: '不属本部门', payload: objectButton.on(task.id) }]
        : []),
    ],
  }
}
