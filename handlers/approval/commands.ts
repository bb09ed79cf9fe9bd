// Decisions by word: as a reply to the card, by number, or alone where exactly one waits; and the list of all that waits.
import { type Command, type Ctx, command, type Feature, type Outcome } from '../feature.ts'
import { fold, tidy } from '../phrase.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { decide, feature } from './actions.ts'
import { type DecisionSaid, readDecision } from './reading.ts'
import { batchSubject, decidableBy, type Whole, waitingFor, wholeOf } from './views.ts'

export const commandsFor = (duties: Feature[]): Command[] => [
  command<DecisionSaid>({
    name: '审批',
    says: ['同意', '同意 督1号', '不同意 材料不全，请补充后再报'],
    roles: [],
    inGroup: 'private',
    read: readDecision,
    act: (ctx, said) => decideSaid(ctx, duties, said),
  }),
  command<Record<string, never>>({
    name: '待审批',
    says: ['待审批'],
    roles: [],
    inGroup: 'private',
    read: ({ text }) =>
      /^(?:查看)?待(?:我)?(?:审批|批)(?:事项|件|的)?$/u.test(fold(text).text.trim())
        ? { slots: {} }
        : undefined,
    act: async (ctx) => ({
      entries: [],
      tell: [
        {
          kind: 'view',
          to: { person: ctx.by.openId },
          feature,
          subject: batchSubject(ctx.by.openId),
          view: 'batch',
        },
      ],
    }),
  }),
]

async function decideSaid(
  ctx: Ctx,
  duties: Feature[],
  said: DecisionSaid,
): Promise<Outcome | Refusal> {
  const found = await chosen(ctx, duties, said)
  if (isRefusal(found)) return found
  const [only, ...others] = found
  if (!only || others.length > 0) return whichOne(ctx, said, found)
  const reason = reasonIn(said, only)
  if (!said.agrees && !reason)
    return { refused: 'missing', what: '原因', example: `不同意 ${only.of.reasons[0]}` }
  const verdict = said.agrees ? ({ kind: 'agree' } as const) : ({ kind: 'refuse', reason } as const)
  const outcome = await decide(ctx, duties, only.approval.id, verdict)
  if (isRefusal(outcome)) return outcome
  const receipt = {
    kind: 'view',
    ...ctx.answer,
    feature: 'undo',
    subject: ctx.act,
    view: 'receipt',
    args: { said: `${outcome.toast ?? '已办理'}。` },
  } as const
  return { ...outcome, tell: [...(outcome.tell ?? []), receipt] }
}

/** The card that was replied to; else what the number names; else all that waits. */
async function chosen(
  ctx: Ctx,
  duties: Feature[],
  { about, rest }: DecisionSaid,
): Promise<Whole[] | Refusal> {
  if (about?.feature === feature) {
    const whole = await wholeOf(ctx, duties, about.subject)
    return whole ? [whole] : { refused: 'not-found', what: '此申请' }
  }
  const decidable = await decidableBy(ctx, duties, ctx.by.openId)
  const ofCard = decidable.filter(
    ({ approval }) => approval.feature === about?.feature && approval.subject === about.subject,
  )
  if (ofCard.length > 0) return ofCard
  const named = decidable.filter((whole) => namedIn(rest, whole))
  const left = named.length > 0 ? named : await waitingFor(ctx, duties, ctx.by.openId)
  return left.length > 0 ? left : { refused: 'not-found', what: '待您审批的事项' }
}

/** By its full number, or its short one: 督〔2026〕1号, 督1号, 1号. */
function namedIn(rest: string, { matter }: Whole): boolean {
  const [, series, n] = /^(\p{Script=Han}+)〔\d{4}〕(\d+)号/u.exec(matter.name) ?? []
  if (!series || !n) return false
  return new RegExp(`(?:^|\\D)${n}号`, 'u').test(rest.replaceAll(/〔\d{4}〕/gu, ''))
}

function reasonIn({ rest }: DecisionSaid, whole: Whole): string {
  return namedIn(rest, whole) ? tidy(rest.replace(/^\S*?\d+号[,，。;；\s]*/u, '')) : rest
}

function whichOne(ctx: Ctx, { agrees }: DecisionSaid, all: Whole[]): Outcome {
  const lines = all.slice(0, 10).map(({ of, matter }) => `${of.title} ${matter.name}`)
  const word = agrees ? '同意' : '不同意'
  const said = [
    `您有${all.length}件待审批，请回复对应的卡片，或写明编号（如“${word} 督1号”）：`,
    ...lines,
  ].join('\n')
  return { entries: [], tell: [{ kind: 'notice', ...ctx.answer, body: { said } }] }
}
