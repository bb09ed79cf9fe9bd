// What the clock owes for petitions, as lines for people in private: no group gets a line per petition. Asked again when a sheet
// is drawn, so who has acted is left in peace. A group gets one number a week.
import { addDays, daysBetween, sayDay, workdaysBetween } from '../calendar.ts'
import type { Button } from '../card.ts'
import { type Due, type Line, type Reading, settingOf } from '../feature.ts'
import type { Person } from '../people.ts'
import * as buttons from './buttons.ts'
import { date } from './cards/facts.ts'
import { noticeWords } from './cards/registration.ts'
import { causesAt, causeWords, nextLook } from './causes.ts'
import { proposalsOf } from './customs/store.ts'
import { figuresOf, weekSentence } from './figures/figures.ts'
import { countedIn, openOnes, shortcutsIn } from './figures/store.ts'
import { countingOf } from './lists/counting.ts'
import { soonest } from './lists/soon.ts'
import { nameOfPetition, type Registered } from './petition.ts'
import {
  type ClockKind,
  clockKinds,
  morning,
  nextMorning,
  type Running,
  running,
} from './reminders.ts'
import { isProposed, weeklyNumber } from './settings.ts'
import { findPetition } from './store.ts'
import { lastWeek, nextWeek } from './weekly.ts'
import { directors, officers, unitPeople } from './who.ts'

const clockDue =
  (kind: ClockKind): Due =>
  async (ctx, id) => {
    const petition = await findPetition(ctx.trx, id)
    if (!petition || petition.state === 'draft') return { lines: [] }
    const clock = running(ctx.office.holidays, petition).find((one) => one.kind === kind)
    if (!clock) return { lines: [] }
    return {
      lines: linesOf(ctx, petition, clock),
      next: nextMorning(ctx.office.holidays, clock, ctx.now),
    }
  }

function linesOf(ctx: Reading, petition: Registered, clock: Running): Line[] {
  const left = daysBetween(ctx.today, clock.due)
  const rank: Line['rank'] = left < 0 ? 'late' : left === 0 ? 'today' : 'soon'
  const text = sentence(ctx, petition, clock, left)
  return recipients(ctx, petition, clock.kind).map((person) => ({
    to: { person: person.openId },
    text,
    rank,
    buttons: buttonsOf(petition, clock.kind),
    standsOut: 'legal',
  }))
}

function recipients(ctx: Reading, petition: Registered, kind: ClockKind): Person[] {
  const unit =
    kind === 'finish' || kind === 'result' || kind === 'simple'
      ? unitPeople(ctx.office, petition)
      : []
  const all = [...unit, ...officers(ctx.office, petition)]
  return [...new Map(all.map((p) => [p.openId, p])).values()]
}

function buttonsOf(petition: Registered, kind: ClockKind): Button[] {
  return kind === 'notice'
    ? [{ text: noticeWords(petition), payload: buttons.noticedButton.on(petition.id) }]
    : []
}

function sentence(
  ctx: Reading,
  petition: Registered,
  { kind, due }: Running,
  left: number,
): string {
  const number = nameOfPetition(petition)
  const on = date(ctx, due)
  const wd = workdaysBetween(ctx.office.holidays, ctx.today, due)
  const late = `已过${-left}日`
  switch (kind) {
    case 'notice':
      return left < 0
        ? `${number}书面告知期限${on}${late}，请立即告知并说明原因。`
        : left === 0
          ? `${number}书面告知期限为今日（${on}），尚未告知信访人。`
          : `${number}应于${on}前书面告知信访人，还有${left}日。`
    case 'objection':
      return left < 0
        ? `${number}异议期限${on}${late}，未提出异议，请按期告知、办理；来文单位仍可同意。`
        : `${number}如不属本单位职权，请于${on}前向来文单位提出异议，还有${wd}个工作日。`
    case 'finish':
      return left < 0
        ? `${number}办理期限${on}${late}，尚未作出处理意见，请立即办理并说明原因。`
        : `${number}办理期限${on}，还有${left}日，请抓紧办理。情况复杂的，请于到期日下班前申请延期。`
    case 'sender':
      return left < 0
        ? `${number}来文时限${on}${late}，办结报告尚未上报，请立即上报并说明原因。`
        : `${number}来文时限${on}，内部时限${petition.clocks.senderInternal ? date(ctx, petition.clocks.senderInternal) : on}，办结报告尚未上报。`
    case 'result':
      return left < 0
        ? `${number}应于${on}报结果，${late}，请催办。`
        : `${number}应于${on}前报结果，还有${left}日。`
    case 'simple':
      return left < 0
        ? `${number}简易办理期限${on}${late}，请转为普通程序或立即答复。`
        : `${number}简易办理期限${on}，还有${left}日。`
    case 'told':
      return `${number}已批准延期，请于${on}前告知信访人延期理由，并录入告知日期。`
  }
}

/** 建议转督办: a line with the decision on it. */
const propose: Due = async (ctx, id) => {
  const petition = await findPetition(ctx.trx, id)
  if (!petition || petition.state === 'draft' || petition.state === 'voided') return { lines: [] }
  const known = (await proposalsOf(ctx.trx, id)).map((one) => one.cause)
  const fresh = causesAt(petition, ctx.today).filter(
    (cause) => !known.includes(cause) && isProposed(ctx.office, cause),
  )
  const look = nextLook(petition, ctx.today)
  const lines = directors(ctx.office, petition).flatMap((d) =>
    fresh.map(
      (cause): Line => ({
        to: { person: d.openId },
        text: `${nameOfPetition(petition)}：${causeWords(cause)}，建议转督办，请阅示。`,
        rank: 'info',
        buttons: [
          { text: '转督办', payload: buttons.superviseButton.on(id, { cause, agreed: true }) },
          { text: '暂不转', payload: buttons.superviseButton.on(id, { cause, agreed: false }) },
        ],
      }),
    ),
  )
  return { lines, ...(look && { next: morning(look) }) }
}

const weekly: Due = async (ctx) => {
  const next = nextWeek(ctx.office.holidays, ctx.today)
  if (settingOf(ctx.office, weeklyNumber) !== true) return { lines: [], next }
  const period = lastWeek(ctx.today)
  const figures = figuresOf(
    await countedIn(ctx.trx, period),
    [],
    period,
    countingOf(ctx.office, false),
  )
  const until = addDays(ctx.today, 7)
  const due = (await openOnes(ctx.trx)).filter((p) => {
    const day = soonest(p)
    return day !== null && day >= ctx.today && day <= until
  })
  const text = weekSentence(figures, due.length)
  const lines = ctx.office.groups
    .filter((group) => group.kind === 'office' && !group.external)
    .map((group): Line => ({ to: { group: group.chat }, text, rank: 'info' }))
  return { lines, next }
}

/** The director's list of what went a short way last week (domain.md §1.7). */
const shortcuts: Due = async (ctx) => {
  const next = nextWeek(ctx.office.holidays, ctx.today)
  const period = lastWeek(ctx.today)
  const all = await shortcutsIn(ctx.trx, period)
  if (all.length === 0) return { lines: [], next }
  const list = all.map(({ petition, what }) => `${nameOfPetition(petition)}${what}`).join('；')
  const text = `上周（${sayDay(period.from, ctx)}起）简便办理${all.length}件：${list}。`
  return {
    lines: directors(ctx.office).map(
      (d): Line => ({ to: { person: d.openId }, text, rank: 'info' }),
    ),
    next,
  }
}

export const dues: Record<string, Due> = {
  ...Object.fromEntries(clockKinds.map((kind) => [kind, clockDue(kind)])),
  propose,
  weekly,
  shortcuts,
}
