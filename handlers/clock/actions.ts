// The switches of the clock: an emergency, groups paused and taken up again, messages that wait, what could not be
// delivered, and why a message came.
import { day, daysBetween, sayDay } from '../calendar.ts'
import { emergencyOn } from '../emergency.ts'
import {
  type Command,
  type Ctx,
  command,
  type Feature,
  type Outcome,
  type Tap,
  type Tell,
} from '../feature.ts'
import { actsAs, groupsPaused, holdersOf, type Role } from '../people.ts'
import type { Refusal } from '../refusal.ts'
import { sayInstant } from '../when.ts'
import * as buttons from './buttons.ts'
import { type Declaring, longestDays, readDeclaring, whole } from './reading.ts'
import {
  dropRows,
  dueNow,
  failedRow,
  heldCardOf,
  nextDueOf,
  pausedRows,
  removeSetting,
  rowsByKey,
  setSetting,
  tryAgain,
  wakePaused,
} from './store.ts'
import { ruleOf, sayWhyOf } from './why.ts'

const leaders: Role[] = ['办公室主任', '局领导']
const switchers: Role[] = ['办公室主任', '系统管理员']
const none: Outcome = { entries: [] }

export function commandsOf(duties: Feature[]): Command[] {
  return [
    command<Declaring>({
      ...{ name: '启动应急', says: ['启动防汛应急 至12月5日'], roles: leaders },
      ...{ inGroup: 'private', read: readDeclaring, act: propose },
    }),
    command({
      ...{ name: '暂停群消息', says: ['暂停群消息'], roles: switchers, inGroup: 'private' },
      read: whole(/^(?:暂停|停止)(?:所有|全部)?群消息[。!]?$/u),
      act: pause,
    }),
    command({
      ...{ name: '恢复群消息', says: ['恢复群消息'], roles: switchers, inGroup: 'private' },
      read: whole(/^恢复(?:所有|全部)?群消息[。!]?$/u),
      act: resume,
    }),
    command({
      ...{ name: '投递异常', says: ['投递异常'], roles: switchers, inGroup: 'private' },
      read: whole(/^(?:查看)?投递(?:异常|失败)[。?]?$/u),
      act: async (ctx) => shown(ctx, 'failed'),
    }),
    command({
      ...{ name: '运行情况', says: ['运行情况'], roles: switchers, inGroup: 'private' },
      read: whole(/^(?:系统)?运行(?:情况|状态|状况)[。?]?$/u),
      act: async (ctx) => shown(ctx, 'standing'),
    }),
    command({
      ...{ name: '为什么', says: ['（回复某条消息）为什么'], roles: [], inGroup: 'private' },
      read: (words) =>
        whole(/^(?:这是)?为(?:什么|啥|何)(?:给我)?(?:发(?:给我)?(?:这个|这条)?)?[?。]?$/u)(
          words,
        ) && {
          slots: { about: words.about },
        },
      act: (ctx, { about }) => why(ctx, duties, about),
    }),
  ]
}

function shown(ctx: Ctx, view: string): Outcome {
  const subject = ctx.id()
  return { entries: [], tell: [{ kind: 'view', ...ctx.answer, feature: 'clock', subject, view }] }
}

const said = (ctx: Ctx, sentence: string): Tell => ({
  kind: 'notice',
  ...ctx.answer,
  body: { said: sentence },
})

const entry = (verb: string, facts: Record<string, string | number> = {}, subject = 'office') => ({
  feature: 'clock',
  subject,
  verb,
  facts,
})

// ── emergency ──

async function propose(ctx: Ctx, { kind, until }: Declaring): Promise<Outcome | Refusal> {
  const no = whyNotDeclare(ctx, until)
  if (no) return no
  const view = { feature: 'clock', subject: 'emergency', view: 'emergency' }
  return { entries: [], tell: [{ kind: 'view', ...ctx.answer, ...view, args: { kind, until } }] }
}

function whyNotDeclare({ office, today }: Ctx, until: Declaring['until']): Refusal | undefined {
  const running = emergencyOn(office, today)
  if (running) return { refused: 'pending', what: `${running.kind}应急状态` }
  if (until < today) return { refused: 'past', what: '截止日期', day: until }
  if (daysBetween(today, until) > longestDays) {
    return { refused: 'unclear', what: '截止日期', hint: `应急状态一次不超过${longestDays}日。` }
  }
  return undefined
}

function may(ctx: Ctx, needs: Role[]): Refusal | undefined {
  const holds = needs.some((role) => actsAs(ctx.office, ctx.by.openId, role))
  return holds ? undefined : { refused: 'not-allowed', needs }
}

async function declare(ctx: Ctx, value: { kind: string; until: string }) {
  const until = day(value.until)
  const no = may(ctx, leaders) ?? whyNotDeclare(ctx, until)
  if (no) return no
  const { kind } = value
  await setSetting(ctx.trx, 'emergency', { kind, since: ctx.today, until, by: ctx.by.openId })
  const date = sayDay(until, { today: ctx.today })
  return {
    entries: [entry('declared', { kind, until }, 'emergency')],
    tell: others(ctx, leaders, `${ctx.by.name}已启动${kind}应急状态，至${date}自动结束。`),
    final: '应急状态不能撤销，请在卡片上提前结束',
    toast: `已启动${kind}应急状态`,
  }
}

async function end(ctx: Ctx): Promise<Outcome | Refusal> {
  const no = may(ctx, leaders)
  if (no) return no
  const running = emergencyOn(ctx.office, ctx.today)
  if (!running) return { refused: 'stale-button' }
  await removeSetting(ctx.trx, 'emergency')
  return {
    entries: [entry('ended', { kind: running.kind }, 'emergency')],
    tell: others(ctx, leaders, `${ctx.by.name}已提前结束${running.kind}应急状态。`),
    final: '应急状态已结束，需要时请重新启动',
    toast: '已结束，暂缓的事项将于下个工作日合并提醒',
  }
}

function others(ctx: Ctx, to: Role[], sentence: string): Tell[] {
  const people = to.flatMap((role) => holdersOf(ctx.office, role)).map(({ openId }) => openId)
  return [...new Set(people)]
    .filter((person) => person !== ctx.by.openId)
    .map((person) => ({ kind: 'notice', to: { person }, class: 1, body: { said: sentence } }))
}

// ── the off switch ──

async function pause(ctx: Ctx): Promise<Outcome> {
  if (groupsPaused(ctx.office)) {
    return { entries: [], tell: [said(ctx, '群消息已处于暂停状态。发送“恢复群消息”可恢复。')] }
  }
  await setSetting(ctx.trx, 'groups_paused', true)
  const told = '群消息已暂停：所有群不再收到消息，私聊照常。发送“恢复群消息”可恢复。'
  return {
    entries: [entry('groups-paused')],
    final: '发送“恢复群消息”即可恢复',
    tell: [said(ctx, told), ...others(ctx, switchers, `${ctx.by.name}：${told}`)],
  }
}

/** One merged message per group; what was overtaken meanwhile is left out. */
async function resume(ctx: Ctx): Promise<Outcome> {
  if (!groupsPaused(ctx.office)) {
    return { entries: [], tell: [said(ctx, '群消息没有暂停。')] }
  }
  await removeSetting(ctx.trx, 'groups_paused')
  const rows = await pausedRows(ctx.trx)
  const ids = rows.map(({ id }) => id)
  await dropRows(ctx.trx, ids, 'merged', ctx.now)
  const byLane = Map.groupBy(rows, ({ lane }) => lane)
  const merged = [...byLane].map(
    ([chat, ofChat]): Tell => ({
      ...{ kind: 'view', to: { group: chat }, class: 1 },
      ...{ feature: 'clock', subject: `${ctx.id()}/${chat}`, view: 'missed' },
      args: { keys: ofChat.map(({ id }) => id) },
    }),
  )
  const told = `群消息已恢复，暂停期间的${ids.length}条消息按群合并发送。`
  return {
    entries: [entry('groups-resumed', { merged: ids.length })],
    final: '合并消息已发出',
    tell: [...merged, said(ctx, told), ...others(ctx, switchers, `${ctx.by.name}：${told}`)],
    wake: await wakePaused(ctx.trx, ctx.now),
  }
}

// ── messages that wait for the morning ──

async function sendNow(ctx: Ctx, act: string): Promise<Outcome | Refusal> {
  const keys = await keysOfAct(ctx, act)
  if (!keys) return { refused: 'stale-button' }
  const wake = await dueNow(ctx.trx, keys, ctx.now)
  const subject = act
  return {
    entries: [entry('sent-now', { messages: wake.length }, subject)],
    wake,
    final: '消息已发出',
    toast: '已发出',
  }
}

async function sendLater(ctx: Ctx, act: string): Promise<Outcome | Refusal> {
  const keys = await keysOfAct(ctx, act)
  const [row] = keys ? await rowsByKey(ctx.trx, keys) : []
  if (!row) return { refused: 'stale-button' }
  return { ...none, toast: `将于${sayInstant(row.due_at, ctx.today)}发出` }
}

/** Only the actor has the card: it names what waits. */
function keysOfAct(ctx: Ctx, act: string): Promise<string[] | undefined> {
  return heldCardOf(ctx.trx, act, ctx.by.openId)
}

// ── what could not be delivered ──

async function retry(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const row = await mendable(ctx, id)
  if ('refused' in row) return row
  await tryAgain(ctx.trx, id, ctx.now)
  return {
    entries: [entry('retried', {}, id)],
    wake: [row.lane],
    final: '消息已重发',
    toast: '正在重发',
  }
}

async function drop(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const row = await mendable(ctx, id)
  if ('refused' in row) return row
  await dropRows(ctx.trx, [id], 'given up', ctx.now)
  return {
    entries: [entry('given-up', { lane: row.lane }, id)],
    final: '需要时请重新办理',
    toast: '不再发送',
  }
}

async function mendable(ctx: Ctx, id: string): Promise<{ lane: string } | Refusal> {
  const no = may(ctx, switchers)
  if (no) return no
  const row = await failedRow(ctx.trx, id)
  return row?.state === 'failed' ? row : { refused: 'stale-button' }
}

// ── why ──

async function why(
  ctx: Ctx,
  duties: Feature[],
  about: { feature: string; subject: string } | undefined,
): Promise<Outcome> {
  if (!about) {
    const how =
      '请回复（引用）想了解的那张卡片，发送“为什么”。文字回复都是对操作的一次性答复，不会重复。'
    return { entries: [], tell: [said(ctx, how)] }
  }
  const { feature, subject } = about
  const own = await duties.find((d) => d.name === feature)?.why?.(ctx, subject)
  const at = await nextDueOf(ctx.trx, feature, subject)
  const next = at ? sayInstant(at, ctx.today) : undefined
  const answer = own ?? { ...ruleOf(feature), ...(next && { next }) }
  return { entries: [], tell: [said(ctx, sayWhyOf(answer))] }
}

export const taps: Record<string, Tap> = {
  declare: buttons.declareButton.tap((ctx, _subject, value) => declare(ctx, value)),
  end: buttons.endButton.tap((ctx) => end(ctx)),
  sendNow: buttons.sendNowButton.tap(sendNow),
  sendLater: buttons.sendLaterButton.tap(sendLater),
  retry: buttons.retryButton.tap(retry),
  drop: buttons.dropButton.tap(drop),
}
