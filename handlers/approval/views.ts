// What people see of a request: the approver's card, what it turns into, the asker's card, and the list of all that waits.
import { marksOf } from '../behalf/index.ts'
import type { Block, Button, Fact, PrivateCard } from '../card.ts'
import type { Approvable, Feature, Matter, Reading, Sight, View } from '../feature.ts'
import { openAwayButton } from '../office/index.ts'
import { nameOf, type Person } from '../people.ts'
import type { PrivateText } from '../secret.ts'
import { lastUndoable, undoOf } from '../undo/index.ts'
import { sayInstant } from '../when.ts'
import {
  type Approval,
  approversOf,
  type Decided,
  othersToTake,
  type Pending,
  stateWords,
  whyNotDecide,
} from './approval.ts'
import * as buttons from './buttons.ts'
import { approvalsOf, findApproval, isPending, pendingApprovals } from './store.ts'

type Blocks = Block<PrivateText>[]

/** A request with its duty's words and what the duty shows of it. */
export interface Whole {
  approval: Approval
  of: Approvable
  matter: Matter
  /** Entered for the approver by somebody else, in words. */
  behalf?: string
}

export function viewsFor(duties: Feature[]): Record<string, View> {
  const view = (draw: (ctx: Sight, whole: Whole, person: Person) => PrivateCard): View => ({
    async person(ctx, id, _args, person) {
      const whole = await wholeOf(ctx, duties, id)
      return whole ? draw(ctx, whole, person) : 'gone'
    },
  })
  return {
    decision: view(decisionCard),
    reasons: view(reasonsCard),
    more: view(moreCard),
    asked: view(askedCard),
    /** Subject: `batch/<person>`. */
    batch: {
      ownUndo: true,
      person: (ctx, _subject, args, person) => batchOf(ctx, duties, person, idsIn(args)),
    },
  }
}

export const approvable = (duties: Feature[], { feature, kind }: Approval) =>
  duties.find((duty) => duty.name === feature)?.approvals?.[kind]

export async function wholeOf(
  ctx: Reading,
  duties: Feature[],
  id: string,
): Promise<Whole | undefined> {
  const approval = await findApproval(ctx.trx, id)
  return approval && toWhole(ctx, duties, approval)
}

export async function toWhole(
  ctx: Reading,
  duties: Feature[],
  approval: Approval,
): Promise<Whole | undefined> {
  const of = approvable(duties, approval)
  const matter = await of?.shows(ctx, approval.subject)
  if (!of || !matter || matter === 'gone') return undefined
  const marks = await marksOf(ctx, 'approval', approval.id)
  const behalf = marks.get(approval.state)
  return { approval, of, matter, ...(behalf && { behalf }) }
}

// ── the approver ──

export function decisionCard(ctx: Sight, whole: Whole, person: Person): PrivateCard {
  const { approval, of } = whole
  if (!isPending(approval)) return decidedCard(ctx, whole)
  if (whyNotDecide(ctx.office, of.role, approval, person.openId))
    return withBlocks(ctx, whole, [note(elsewhere(ctx, whole))])
  const asked = approversOf(ctx.office, of.role, approval).some((p) => p.openId === person.openId)
  return withBlocks(ctx, whole, [
    ...(asked ? [] : [note(elsewhere(ctx, whole))]),
    row(
      { text: of.words.agree, payload: buttons.agreeButton.on(approval.id), style: 'primary' },
      { text: of.words.refuse, payload: turn(approval, 'reasons') },
      { text: of.words.amend ?? '其他办理', payload: turn(approval, 'more') },
    ),
  ])
}

const elsewhere = (ctx: Sight, { approval, of }: Whole) =>
  `已转请${approversOf(ctx.office, of.role, approval)
    .map((p) => p.name)
    .join('、')}审批。`

/** Two taps to a no: 〔不同意〕, then a reason. */
export function reasonsCard(ctx: Sight, whole: Whole, person: Person): PrivateCard {
  const { approval, of } = whole
  if (!isPending(approval) || whyNotDecide(ctx.office, of.role, approval, person.openId))
    return decisionCard(ctx, whole, person)
  const ready = of.reasons.map((text, nth) => ({
    text,
    payload: buttons.refuseButton.on(approval.id, { nth }),
  }))
  return {
    ...head(whole),
    blocks: [
      { kind: 'text', text: whole.matter.name },
      note(`${of.words.refuse}的原因：`),
      row(...ready),
      {
        kind: 'form',
        name: 'refuse',
        fields: [{ kind: 'input', name: 'reason', label: '其他原因', maxLength: 200 }],
        buttons: [{ text: of.words.refuse, payload: buttons.refuseWithButton.on(approval.id) }],
      },
      row({ text: '返回', payload: turn(approval, 'decision') }),
    ],
  }
}

/** 改定, 请补充说明, 转交他人. */
export function moreCard(ctx: Sight, whole: Whole, person: Person): PrivateCard {
  const { approval, of } = whole
  if (!isPending(approval) || whyNotDecide(ctx.office, of.role, approval, person.openId))
    return decisionCard(ctx, whole, person)
  const others = othersToTake(ctx.office, approval.askedBy, person.openId).map((p) => p.openId)
  return {
    ...head(whole),
    blocks: [
      { kind: 'text', text: whole.matter.name },
      ...(of.words.amend ? [amendForm(approval, of.words.amend)] : []),
      {
        kind: 'form',
        name: 'ask',
        fields: [{ kind: 'input', name: 'question', label: '需要补充的内容', maxLength: 200 }],
        buttons: [{ text: '请补充说明', payload: buttons.askMoreButton.on(approval.id) }],
      },
      {
        kind: 'form',
        name: 'hand',
        fields: [{ kind: 'person', name: 'person', label: '转交给', among: others }],
        buttons: [{ text: '转交他人', payload: buttons.handOverButton.on(approval.id) }],
      },
      row(
        { text: '返回', payload: turn(approval, 'decision') },
        { text: '出差授权', payload: openAwayButton.on('away') },
      ),
    ],
  }
}

const amendForm = (approval: Pending, text: string): Block<PrivateText> => ({
  kind: 'form',
  name: 'amend',
  fields: [
    { kind: 'date', name: 'day', label: '改定为' },
    { kind: 'input', name: 'reason', label: '意见', maxLength: 200 },
  ],
  buttons: [{ text, payload: buttons.amendButton.on(approval.id), style: 'primary' }],
})

// ── the asker ──

export function askedCard(ctx: Sight, whole: Whole, person: Person): PrivateCard {
  const { approval } = whole
  if (!isPending(approval)) return decidedCard(ctx, whole)
  if (person.openId !== approval.askedBy) return withBlocks(ctx, whole, [])
  const owed = approval.question !== null && approval.answer === null
  return withBlocks(ctx, whole, [
    ...(owed ? [answerForm(approval)] : []),
    row({ text: '撤回申请', payload: buttons.withdrawButton.on(approval.id) }),
  ])
}

const answerForm = ({ id }: Pending): Block<PrivateText> => ({
  kind: 'form',
  name: 'reply',
  fields: [{ kind: 'input', name: 'answer', label: '补充说明', lines: 2, maxLength: 200 }],
  buttons: [{ text: '补充', payload: buttons.answerButton.on(id), style: 'primary' }],
})

// ── parts ──

function head({ approval, of, matter }: Whole): Pick<PrivateCard, 'title' | 'light' | 'tag'> {
  const light = {
    pending: 'yellow',
    agreed: 'green',
    amended: 'green',
    refused: 'grey',
    withdrawn: 'grey',
  } as const
  return {
    title: `${of.title} ${matter.name}`,
    light: light[approval.state],
    tag: stateWords[approval.state],
  }
}

/** What, whose, since when, what others said, what happens if not; then what can be done. Details fold. */
function withBlocks(ctx: Sight, whole: Whole, last: Blocks): PrivateCard {
  const { approval, matter } = whole
  const asked = `${nameOf(ctx.office, approval.askedBy)}于${sayInstant(approval.askedAt, ctx.today)}提出。`
  return {
    ...head(whole),
    blocks: [
      { kind: 'facts', facts: matter.facts },
      ...said(ctx, approval),
      note(asked + matter.ifNot),
      ...last,
      ...folded(matter.details ?? []),
    ],
  }
}

function decidedCard(ctx: Sight, whole: Whole): PrivateCard {
  const { approval, matter } = whole
  return {
    ...head(whole),
    blocks: [
      { kind: 'facts', facts: matter.facts },
      { kind: 'text', text: sayDecided(ctx, whole) },
      ...said(ctx, approval),
      ...folded(matter.details ?? []),
    ],
  }
}

function signedBy({ office }: Sight, { decidedBy, decidedFor }: Decided): string {
  const name = nameOf(office, decidedBy)
  return decidedFor ? `由${name}代${nameOf(office, decidedFor)}签` : name
}

function sayDecided(ctx: Sight, { approval, matter, behalf }: Whole): string {
  if (!('decidedBy' in approval)) return stateWords[approval.state]
  const when = sayInstant(approval.decidedAt, ctx.today)
  const who = `${signedBy(ctx, approval)} ${when}${behalf ?? ''}`
  const reason = approval.reason ? `\n意见：${approval.reason}` : ''
  return `${matter.decided ?? stateWords[approval.state]}：${who}${reason}`
}

function said(ctx: Sight, { note: remark, question, answer, handedBy }: Approval): Blocks {
  return [
    ...(remark ? [note(remark)] : []),
    ...(handedBy ? [note(`由${nameOf(ctx.office, handedBy)}转交。`)] : []),
    ...(question ? [note(`${nameOf(ctx.office, question.by)}请补充：${question.text}`)] : []),
    ...(answer ? [note(`补充说明：${answer}`)] : []),
  ]
}

const folded = (facts: Fact<PrivateText>[]): Blocks =>
  facts.length > 0 ? [{ kind: 'fold', title: '详情', blocks: [{ kind: 'facts', facts }] }] : []

const note = (text: string): Block<PrivateText> => ({ kind: 'note', text })
const row = (...list: Button[]): Block<PrivateText> => ({ kind: 'buttons', buttons: list })
const turn = ({ id }: Approval, to: 'decision' | 'reasons' | 'more') =>
  buttons.turnButton.on(id, { to })

// ── all that waits for one person ──

/** Those that wait for the person's decision now. */
export async function waitingFor(
  ctx: Reading,
  duties: Feature[],
  person: string,
): Promise<Whole[]> {
  const all = await decidableBy(ctx, duties, person)
  return all.filter(({ approval, of }) =>
    approversOf(ctx.office, of.role, approval).some((p) => p.openId === person),
  )
}

/** Those that the person may decide, also where somebody else was asked. */
export async function decidableBy(
  ctx: Reading,
  duties: Feature[],
  person: string,
): Promise<Whole[]> {
  const all: Whole[] = []
  for (const approval of await pendingApprovals(ctx.trx)) {
    const of = approvable(duties, approval)
    if (!of || whyNotDecide(ctx.office, of.role, approval, person)) continue
    const whole = await toWhole(ctx, duties, approval)
    if (whole) all.push(whole)
  }
  return all
}

async function batchOf(
  ctx: Reading,
  duties: Feature[],
  person: Person,
  kept: string[],
): Promise<PrivateCard> {
  const waiting = await waitingFor(ctx, duties, person.openId)
  const stands = new Set(waiting.map(({ approval }) => approval.id))
  const done: Done[] = []
  for (const approval of await approvalsOf(
    ctx.trx,
    kept.filter((id) => !stands.has(id)),
  )) {
    const whole = await toWhole(ctx, duties, approval)
    const ref = { feature: 'approval', subject: approval.id }
    if (whole) done.push({ whole, act: await lastUndoable(ctx, person.openId, ref) })
  }
  return batchCard(ctx, person.openId, waiting, done)
}

interface Done {
  whole: Whole
  act: string | undefined
}

const atOnce = 20

/** Each by itself, and all at once; what was decided on this card stays on it, each with its own 〔撤销〕. */
export function batchCard(ctx: Sight, person: string, waiting: Whole[], done: Done[]): PrivateCard {
  const title = '待审批事项'
  if (waiting.length + done.length === 0)
    return { title, light: 'green', blocks: [{ kind: 'text', text: '目前没有待您审批的事项。' }] }
  const listed = waiting.slice(0, atOnce)
  const kept = done.map(({ whole }) => whole.approval.id)
  return {
    title,
    light: waiting.length > 0 ? 'yellow' : 'green',
    tag: `${waiting.length}件`,
    blocks: [
      ...listed.flatMap((whole) => waitingBlocks(ctx, person, whole, kept)),
      ...(waiting.length > atOnce
        ? [note(`余${waiting.length - atOnce}件，办理后接着列出。`)]
        : []),
      ...(listed.length > 1 ? [allBlock(person, listed, kept)] : []),
      ...done.flatMap(
        ({ whole, act }): Blocks => [
          { kind: 'text', text: `${line(whole)}\n${sayDecided(ctx, whole)}` },
          ...(act ? [row(undoOf(act))] : []),
        ],
      ),
    ],
  }
}

export const batchSubject = (person: string) => `batch/${person}`

function waitingBlocks(ctx: Sight, person: string, whole: Whole, kept: string[]): Blocks {
  const { approval, of } = whole
  const since = `${nameOf(ctx.office, approval.askedBy)}，${sayInstant(approval.askedAt, ctx.today)}`
  const value = { ids: approval.id, kept: kept.join(',') }
  const payload = buttons.agreeAllButton.on(batchSubject(person), value)
  return [{ kind: 'text', text: line(whole) }, note(since), row({ text: of.words.agree, payload })]
}

/** The first fact says what it is about. */
function line({ of, matter }: Whole): string {
  const about = matter.facts[0]?.value
  return `${of.title} ${matter.name}：${typeof about === 'string' ? about : '详见卡片'}`
}

function allBlock(person: string, waiting: Whole[], kept: string[]): Block<PrivateText> {
  const ids = waiting.map(({ approval }) => approval.id).join(',')
  const text = waiting.map((whole) => `${whole.of.words.agree}：${whole.matter.name}`).join('\n')
  return row({
    text: `全部同意（${waiting.length}件）`,
    payload: buttons.agreeAllButton.on(batchSubject(person), { ids, kept: kept.join(',') }),
    style: 'primary',
    confirm: { title: '全部同意', text },
  })
}

function idsIn(args: unknown): string[] {
  const ids = typeof args === 'object' && args && 'ids' in args ? args.ids : []
  return Array.isArray(ids) ? ids.map(String) : []
}
