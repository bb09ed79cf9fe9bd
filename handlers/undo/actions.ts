// 撤销: the button and the sentence. Rows go back here; messages and agenda follow from the outcome.
import {
  actedOnAfter,
  actedSubjects,
  lockTrail,
  type Trail,
  trailsOf,
} from '../../db/ledger/trail.ts'
import { areSettled, restoreRows } from '../../db/ledger/undo.ts'
import { type Ctx, command, type Feature, type Outcome, type Tap } from '../feature.ts'
import { nameOf } from '../people.ts'
import { fold } from '../phrase.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { sayInstant } from '../when.ts'
import { undoButton } from './buttons.ts'
import { undoableSince, whyNotUndo } from './undo.ts'

const sentence = /^撤销(?:一下)?(?:刚才|上一?)?(?:那|的|这)?(?:件|个|条|步|项)?(?:操作)?$/u

export const commandsFor = (duties: Feature[]) => [
  command<Record<string, never>>({
    name: '撤销',
    says: ['撤销', '撤销刚才那件'],
    roles: [],
    inGroup: 'private',
    read: ({ text }) =>
      sentence.test(
        fold(text)
          .text.trim()
          .replace(/[。.]$/u, ''),
      )
        ? { slots: {} }
        : undefined,
    async act(ctx) {
      const [last] = await trailsOf(ctx.trx, ctx.by.openId, undoableSince(ctx))
      if (!last) return { refused: 'nothing-to-undo' }
      const outcome = await undo(ctx, duties, last.act)
      if (isRefusal(outcome)) return outcome
      return { ...outcome, tell: [{ kind: 'notice', ...ctx.answer, body: { said: '已撤销。' } }] }
    },
  }),
]

export const tapsFor = (duties: Feature[]): Record<string, Tap> => ({
  undo: undoButton.tap((ctx, act) => undo(ctx, duties, act)),
})

async function undo(ctx: Ctx, duties: Feature[], act: string): Promise<Outcome | Refusal> {
  const trail = await lockTrail(ctx.trx, act)
  const no = whyNotUndo(trail, ctx.by.openId, ctx)
  if (no || !trail) return no ?? { refused: 'nothing-to-undo' }
  return goBack(ctx, duties, trail)
}

/** Takes an act back whose time has been looked at already. */
export async function goBack(
  ctx: Ctx,
  duties: Feature[],
  trail: Trail,
): Promise<Outcome | Refusal> {
  const later = await actedOnAfter(ctx.trx, trail)
  if (later) return actedOn(ctx, later)
  if (!(await areSettled(ctx.trx, trail.messages))) return { refused: 'still-sending' }
  const gone = await restoreRows(ctx.trx, trail.act)
  if (!gone) return actedOn(ctx, { by: trail.by, at: ctx.now })
  const acted = await actedSubjects(ctx.trx, trail.act)
  for (const { feature, subject } of acted) {
    // What was kept secret of a matter that is no more is closed for ever.
    if (gone.includes(subject)) await ctx.vault.forget(ctx.trx, `${feature}/${subject}`)
    await duties.find((duty) => duty.name === feature)?.undone?.(ctx, subject)
  }
  return {
    entries: acted.map((ref) => ({ ...ref, verb: 'undo', facts: { act: trail.act } })),
    redraw: trail.subjects,
    undoes: trail.act,
    toast: '已撤销',
  }
}

function actedOn(ctx: Ctx, { by, at }: Pick<Trail, 'by' | 'at'>): Refusal {
  const who = by === 'clock' ? '系统' : nameOf(ctx.office, by)
  return { refused: 'acted-on', who, when: sayInstant(at, ctx.today) }
}
