// 代录: the act is done as the named person would have done it, by their rights; it is marked, and that person is told.
import { findBehalf, noteBehalf, noteDisputed } from '../../db/ledger/behalf.ts'
import { lockTrail } from '../../db/ledger/trail.ts'
import { addWorkdays } from '../calendar.ts'
import {
  type Ctx,
  command,
  type Entry,
  type Feature,
  type Outcome,
  type Tap,
  type Words,
} from '../feature.ts'
import { actsAs, nameOf } from '../people.ts'
import { isRefusal, type Refusal, sayRefusal } from '../refusal.ts'
import { goBack } from '../undo/index.ts'
import { dayAt } from '../when.ts'
import { wrongButton } from './buttons.ts'
import { type Entered, readEntered } from './reading.ts'

const feature = 'behalf'
const clerks = ['督查专员', '信访专员'] as const

export const commandsFor = (duties: Feature[]) => [
  command<Entered>({
    name: '代录',
    says: ['督12号 工程处电话反馈 已完成招标', '督23号延期 王局长11月24日书面批准'],
    roles: [...clerks],
    inGroup: 'private',
    read: readEntered,
    act: (ctx, entered) => enter(ctx, duties, entered),
  }),
]

export async function enter(
  ctx: Ctx,
  duties: Feature[],
  entered: Entered,
): Promise<Outcome | Refusal> {
  if (!clerks.some((role) => actsAs(ctx.office, ctx.by.openId, role)))
    return { refused: 'not-allowed', needs: [...clerks] }
  const person = ctx.office.people.get(entered.person)
  if (!person) return { refused: 'not-found', what: '此人' }
  if (person.openId === ctx.by.openId) return { refused: 'for-oneself' }
  const outcome = await asPerson({ ...ctx, by: person }, duties, entered.sentence)
  if (isRefusal(outcome)) return outcome
  return marked(ctx, entered, outcome)
}

/** Read and done as if that person had said it: role, relation and recusal are that person's. */
async function asPerson(ctx: Ctx, duties: Feature[], sentence: string): Promise<Outcome | Refusal> {
  const words: Words = { text: sentence, original: sentence, mentions: [], where: 'private' }
  for (const one of duties.flatMap((duty) => duty.commands)) {
    const read = one.read(words, ctx)
    if (read === undefined) continue
    if (isRefusal(read)) return read
    if ('ask' in read) return { refused: 'unclear', what: '代录内容', hint: read.ask.question }
    return one.act(ctx, read.slots)
  }
  return { refused: 'unclear', what: '代录内容', hint: '请写明签收、反馈、报请办结或批准。' }
}

async function marked(ctx: Ctx, entered: Entered, outcome: Outcome): Promise<Outcome> {
  const { person, way, on: givenOn } = entered
  const by = { recordedBy: ctx.by.openId, recordedAt: ctx.now }
  const ids: string[] = []
  for (const { feature: of, subject, verb } of outcome.entries) {
    const id = ctx.id()
    ids.push(id)
    const what = { id, act: ctx.act, feature: of, subject, verb }
    await noteBehalf(ctx.trx, { ...what, person, way, givenOn, ...by })
  }
  const [first] = ids
  if (!first) return outcome
  const entries: Entry[] = outcome.entries.map((entry) => ({
    ...entry,
    facts: { ...entry.facts, way, givenOn },
    onBehalfOf: person,
  }))
  const args = { said: outcome.toast ?? '' }
  const told = {
    kind: 'view',
    to: { person },
    feature,
    subject: first,
    view: 'told',
    args,
  } as const
  return { ...outcome, entries, tell: [...(outcome.tell ?? []), told] }
}

// ── 有误 ──

export const tapsFor = (duties: Feature[]): Record<string, Tap> => ({
  wrong: wrongButton.tap((ctx, id) => dispute(ctx, duties, id)),
})

/** Within two working days the named person's word outranks the entry: it is taken back. */
async function dispute(ctx: Ctx, duties: Feature[], id: string): Promise<Outcome | Refusal> {
  const entry = await findBehalf(ctx.trx, id)
  if (!entry) return { refused: 'not-found', what: '此条代录' }
  if (entry.person !== ctx.by.openId) return { refused: 'not-yours', who: '被代录的本人' }
  if (entry.disputedAt)
    return { refused: 'wrong-state', what: '此条代录', state: '已提出有误', wanted: '未提出' }
  const last = addWorkdays(ctx.office.holidays, dayAt(entry.recordedAt), 2).day
  if (ctx.today > last) return { refused: 'undo-final', why: '已超过两个工作日' }
  const trail = await lockTrail(ctx.trx, entry.act)
  const back = trail ? await goBack(ctx, duties, trail) : undefined
  await noteDisputed(ctx.trx, id, ctx.now)
  return disputed(ctx, entry, back)
}

function disputed(
  ctx: Ctx,
  entry: { feature: string; subject: string; recordedBy: string },
  back: Outcome | Refusal | undefined,
): Outcome {
  const { feature: of, subject, recordedBy } = entry
  const undone = back && !isRefusal(back)
  const why = undone
    ? '已退回原状态，请核实后重新办理'
    : isRefusal(back)
      ? sayRefusal(back)
      : '请核实'
  const said = `${nameOf(ctx.office, ctx.by.openId)}反映代录有误，${why}。`.replace(/。。$/u, '。')
  return {
    ...(undone ? back : {}),
    entries: [
      ...(undone ? back.entries : []),
      { feature: of, subject, verb: 'dispute', facts: { undone: Boolean(undone) } },
    ],
    tell: [{ kind: 'notice', to: { person: recordedBy }, body: { said } }],
    toast: undone ? '已退回原状态，并告知代录人' : '已告知代录人核实',
  }
}
