// The board as people see it: in private what the viewer may see, waiting for him first; in a group titles and states, and among
// several units neither the unit nor who is late (domain.md §3.7).
import { monthOf, sayDue } from '../../calendar.ts'
import type { Block, GroupCard, Light } from '../../card.ts'
import type { Reading, Sight, View } from '../../feature.ts'
import { unitName } from '../../people.ts'
import { nameTask, stateWords, type Task } from '../task.ts'
import * as board from './board.ts'
import { pageButton, type Shown, shown } from './buttons.ts'
import { boardTasks } from './store.ts'

export interface Viewer {
  person: string | null
  /** A group of several units: nobody is named. */
  shared: boolean
}

export const boardView: View = {
  async person(ctx, unit, args, { openId: person }) {
    return drawn(ctx, unit, shown.parse(args), { person, shared: false })
  },
  async group(ctx, unit, args, chat) {
    const own = ctx.office.groups.find(
      (group) => group.chat === chat && group.kind === 'unit',
    )?.unit
    return drawn(ctx, own ?? unit, shown.parse(args), { person: null, shared: !own })
  },
}

async function drawn(ctx: Reading, unit: string, asked: Shown, viewer: Viewer) {
  const all = await boardTasks(ctx.trx, monthOf(ctx.today), unit || undefined)
  return boardCard(ctx, unit, asked, viewer, all)
}

export function boardCard(
  ctx: Sight,
  unit: string,
  { scope, page }: Shown,
  viewer: Viewer,
  all: readonly Task[],
): GroupCard {
  const { office, today } = ctx
  const { person } = viewer
  const seen = all.filter(
    (task) =>
      board.inScope(scope, task, today) && (!person || board.isSeenBy(office, person, task)),
  )
  const title = `${words[scope]}${unit ? `（${unitName(office, unit)}）` : ''}`
  const late = seen.filter((task) => board.isLate(task, today)).length
  if (seen.length === 0) return { title, light: 'green', blocks: [text(`${empty[scope]}`)] }
  const pages = Math.ceil(seen.length / board.pageSize)
  const now = Math.min(page, pages - 1)
  const ordered = board.inOrder(ctx, person, seen)
  const here = ordered.slice(now * board.pageSize, (now + 1) * board.pageSize)
  return {
    title,
    light: lightFor(viewer, late),
    tag: `共${seen.length}件${viewer.shared || late === 0 ? '' : `，其中逾期${late}件`}`,
    blocks: [
      ...tables(ctx, scope, viewer, here),
      ...(pages > 1 ? [note(`第${now + 1}页，共${pages}页`)] : []),
      ...(pages > 1 ? [turning(unit, { scope, page: (now + 1) % pages }, now + 1 < pages)] : []),
    ],
  }
}

const lightFor = ({ shared }: Viewer, late: number): Light =>
  shared ? 'blue' : late > 0 ? 'red' : 'green'

const words: Record<board.Scope, string> = {
  open: '督办台账',
  month: '本月督办',
  late: '逾期督办事项',
}
const empty: Record<board.Scope, string> = {
  open: '目前没有在办的督办事项。',
  month: '本月没有督办事项。',
  late: '目前没有逾期的督办事项。',
}

const text = (said: string): Block<string> => ({ kind: 'text', text: said })
const note = (said: string): Block<string> => ({ kind: 'note', text: said })

const turning = (unit: string, to: Shown, more: boolean): Block<string> => ({
  kind: 'buttons',
  buttons: [{ text: more ? '下一页' : '回到首页', payload: pageButton.on(unit, to) }],
})

function tables(ctx: Sight, scope: board.Scope, viewer: Viewer, here: Task[]): Block<string>[] {
  if (scope !== 'month' || viewer.shared) return [table(ctx, viewer, here)]
  const month = monthOf(ctx.today)
  const groups = Map.groupBy(
    here,
    (task) => board.groupInMonth(task, month, ctx.today) ?? '本月新立',
  )
  const order: board.Group[] = ['逾期未结', '本月到期', '本月新立']
  return order.flatMap((name) => {
    const tasks = groups.get(name)
    return tasks ? [text(name), table(ctx, viewer, tasks)] : []
  })
}

function table(ctx: Sight, viewer: Viewer, tasks: Task[]): Block<string> {
  if (viewer.shared) {
    const rows = tasks.map((task) => [nameTask(task), task.title, stateWords[task.state]])
    return { kind: 'table', columns: ['编号', '事项', '状态'], rows }
  }
  const columns = ['编号', '事项', '牵头单位', '时限', '状态', '亮灯']
  return { kind: 'table', columns, rows: tasks.map((task) => row(ctx, viewer, task)) }
}

function row(ctx: Sight, { person }: Viewer, task: Task): string[] {
  const { office, today } = ctx
  const days = board.lateDays(task, office.holidays, today)
  const mine = person && board.waitsFor(office, person, task) ? '，待您办理' : ''
  return [
    nameTask(task),
    task.title,
    unitName(office, task.leadUnit),
    sayDue(office.holidays, task.currentDue, { today }),
    `${stateWords[task.state]}${mine}`,
    `${board.lightOf(task, office.holidays, today)}${days > 0 ? `（逾期${days}个工作日）` : ''}`,
  ]
}
