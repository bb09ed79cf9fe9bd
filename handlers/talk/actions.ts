// Entering talks: by sentence, by list, on somebody's word; taking them back; and the director's consent for a closed quarter.
import { type Day, type Quarter, quarterKey, quarterOf, sayDay } from '../calendar.ts'
import {
  type Approvable,
  type Ctx,
  command,
  type Outcome,
  type SubjectRef,
  settingOf,
  type Tap,
  type Tell,
} from '../feature.ts'
import { may, nameOf } from '../people.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { contentButton, shareButton, undoButton } from './buttons.ts'
import { isClosed } from './dates.ts'
import { readTalk, type TalkSaid } from './reading.ts'
import { sayQuarter } from './rules.ts'
import { contentSetting } from './settings.ts'
import * as store from './store.ts'
import { feature, figuresSubject, planSubject } from './subjects.ts'
import { can, type Facts, stateWords } from './talk.ts'
import { isDirector } from './views.ts'

export const log = command<TalkSaid>({
  name: '登记谈话',
  says: ['登记谈话 今天和文书科何小雨谈了', '补录 11月20日 与何小雨谈话'],
  roles: [],
  inGroup: 'private',
  read: readTalk,
  async act(ctx, said) {
    if (!may(ctx.office, ctx.by.openId, 'log_talk')) return onlyStaff
    await store.noteRoster(ctx.trx, ctx.office, ctx.today)
    const talker = said.talker ?? ctx.by.openId
    if (talker !== ctx.by.openId && !(await mayEnterFor(ctx, talker))) return notNamed(ctx, talker)
    const entered = await enter(ctx, talker, said)
    if (isRefusal(entered)) return entered
    await keepContent(ctx, talker, said, entered)
    return receipts(ctx, talker, entered)
  },
})

export const onlyStaff: Refusal = {
  refused: 'not-allowed',
  needs: ['办公室主任', '办公室副主任', '科长'],
}

/** 代录: dates only, by a clerk whom the talker named (domain.md §4.4). */
async function mayEnterFor(ctx: Ctx, talker: string): Promise<boolean> {
  const known = await store.loadKnown(ctx)
  return known.on('clerk', talker, ctx.today).includes(ctx.by.openId)
}

const notNamed = (ctx: Ctx, talker: string): Refusal => ({
  refused: 'not-yours',
  who: `${nameOf(ctx.office, talker)}指定的代录人`,
})

interface Entered {
  id: string
  day: Day
  waits: boolean
}

type How = Pick<TalkSaid, 'talks' | 'way' | 'place' | 'requested' | 'backfilled'>

export async function enter(ctx: Ctx, talker: string, how: How): Promise<Entered[] | Refusal> {
  const all = how.talks.flatMap(({ talkees, ...when }) =>
    talkees.map((talkee) => ({ ...when, talkee })),
  )
  const early = all.find(({ day }) => day > ctx.today)
  if (early)
    return { refused: 'unclear', what: '谈话日期', hint: '登记的是已经谈过的，日期不能晚于今天。' }
  if (all.some(({ talkee }) => talkee === talker)) return { refused: 'with-oneself' }
  const entered: Entered[] = []
  for (const { talkee, day, time, minutes } of all) {
    const closed = isClosed(ctx.office.holidays, quarterOf(day), ctx.today)
    const waits = closed && !isDirector(ctx, ctx.by.openId)
    const facts: Facts = {
      ...{ id: ctx.id(), revision: 1, talker, talkee, day, time, minutes },
      ...{ way: how.way, place: how.place, requested: how.requested },
      backfilled: how.backfilled || closed,
      ...{ recordedBy: ctx.by.openId, recordedAt: ctx.now },
      ...{ countsFrom: waits ? null : ctx.today, voidedOn: null },
    }
    await store.addTalk(ctx.trx, { ...facts, state: waits ? 'awaiting' : 'held' })
    entered.push({ id: facts.id, day, waits })
  }
  return entered
}

/** The plan and the figures of those quarters count anew: they are redrawn wherever they stand. */
export function counted(talker: string, days: readonly Day[]): SubjectRef[] {
  const quarters = new Map<string, Quarter>(
    days.map((day) => [quarterKey(quarterOf(day)), quarterOf(day)]),
  )
  return [...quarters.values()].flatMap((quarter) => [
    { feature, subject: planSubject(talker, quarter) },
    { feature, subject: figuresSubject(quarter) },
  ])
}

export function entryOf(
  ctx: Ctx,
  talker: string,
  { id, day }: Entered,
): Outcome['entries'][number] {
  const behalf = talker === ctx.by.openId ? {} : { onBehalfOf: talker }
  return { feature, subject: id, verb: 'log', facts: { day }, ...behalf }
}

export function logged(ctx: Ctx, talker: string, entered: Entered[]): Outcome {
  const waiting = entered.filter(({ waits }) => waits)
  const asked = waiting.length > 0 ? `，其中${waiting.length}条待主任同意` : ''
  return {
    entries: entered.map((one) => entryOf(ctx, talker, one)),
    redraw: counted(
      talker,
      entered.map(({ day }) => day),
    ),
    offers: waiting.map(({ id }) => ({
      ...{ feature: 'approval', offer: 'ask' },
      args: { feature, subject: id, kind: 'backfill', note: null },
    })),
    toast: `已登记${entered.length}条谈话${asked}`,
  }
}

function receipts(ctx: Ctx, talker: string, entered: Entered[]): Outcome {
  const ids = entered.map(({ id }) => id)
  const view = {
    kind: 'view',
    feature,
    subject: ids[0] ?? '',
    view: 'receipt',
    args: { ids, on: ctx.today },
  } as const
  const toTalker: Tell[] = talker === ctx.by.openId ? [] : [{ ...view, to: { person: talker } }]
  return { ...logged(ctx, talker, entered), tell: [{ ...view, ...ctx.answer }, ...toTalker] }
}

// ── layer 2: only where the office allows it, and only from the talker's own hand ──

async function keepContent(
  ctx: Ctx,
  talker: string,
  { content }: TalkSaid,
  entered: Entered[],
): Promise<void> {
  const allowed = settingOf(ctx.office, contentSetting) === true && talker === ctx.by.openId
  if (!allowed || !content) return
  for (const { id } of entered) await store.keepNote(ctx, id, content)
}

/** Opening it is itself recorded. */
async function openNote(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const talk = await store.findTalk(ctx.trx, id)
  const note = talk && (await store.findNote(ctx.trx, id))
  if (!note) return { refused: 'not-found', what: '这次谈话的内容' }
  const may = talk.talker === ctx.by.openId || (note.forTalkee && talk.talkee === ctx.by.openId)
  if (!may) return { refused: 'not-yours', who: '谈话人本人' }
  return {
    entries: [{ feature, subject: id, verb: 'open-content', facts: {} }],
    tell: [
      {
        kind: 'view',
        ...ctx.answer,
        feature,
        subject: id,
        view: 'content',
        args: { on: ctx.today },
      },
    ],
    quiet: true,
  }
}

/** The talkee reads it where the talker chooses so. */
async function shareNote(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const talk = await store.lockTalk(ctx.trx, id)
  if (!talk || !(await store.findNote(ctx.trx, id)))
    return { refused: 'not-found', what: '这次谈话的内容' }
  if (talk.talker !== ctx.by.openId) return { refused: 'not-yours', who: '谈话人本人' }
  await store.shareNote(ctx.trx, id)
  return {
    entries: [{ feature, subject: id, verb: 'share-content', facts: {} }],
    tell: [
      {
        kind: 'view',
        to: { person: talk.talkee },
        feature,
        subject: id,
        view: 'content',
        args: { on: ctx.today },
      },
    ],
    toast: '已给对方看',
  }
}

// ── taking back ──

export const taps: Record<string, Tap> = {
  openContent: contentButton.tap((ctx, id) => openNote(ctx, id)),
  shareContent: shareButton.tap((ctx, id) => shareNote(ctx, id)),
  undo: undoButton.tap(async (ctx, _id, { ids }) => {
    const entries: Outcome['entries'] = []
    const redraw: SubjectRef[] = []
    for (const id of ids.split(',').toSorted()) {
      const talk = await store.lockTalk(ctx.trx, id)
      if (!talk) return { refused: 'not-found', what: '这条谈话登记' }
      if (![talk.recordedBy, talk.talker].includes(ctx.by.openId))
        return { refused: 'not-yours', who: '登记人或谈话人本人' }
      if (!can('void', talk))
        return {
          refused: 'wrong-state',
          what: '这条登记',
          state: stateWords[talk.state],
          wanted: '已登记',
        }
      await store.voidTalk(ctx.trx, talk, ctx.today)
      entries.push({ feature, subject: id, verb: 'void', facts: {} })
      redraw.push(...counted(talk.talker, [talk.day]))
    }
    return { entries, redraw, toast: '已撤销' }
  }),
}

// ── a closed quarter (domain.md §8.4#7) ──

export const backfill: Approvable = {
  title: '谈话补录',
  words: { agree: '同意', refuse: '不同意' },
  role: '办公室主任',
  reasons: ['该季度已结账，不再补录', '日期有误，请核对', '与谈话对象核对后再报'],
  lock: async (ctx, id) => (await store.lockTalk(ctx.trx, id)) !== undefined,
  async shows(ctx, id) {
    const talk = await store.findTalk(ctx.trx, id)
    if (!talk) return 'gone'
    return {
      name: `${sayQuarter(quarterOf(talk.day))}谈话补录`,
      facts: [
        { label: '谈话人', value: nameOf(ctx.office, talk.talker) },
        { label: '谈话对象', value: nameOf(ctx.office, talk.talkee) },
        { label: '日期', value: sayDay(talk.day, ctx) },
      ],
      ifNot: '不同意的，不计入该季度。',
    }
  },
  async decide(ctx, id, verdict) {
    const talk = await store.lockTalk(ctx.trx, id)
    if (!talk) return { refused: 'not-found', what: '这条谈话登记' }
    if (!can('agree', talk))
      return {
        refused: 'wrong-state',
        what: '这条补录',
        state: stateWords[talk.state],
        wanted: stateWords.awaiting,
      }
    const agrees = verdict.kind === 'agree'
    await (agrees ? store.agree(ctx, talk) : store.decline(ctx, talk))
    return {
      entries: [{ feature, subject: id, verb: agrees ? 'agree' : 'decline', facts: {} }],
      redraw: counted(talk.talker, [talk.day]),
      toast: agrees ? '已同意补录' : '未同意补录',
    }
  },
  async withdraw(ctx, id) {
    const talk = await store.lockTalk(ctx.trx, id)
    if (!talk || !can('void', talk)) return { refused: 'not-found', what: '这条谈话登记' }
    await store.voidTalk(ctx.trx, talk, ctx.today)
    return { entries: [{ feature, subject: id, verb: 'void', facts: {} }] }
  },
}
