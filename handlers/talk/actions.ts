// Commands and taps of talks: load, decide, save, say what follows.
import { type Day, type Quarter, quarterOf } from '../calendar.ts'
import { type Ctx, command, type Outcome, type Tap } from '../feature.ts'
import { isOfficeStaff } from '../people.ts'
import { fold } from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { tickButton, undoButton } from './buttons.ts'
import { obligationOf } from './obligations.ts'
import { readQuarter, readTalk, type TalkSaid } from './reading.ts'
import { addTalk, lockTalk, voidTalk } from './store.ts'
import { dayOr, planSubject, readPlanSubject } from './views.ts'

const feature = 'talk'

export const log = command<TalkSaid>({
  name: '登记谈话',
  says: ['登记谈话 今天和文书科何小雨谈了'],
  roles: [],
  inGroup: 'private',
  read: readTalk,
  async act(ctx, said) {
    if (!isOfficeStaff(ctx.office, ctx.by.openId))
      return { refused: 'not-allowed', needs: ['办公室主任', '办公室副主任', '科长'] }
    const { talkees, ...how } = said
    const ids = await addTalks(ctx, talkees, how)
    if ('refused' in ids) return ids
    const outcome = logged(ctx, ids, how.day)
    const receipts = ids.map((id) => ({
      kind: 'view' as const,
      ...ctx.answer,
      feature,
      subject: id,
      view: 'receipt',
    }))
    return { ...outcome, tell: receipts }
  },
})

export const plan = command<{ quarter: Quarter }>({
  name: '谈话计划',
  says: ['谈话计划 四季度'],
  roles: [],
  inGroup: 'private',
  read(words, { today }) {
    const folded = fold(words.text).text.trim()
    if (!/^(?:查看|看看)?谈话(?:计划|安排)|我这季度还差谁/u.test(folded)) return undefined
    const quarter = readQuarter(folded, today)
    return quarter
      ? { slots: { quarter } }
      : { refused: 'missing', what: '季度', example: '谈话计划 四季度' }
  },
  async act(ctx, { quarter }) {
    const obligation = obligationOf(ctx.office, ctx.by.openId)
    if (!obligation)
      return { refused: 'not-allowed', needs: ['办公室主任', '办公室副主任', '科长'] }
    const subject = planSubject(ctx.by.openId, quarter)
    return { entries: [], tell: [{ kind: 'view', ...ctx.answer, feature, subject, view: 'plan' }] }
  },
})

type How = Omit<TalkSaid, 'talkees'>

async function addTalks(ctx: Ctx, talkees: string[], how: How): Promise<string[] | Refusal> {
  if (how.day > ctx.today)
    return { refused: 'unclear', what: '谈话日期', hint: '登记的是已经谈过的，日期不能晚于今天。' }
  if (talkees.includes(ctx.by.openId)) return { refused: 'with-oneself' }
  const ids = talkees.map(() => ctx.id())
  for (const [place, talkee] of talkees.entries()) {
    const people = { talker: ctx.by.openId, talkee, recordedBy: ctx.by.openId, recordedAt: ctx.now }
    await addTalk(ctx.trx, { ...how, ...people, id: ids[place] ?? ctx.id(), minutes: null })
  }
  return ids
}

/** The plan of that quarter counts anew: it is redrawn wherever it stands. */
function logged(ctx: Ctx, ids: string[], on: Day): Outcome {
  return {
    entries: ids.map((id) => ({ feature, subject: id, verb: 'log', facts: { day: on } })),
    redraw: [{ feature, subject: planSubject(ctx.by.openId, quarterOf(on)) }],
    toast: `已登记${ids.length}条谈话`,
  }
}

export const taps: Record<string, Tap> = {
  undo: undoButton.tap(async (ctx, id) => {
    const talk = await lockTalk(ctx.trx, id)
    if (!talk) return { refused: 'not-found', what: '这条谈话登记' }
    if (talk.recordedBy !== ctx.by.openId) return { refused: 'not-yours', who: '登记人本人' }
    if (talk.state === 'voided')
      return { refused: 'wrong-state', what: '这条登记', state: '已撤销', wanted: '已登记' }
    await voidTalk(ctx.trx, talk)
    return {
      entries: [{ feature, subject: id, verb: 'void', facts: {} }],
      redraw: [{ feature, subject: planSubject(talk.talker, quarterOf(talk.day)) }],
      toast: '已撤销',
    }
  }),
  tick: tickButton.tap(async (ctx, subject, _value, form) => {
    const plan = readPlanSubject(subject)
    if (plan?.talker !== ctx.by.openId) return { refused: 'not-yours', who: '谈话人本人' }
    const due = new Set(obligationOf(ctx.office, ctx.by.openId)?.talkees.map((p) => p.openId))
    const ticked = [form.people ?? []].flat().filter((id) => due.has(id))
    if (ticked.length === 0)
      return { refused: 'missing', what: '已谈人员', example: '在名单中勾选' }
    const on = dayOr(form.day, ctx.today)
    const ids = await addTalks(ctx, ticked, {
      day: on,
      time: null,
      way: 'individual',
      backfilled: false,
    })
    return 'refused' in ids ? ids : logged(ctx, ids, on)
  }),
}
