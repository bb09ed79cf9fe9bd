// What people see of a task's way: the 督查专员's card for 审签 and 销号, the objection before the director, the merger to confirm.
import { sayDue } from '../../calendar.ts'
import type { Block, Button, GroupCard } from '../../card.ts'
import type { Matter, Sight } from '../../feature.ts'
import { holdersOf, nameOf, unitName } from '../../people.ts'
import { sayInstant } from '../../when.ts'
import { type In, nameTask, stateWords, type Task } from '../task.ts'
import * as buttons from './buttons.ts'
import { type MergeSaid, mergeButtonOf } from './merging.ts'

const text = (words: string): Block<string> => ({ kind: 'text', text: words })
const row = (...list: Button[]): Block<string> => ({ kind: 'buttons', buttons: list })

export function signingCard(ctx: Sight, task: Task): GroupCard {
  return {
    title: `领导审签 ${nameTask(task)}`,
    light: task.state === 'awaiting_signoff' ? 'yellow' : 'green',
    tag: stateWords[task.state],
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: '事项', value: task.title },
          { label: '牵头', value: unitName(ctx.office, task.leadUnit) },
          { label: '来源', value: task.source },
          ...('report' in task ? [{ label: '办结情况', value: task.report.text }] : []),
        ],
      },
      ...signingRest(ctx, task),
    ],
  }
}

function signingRest(ctx: Sight, task: Task): Block<string>[] {
  if (task.state === 'awaiting_signoff')
    return [
      text('尚差领导审签。纸质审签后在此登记；领导另有要求的，写明要求，事项继续办理。'),
      markForm(ctx, task),
    ]
  if (task.state !== 'completed') return []
  const signed = task.signoff ? `局领导已审签：${nameOf(ctx.office, task.signoff.by)}。` : ''
  const payload = buttons.closeOutButton.on(task.id)
  return [text(`${signed}已办结，尚未销号。`), row({ text: '销号', payload, style: 'primary' })]
}

function markForm({ office, today }: Sight, task: In<'awaiting_signoff'>): Block<string> {
  const among = holdersOf(office, '局领导').map(({ openId }) => openId)
  return {
    kind: 'form',
    name: 'mark',
    fields: [
      { kind: 'person', name: 'leader', label: '审签领导', among },
      { kind: 'date', name: 'day', label: '审签日期', value: today },
      { kind: 'input', name: 'text', label: '领导另有的要求', lines: 2, maxLength: 500 },
    ],
    buttons: [
      {
        text: '局领导已审签（日期）',
        payload: buttons.signOffButton.on(task.id),
        style: 'primary',
      },
      { text: '另有要求', payload: buttons.demandButton.on(task.id) },
    ],
  }
}

export function objectionShown(ctx: Sight, task: Task): Matter {
  const objection = task.state === 'objected' ? task.objection : undefined
  const due = sayDue(ctx.office.holidays, task.currentDue, { today: ctx.today })
  return {
    name: nameTask(task),
    facts: [
      { label: '事项', value: task.title },
      { label: '牵头', value: unitName(ctx.office, task.leadUnit) },
      { label: '时限', value: due },
      ...(objection
        ? [
            { label: '理由', value: objection.reason },
            { label: '建议改派', value: unitName(ctx.office, objection.unit) },
            {
              label: '提出',
              value: `${nameOf(ctx.office, objection.by)} ${sayInstant(objection.at, ctx.today)}`,
            },
          ]
        : []),
    ],
    ifNot: '核定前由原单位按原时限办理。',
    decided: `现由${unitName(ctx.office, task.leadUnit)}牵头办理`,
  }
}

/** 保留较早编号与较早时限: said before it is done. */
export function mergingCard(ctx: Sight, from: Task, into: Task, said: MergeSaid): GroupCard {
  const due = from.currentDue < into.currentDue ? from.currentDue : into.currentDue
  const done = from.state === 'merged'
  return {
    title: `合并 ${nameTask(from)}`,
    light: done ? 'grey' : 'blue',
    tag: done ? stateWords[from.state] : '待确认',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: '保留', value: `${nameTask(into)} ${into.title}` },
          { label: '并入', value: `${nameTask(from)} ${from.title}` },
          { label: '时限', value: sayDue(ctx.office.holidays, due, { today: ctx.today }) },
        ],
      },
      ...(done ? [] : [row(mergeButtonOf(from.id, said))]),
    ],
  }
}
