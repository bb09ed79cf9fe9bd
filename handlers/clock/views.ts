// What people see of the clock itself: the declaration of an emergency, messages that wait for the morning, what groups
// missed while they were paused, what could not be delivered, how things stand.
import type { Json } from '../../db/types.ts'
import { type Day, day, sayDay } from '../calendar.ts'
import { type Block, type Button, type GroupCard, isSaid } from '../card.ts'
import { emergencyOn } from '../emergency.ts'
import type { Feature, Reading, View } from '../feature.ts'
import { groupsPaused, nameOf } from '../people.ts'
import { dayAt, sayInstant } from '../when.ts'
import * as buttons from './buttons.ts'
import {
  countFailed,
  failedRows,
  type HeldRow,
  rowsById,
  rowsByKey,
  settingsNow,
  standingOf,
} from './store.ts'
import { forecast, saidIn, sayCalls, sayEmergency, sayLane, sayWhy } from './words.ts'

const text = (words: string): Block<string> => ({ kind: 'text', text: words })
const note = (words: string): Block<string> => ({ kind: 'note', text: words })
const rowOf = (...list: Button[]): Block<string> => ({ kind: 'buttons', buttons: list })

export function viewsOf(duties: Feature[]): Record<string, View> {
  return {
    emergency: { person: async (ctx, _subject, args) => emergencyCard(ctx, declaredIn(args)) },
    held: { person: (ctx, act, args) => heldCard(ctx, act, keysIn(args)) },
    missed: { group: (ctx, _subject, args, chat) => missedCard(ctx, duties, keysIn(args), chat) },
    failed: { person: (ctx) => failedCard(ctx, duties) },
    standing: { person: (ctx) => standingCard(ctx) },
  }
}

// ── emergency ──

interface Declared {
  kind: string
  until: Day
}

function declaredIn(args: Json): Declared {
  const given = typeof args === 'object' && args && !Array.isArray(args) ? args : {}
  return { kind: String(given.kind), until: day(String(given.until)) }
}

async function emergencyCard(ctx: Reading, { kind, until }: Declared): Promise<GroupCard> {
  const settings = await settingsNow(ctx.trx)
  const running = emergencyOn({ ...ctx.office, settings }, ctx.today)
  const date = sayDay(until, { today: ctx.today })
  const title = `${kind}应急状态`
  if (running?.kind === kind && running.until === until) {
    return {
      title,
      light: 'red',
      tag: '进行中',
      blocks: [
        text(sayEmergency(running, date)),
        note(`由${nameOf(ctx.office, running.by)}启动，到期自动结束。`),
        rowOf({ text: '提前结束', payload: buttons.endButton.on('emergency') }),
      ],
    }
  }
  if (until < ctx.today || running) {
    return { title, light: 'grey', tag: '未生效', blocks: [text('此确认已失效，请重新发起。')] }
  }
  return {
    title,
    light: 'yellow',
    tag: '待确认',
    blocks: [
      text(`自今日起至${date}：`),
      text(`照常发送：法定期限、特急、标注“${kind}”的事项（休息日同样发送）。`),
      text('暂缓发送：其余督办提醒、谈话计划和汇总，结束后合并为一次提醒。'),
      text('法定期限和谈话季度不顺延；内部时限需要调整的，请逐项办理延期。'),
      rowOf({
        text: '启动',
        style: 'danger',
        payload: buttons.declareButton.on('emergency', { kind, until }),
      }),
    ],
  }
}

// ── messages that wait ──

function keysIn(args: Json): string[] {
  const given = typeof args === 'object' && args && !Array.isArray(args) ? args : {}
  return Array.isArray(given.keys) ? given.keys.map(String) : []
}

async function heldCard(ctx: Reading, act: string, keys: string[]): Promise<GroupCard> {
  const rows = await rowsByKey(ctx.trx, keys)
  const waiting = rows.filter((row) => row.state === 'pending' && row.due_at > ctx.now)
  const names = [...new Set(rows.map((row) => sayLane(ctx.office, row.lane)))].join('、')
  const title = '非工作时间发送'
  const [first] = waiting
  if (!first) return { title, light: 'green', tag: '已发出', blocks: [text(`已发给：${names}`)] }
  const at = sayInstant(first.due_at, ctx.today)
  return {
    title,
    light: 'yellow',
    tag: '待发出',
    blocks: [
      text(`现在是非工作时间，发给${names}的${waiting.length}条消息将于${at}发出。`),
      rowOf(
        { text: '立即发', payload: buttons.sendNowButton.on(act) },
        { text: '下个工作日8:35发', payload: buttons.sendLaterButton.on(act), style: 'primary' },
      ),
    ],
  }
}

// ── groups that were paused ──

async function missedCard(
  ctx: Reading,
  duties: Feature[],
  ids: string[],
  chat: string,
): Promise<GroupCard | 'gone'> {
  const rows = await rowsById(ctx.trx, ids)
  const shown = (await Promise.all(rows.map((row) => missed(ctx, duties, row, chat)))).flat()
  if (shown.length === 0) return 'gone'
  return {
    title: '群消息恢复：暂停期间的事项',
    light: 'blue',
    blocks: shown,
  }
}

/** Drawn as it stands now: what was overtaken meanwhile says nothing. */
async function missed(
  ctx: Reading,
  duties: Feature[],
  row: HeldRow,
  chat: string,
): Promise<Block<string>[]> {
  if (row.kind === 'notice') return [text(saidIn(row.body) ?? '（内容已失效）')]
  const view = duties.find((d) => d.name === row.feature)?.views[row.view ?? '']
  const drawn = await view?.group?.(ctx, row.subject ?? '', row.args, chat)
  if (!drawn || drawn === 'gone') return []
  if (isSaid(drawn)) return [text(drawn.said)]
  const facts = drawn.blocks.filter(({ kind }) => ['facts', 'text', 'mention'].includes(kind))
  const rows = drawn.blocks.filter(({ kind }) => kind === 'buttons')
  return [text(drawn.title), ...facts, ...rows, { kind: 'line' }]
}

// ── what could not be delivered ──

const mostListed = 10

async function failedCard(ctx: Reading, duties: Feature[]): Promise<GroupCard> {
  const rows = await failedRows(ctx.trx, mostListed)
  const all = await countFailed(ctx.trx)
  const title = '投递异常'
  if (rows.length === 0) {
    return { title, light: 'green', blocks: [text('目前没有未送达的消息。')] }
  }
  return {
    title,
    light: 'red',
    tag: `${all}条`,
    blocks: [
      ...rows.flatMap((row) => failedBlocks(ctx, duties, row)),
      ...(all > rows.length ? [note(`另有${all - rows.length}条，处理后显示。`)] : []),
    ],
  }
}

/** What it was about, never its words: whoever mends delivery need not know them. */
function failedBlocks(ctx: Reading, duties: Feature[], row: HeldRow): Block<string>[] {
  const about = duties.find((d) => d.name === row.feature)?.menu ?? '通知'
  return [
    text(`${about}消息，发给${sayLane(ctx.office, row.lane)}：${sayWhy(row.why)}。`),
    rowOf(
      { text: '重发', payload: buttons.retryButton.on(row.id) },
      {
        text: '不再发送',
        payload: buttons.dropButton.on(row.id),
        confirm: { title: '不再发送', text: '此消息将不再发送，并记入记录。' },
      },
    ),
  ]
}

// ── how things stand ──

async function standingCard(ctx: Reading): Promise<GroupCard> {
  const { today } = ctx
  const it = await standingOf(ctx.trx, today.slice(0, 7))
  const emergency = emergencyOn(ctx.office, today)
  const facts = [
    { label: '最近心跳', value: it.beat ? sayInstant(it.beat, today) : '无' },
    { label: '待发消息', value: `${it.waiting}条` },
    { label: '未送达', value: it.failed ? `${it.failed}条，请发送“投递异常”查看` : '无' },
    { label: '无法确认是否送达', value: it.unknown ? `${it.unknown}条，未重发` : '无' },
    { label: '本月调用', value: sayCalls(it.calls) },
    { label: '全月预计', value: `${forecast(it.calls, today)}次` },
    ...(it.outage
      ? [
          {
            label: '最近停机',
            value: `${sayInstant(it.outage.since, today)}至${sayInstant(it.outage.until, today)}`,
          },
        ]
      : []),
  ]
  return {
    title: '运行情况',
    light: it.failed || it.spent ? 'yellow' : 'green',
    blocks: [
      { kind: 'facts', facts },
      ...(emergency ? [note(sayEmergency(emergency, sayDay(emergency.until, { today })))] : []),
      ...(groupsPaused(ctx.office) ? [note('群消息已暂停，发送“恢复群消息”可恢复。')] : []),
      ...(it.spent && dayAt(it.spent).slice(0, 7) === today.slice(0, 7)
        ? [note('本月调用额度曾用完：仅法定事项照发。')]
        : []),
    ],
  }
}
