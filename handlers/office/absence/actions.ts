// 出差授权: away, back, delegate withdrawn. Open items move when it begins and come back when it ends, at the first minute of
// the day; nothing of it is taken back, because everybody can come back.
import { addDays, type Day, day } from '../../calendar.ts'
import {
  type Answer,
  type Ctx,
  command,
  type ErrandOrder,
  type News,
  type Outcome,
  type Tap,
  type Tell,
} from '../../feature.ts'
import { absenceOf, nameOf, whyNot } from '../../people.ts'
import { fold } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { instantAt } from '../../when.ts'
import { entry, feature, say, show, tellPerson } from '../answers.ts'
import { type NewAbsence, whyNotAway } from './absence.ts'
import * as buttons from './buttons.ts'
import { readAbsence } from './reading.ts'
import * as store from './store.ts'
import { sayDays } from './views.ts'

const final = '外出已通知有关人员，请用“提前返岗”或“撤回授权”结束'

export const absenceCommands = [
  command<NewAbsence>({
    name: '出差授权',
    says: ['我今日起出差三天，由某某代', '我12月1日至12月3日请假'],
    roles: [],
    inGroup: 'private',
    read: readAbsence,
    act: goAway,
  }),
  command<Record<string, never>>({
    name: '出差授权表',
    says: ['出差授权'],
    roles: [],
    inGroup: 'private',
    read: ({ text }) =>
      /^(?:出差授权|外出登记|登记外出|授权代办)$/u.test(fold(text).text.trim())
        ? { slots: {} }
        : undefined,
    act: async (ctx) => ({ entries: [], tell: [show(ctx.by.openId, 'away', 'away')] }),
  }),
  command<Record<string, never>>({
    name: '返岗',
    says: ['我已返岗'],
    roles: [],
    inGroup: 'private',
    read: ({ text }) =>
      /^(?:我)?(?:已经?|提前)?(?:返岗|销假|回来了)(?:了)?[。.]?$/u.test(fold(text).text.trim())
        ? { slots: {} }
        : undefined,
    async act(ctx) {
      const now =
        absenceOf(ctx.office, ctx.by.openId) ??
        ctx.office.absences.find(({ person }) => person === ctx.by.openId)
      if (!now) return { refused: 'not-found', what: '您的外出登记' }
      const outcome = await back(ctx, now.id)
      return 'refused' in outcome
        ? outcome
        : {
            ...outcome,
            tell: [...(outcome.tell ?? []), say(ctx, '已返岗，待办事项已回到您本人。')],
          }
    },
  }),
]

async function goAway(ctx: Ctx, it: NewAbsence): Promise<Outcome | Refusal> {
  const own = it.person === ctx.by.openId
  const no =
    whyNot(ctx.office, ctx.by.openId, own ? 'note_own_absence' : 'note_others_absence') ??
    whyNotAway(ctx.office, it)
  if (no) return no
  const id = ctx.id()
  await store.addAbsence(ctx.trx, { ...it, id, by: ctx.by.openId, at: ctx.now })
  const facts = { person: it.person, delegate: it.delegate, from: it.from, to: it.to }
  return {
    entries: [entry(id, 'away', facts)],
    tell: [
      show(it.person, id, 'absence'),
      ...(own ? [] : [show(ctx.by.openId, id, 'absence')]),
      ...toDelegate(ctx, it),
    ],
    errands: turns(ctx, id, it),
    ...(it.from <= ctx.today && { news: moved(it.person) }),
    final,
    toast: '已登记外出',
  }
}

function toDelegate(ctx: Ctx, it: NewAbsence): Tell[] {
  if (!it.delegate || it.delegate === ctx.by.openId) return []
  const said = `${nameOf(ctx.office, it.person)}${sayDays(ctx, it)}${it.why}，期间由您代办其待办和审批事项，记录写明由您代${nameOf(ctx.office, it.person)}办理。`
  return [tellPerson(it.delegate, said)]
}

const moved = (person: string): News[] => [{ kind: 'absenceChanged', person }]

/** At the first minute of its first day, and of the day after its last. */
function turns({ today }: Pick<Ctx, 'today'>, id: string, { from, to }: NewAbsence): ErrandOrder[] {
  const days = [...(from > today ? [from] : []), addDays(to, 1)]
  return days.map((on) => ({
    key: `absence/${id}/${on}`,
    feature,
    answer: 'turn',
    what: { errand: 'pause', with: id },
    at: instantAt(on, '00:00'),
  }))
}

export const turnAnswer: Answer = async (ctx, result) => {
  const id = typeof result === 'object' && result && 'with' in result ? String(result.with) : ''
  const it = await store.findAbsence(ctx.trx, id)
  if (!it || it.to < it.from) return { entries: [] }
  const begins = it.from <= ctx.today && ctx.today <= it.to
  return {
    entries: [entry(id, begins ? 'away-begins' : 'away-ends', { person: it.person })],
    news: moved(it.person),
  }
}

// ── coming back ──

/** From today on he is there again: the last day of his absence was yesterday. */
async function back(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const it = await store.lockAbsence(ctx.trx, id)
  const no = whyNotEnd(ctx, it)
  if (no || !it) return no ?? { refused: 'not-found', what: '此外出登记' }
  const to = lastDay(ctx.today, it.from)
  await store.endAbsence(ctx.trx, id, to)
  const said = `${nameOf(ctx.office, it.person)}已返岗，待办事项已转回本人。`
  return {
    entries: [entry(id, 'back', { person: it.person, to })],
    tell: it.delegate && it.from <= ctx.today ? [tellPerson(it.delegate, said)] : [],
    news: moved(it.person),
    final,
    toast: '已返岗',
  }
}

function lastDay(today: Day, from: Day): Day {
  const yesterday = addDays(today, -1)
  return yesterday < addDays(from, -1) ? addDays(from, -1) : yesterday
}

function whyNotEnd(ctx: Ctx, it: store.StoredAbsence | undefined): Refusal | undefined {
  if (!it) return { refused: 'not-found', what: '此外出登记' }
  if (it.person !== ctx.by.openId && whyNot(ctx.office, ctx.by.openId, 'note_others_absence'))
    return { refused: 'not-yours', who: '外出人本人' }
  if (it.to < ctx.today)
    return { refused: 'wrong-state', what: '此外出', state: '已返岗', wanted: '外出中' }
  return undefined
}

async function withdrawDelegate(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const it = await store.lockAbsence(ctx.trx, id)
  const no = whyNotEnd(ctx, it)
  if (no || !it) return no ?? { refused: 'not-found', what: '此外出登记' }
  if (!it.delegate) return { refused: 'not-found', what: '代办授权' }
  await store.setDelegate(ctx.trx, id, null)
  return {
    entries: [entry(id, 'withdraw-delegate', { delegate: it.delegate })],
    tell: [
      tellPerson(it.delegate, `${nameOf(ctx.office, it.person)}已撤回代办授权，事项由B角办理。`),
    ],
    news: moved(it.person),
    final,
    toast: '已撤回授权，由B角办理',
  }
}

export const absenceTaps: Record<string, Tap> = {
  back: buttons.backButton.tap((ctx, id) => back(ctx, id)),
  withdrawDelegate: buttons.withdrawDelegateButton.tap((ctx, id) => withdrawDelegate(ctx, id)),
  openAway: buttons.openAwayButton.tap(async (ctx) => ({
    entries: [],
    tell: [show(ctx.by.openId, 'away', 'away')],
  })),
  away: buttons.awayButton.tap(async (ctx, _subject, _value, { from, to, person }) => {
    if (!from || !to) return { refused: 'missing', what: '开始和结束日期', example: '在日历中选择' }
    return goAway(ctx, {
      person: ctx.by.openId,
      delegate: person ?? null,
      from: day(from),
      to: day(to),
      why: '外出',
    })
  }),
}
