// The plan: looked at, ticked, planned anew; who is left out for a quarter; and when talks are called to mind.
import {
  type Day,
  day,
  isDay,
  quarterKey,
  quarterOf,
  quarterRange,
  sayDated,
  sayDay,
} from '../../calendar.ts'
import { type Ctx, command, type Outcome, type Tap, type Tell } from '../../feature.ts'
import { nameOf } from '../../people.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { counted, enter, logged, onlyStaff } from '../actions.ts'
import * as buttons from '../buttons.ts'
import { isClosed, type RemindBy, remindDay } from '../dates.ts'
import { standingsOf, standingTalks } from '../obligations.ts'
import { readOwnDays } from '../reading.ts'
import { beginning } from '../roster.ts'
import { sayQuarter } from '../rules.ts'
import { planFor, scheduleOf } from '../schedule.ts'
import * as store from '../store.ts'
import {
  feature,
  figuresSubject,
  type PlanOf,
  planSubject,
  readPlanSubject,
  readQuarterKey,
} from '../subjects.ts'
import { isDirector } from '../views.ts'
import { type ExemptSaid, type PlanAsked, readExempt, readPlan, readRemind } from './reading.ts'

export const plan = command<PlanAsked>({
  name: '谈话计划',
  says: ['谈话计划 四季度', '我这季度还差谁'],
  roles: [],
  inGroup: 'private',
  read: readPlan,
  async act(ctx, asked) {
    const of = isDirector(ctx, ctx.by.openId) ? asked : { ...asked, talker: ctx.by.openId }
    return openPlan(ctx, of)
  },
})

/** Planned when it is first looked at; from then on only what is asked for moves. */
export async function openPlan(ctx: Ctx, of: PlanOf): Promise<Outcome | Refusal> {
  await store.noteRoster(ctx.trx, ctx.office, ctx.today)
  const about = await store.loadQuarter(ctx, of.quarter)
  const schedule = scheduleOf(about, of.talker)
  if (schedule.standings.length === 0) return onlyStaff
  const subject = planSubject(of.talker, of.quarter)
  const key = quarterKey(of.quarter)
  const known = await store.planOf(ctx.trx, of.talker, key)
  const fresh = known.length === 0 ? planFor(about, schedule) : []
  if (fresh.length > 0) await store.writePlan(ctx, of.talker, key, fresh)
  return {
    entries: fresh.length > 0 ? [{ feature, subject, verb: 'plan', facts: {} }] : [],
    quiet: true,
    tell: [
      { kind: 'view', ...ctx.answer, feature, subject, view: 'plan', args: { on: ctx.today } },
    ],
  }
}

interface Ticked {
  of: PlanOf
  people: string[]
}

/** Of one's own plan, people who stand on it. */
async function tickedOn(
  ctx: Ctx,
  subject: string,
  form: { people?: string | string[] | undefined },
): Promise<Ticked | Refusal> {
  const of = readPlanSubject(subject)
  if (!of || of.talker !== ctx.by.openId) return { refused: 'not-yours', who: '谈话人本人' }
  await store.noteRoster(ctx.trx, ctx.office, ctx.today)
  const about = await store.loadQuarter(ctx, of.quarter)
  const mine = standingsOf(about, standingTalks(about.talks, ctx.today)).filter((s) =>
    s.talkers.includes(of.talker),
  )
  const there = new Set(mine.flatMap((s) => s.talkees))
  const people = [form.people ?? []].flat().filter((id) => there.has(id))
  return people.length > 0
    ? { of, people }
    : { refused: 'missing', what: '人员', example: '在名单中勾选' }
}

export const taps: Record<string, Tap> = {
  tick: buttons.tickButton.tap(async (ctx, subject, _value, form) => {
    const ticked = await tickedOn(ctx, subject, form)
    if (isRefusal(ticked)) return ticked
    const { of, people } = ticked
    const named = people.map((openId) => ({ openId, name: nameOf(ctx.office, openId) }))
    const own = readOwnDays(form.days ?? '', named, ctx)
    if (isRefusal(own)) return own
    const common = dayOr(form.day, ctx.today)
    const entered = await enter(ctx, of.talker, {
      talks: people.map((talkee) => ({
        ...{ talkees: [talkee], day: own.get(talkee) ?? common, time: null, minutes: null },
      })),
      ...{ way: 'individual', place: null, requested: false, backfilled: false },
    })
    return isRefusal(entered) ? entered : logged(ctx, of.talker, entered)
  }),
  replan: buttons.replanButton.tap(async (ctx, subject, _value, form) => {
    const ticked = await tickedOn(ctx, subject, form)
    return isRefusal(ticked) ? ticked : replan(ctx, ticked, form.day)
  }),
  exempt: buttons.exemptButton.tap(async (ctx, subject, _value, form) => {
    const ticked = await tickedOn(ctx, subject, form)
    if (isRefusal(ticked)) return ticked
    return leaveOut(ctx, { talkees: ticked.people, quarter: ticked.of.quarter })
  }),
  openPlan: buttons.openPlanButton.tap(async (ctx, subject) => {
    const of = readPlanSubject(subject)
    if (!of || of.talker !== ctx.by.openId) return { refused: 'not-yours', who: '谈话人本人' }
    return openPlan(ctx, of)
  }),
  restore: buttons.restoreButton.tap((ctx, subject) => restore(ctx, subject)),
}

export const dayOr = (text: string | undefined, otherwise: Day): Day =>
  text && isDay(text) ? day(text) : otherwise

/** To the day that is given; without one, those ticked are spread anew from today. */
async function replan(
  ctx: Ctx,
  { of, people }: Ticked,
  to: string | undefined,
): Promise<Outcome | Refusal> {
  const end = quarterRange(of.quarter).to
  if (to && isDay(to) && (day(to) < ctx.today || day(to) > end))
    return {
      refused: 'unclear',
      what: '改定的时间',
      hint: `请在今日至${sayDay(end, ctx)}之间选择。`,
    }
  const key = quarterKey(of.quarter)
  const about = await store.loadQuarter(ctx, of.quarter)
  const fresh = planFor(about, scheduleOf(about, of.talker))
  const kept = (await store.planOf(ctx.trx, of.talker, key)).filter(
    (p) => !people.includes(p.talkee),
  )
  const moved = fresh.filter((p) => people.includes(p.talkee))
  const next = to && isDay(to) ? firstMoved(moved, day(to), people) : moved
  await store.writePlan(ctx, of.talker, key, [...kept, ...next])
  const subject = planSubject(of.talker, of.quarter)
  return { entries: [{ feature, subject, verb: 'replan', facts: {} }], toast: '已调整建议时间' }
}

/** The first talk of each goes to that day; a second keeps its own where it comes later. */
function firstMoved(moved: store.Planned[], to: Day, people: string[]): store.Planned[] {
  return [
    ...people.map((talkee) => ({ talkee, nth: 1, day: to })),
    ...moved.filter((p) => p.nth > 1 && p.day > to),
  ]
}

// ── 暂免 ──

export const exempt = command<ExemptSaid>({
  name: '谈话暂免',
  says: ['何小雨 本季度不安排谈话'],
  roles: [],
  inGroup: 'private',
  read: readExempt,
  async act(ctx, said) {
    const outcome = await leaveOut(ctx, said)
    if (isRefusal(outcome)) return outcome
    const body = { said: `${outcome.toast ?? ''}。` }
    return { ...outcome, tell: [...(outcome.tell ?? []), { kind: 'notice', ...ctx.answer, body }] }
  },
})

/** The director's holds for everybody; a talker's for his own talks, and the director is told and can put it back. */
async function leaveOut(ctx: Ctx, { talkees, quarter }: ExemptSaid): Promise<Outcome | Refusal> {
  await store.noteRoster(ctx.trx, ctx.office, ctx.today)
  const director = isDirector(ctx, ctx.by.openId)
  if (isClosed(ctx.office.holidays, quarter, ctx.today))
    return {
      refused: 'wrong-state',
      what: `${sayQuarter(quarter)}谈话`,
      state: '已结账',
      wanted: '未结账',
    }
  const about = await store.loadQuarter(ctx, quarter)
  const mine = standingsOf(about, []).filter((s) => s.talkers.includes(ctx.by.openId))
  if (!director && !talkees.every((t) => mine.some((s) => s.talkees.includes(t))))
    return { refused: 'not-yours', who: '办公室主任或其谈话人' }
  const facts = talkees.map((talkee) => {
    const key = `${quarterKey(quarter)}/${talkee}`
    const before = about.known.on('exempt', key, quarterRange(quarter).to)
    const value = director ? ['all'] : [...new Set([...before, ctx.by.openId])]
    return { kind: 'exempt' as const, key, value, from: beginning }
  })
  await store.addFacts(ctx.trx, facts, ctx.today, ctx.by.openId)
  return {
    entries: facts.map(({ key }) => ({ feature, subject: key, verb: 'exempt', facts: {} })),
    redraw: [...counted(ctx.by.openId, [quarterRange(quarter).from])],
    tell: director
      ? []
      : directorsOf(ctx).flatMap((to) => facts.map(({ key }) => toldExempt(to, key, ctx.today))),
    toast: `已登记暂免：${talkees.map((t) => nameOf(ctx.office, t)).join('、')}`,
  }
}

const directorsOf = (ctx: Ctx) =>
  ctx.office.roles.filter((r) => r.role === '办公室主任' && !r.deputy).map((r) => r.person)

function toldExempt(person: string, subject: string, on: Day): Tell {
  return {
    kind: 'view',
    to: { person },
    class: 1,
    feature,
    subject,
    view: 'exempted',
    args: { on },
  }
}

async function restore(ctx: Ctx, subject: string): Promise<Outcome | Refusal> {
  const quarter = readQuarterKey(subject.split('/')[0] ?? '')
  if (!quarter) return { refused: 'stale-button' }
  if (!isDirector(ctx, ctx.by.openId)) return { refused: 'not-allowed', needs: ['办公室主任'] }
  const fact = { kind: 'exempt' as const, key: subject, value: [], from: beginning }
  await store.addFacts(ctx.trx, [fact], ctx.today, ctx.by.openId)
  return {
    entries: [{ feature, subject, verb: 'restore', facts: {} }],
    redraw: [{ feature, subject: figuresSubject(quarter) }],
    toast: '已恢复安排',
  }
}

// ── 谈话提醒 ──

export const remind = command<{ n: number; from: RemindBy['from'] | null }>({
  name: '谈话提醒',
  says: ['谈话提醒设为季度末倒数第10个工作日'],
  roles: ['办公室主任', '系统管理员'],
  inGroup: 'private',
  read: readRemind,
  async act(ctx, { n, from }) {
    const quarter = quarterOf(ctx.today)
    const on = (by: RemindBy['from']) => remindDay(ctx.office.holidays, quarter, { from: by, n })
    if (!from) return said(ctx, whichOne(ctx, n, on('last').day, on('before').day))
    const fact = {
      kind: 'setting' as const,
      key: 'remind',
      value: [from, String(n)],
      from: ctx.today,
    }
    await store.addFacts(ctx.trx, [fact], ctx.today, ctx.by.openId)
    const words = `谈话提醒已设为季度末${from === 'last' ? '倒数第' : '提前'}${n}个工作日，本季度为${sayDated(ctx.office.holidays, on(from), ctx)}。`
    return {
      ...said(ctx, words),
      entries: [{ feature, subject: 'remind', verb: 'set', facts: { from, n } }],
      arm: [{ feature, subject: 'quarter', kind: 'remind', at: ctx.now }],
    }
  },
})

/** One day apart, so it is asked (§8.4#28). */
function whichOne(ctx: Ctx, n: number, last: Day, before: Day): string {
  const option = (at: Day, word: string) =>
    `〔${at.slice(5)} ${word}${n}个〕请发送：谈话提醒设为季度末${word}${n}个工作日`
  return [
    `“季度末前${n}个工作日”有两种算法，本季度分别为${sayDay(last, ctx)}和${sayDay(before, ctx)}，请选定：`,
    option(last, '倒数第'),
    option(before, '提前'),
  ].join('\n')
}

export const said = (ctx: Ctx, words: string): Outcome => ({
  entries: [],
  tell: [{ kind: 'notice', ...ctx.answer, body: { said: words } }],
})
