// What is kept out before any command reads it (domain.md §6.2): classified markings anywhere; identity and accusations in
// a group, where nothing is answered and the speaker is told in private. Of what was said nothing is kept.
import type { Ctx, Outcome } from '../feature.ts'
import { type Refusal, sayRefusal } from '../refusal.ts'
import { identityIn, isAccusation, nameWindows, opensAccusation } from './detect.ts'
import { isMarked } from './marking.ts'

export interface Heard {
  /** Mentions by their name. */
  text: string
  fileName?: string
  where: 'private' | 'group'
}

type Blocked = Extract<Refusal, { refused: 'classified' | 'accusation' | 'said-in-group' }>

/** Undefined: nothing speaks against reading it. */
export async function guard(ctx: Ctx, heard: Heard): Promise<Outcome | undefined> {
  const no = await whyNot(ctx, heard)
  if (!no) return undefined
  const facts = { kind: no.refused, where: heard.where }
  return {
    entries: [{ feature: 'privacy', subject: ctx.act, verb: 'blocked', facts }],
    quiet: true,
    tell: [{ kind: 'notice', to: { person: ctx.by.openId }, body: { said: sayRefusal(no) } }],
  }
}

async function whyNot(
  ctx: Ctx,
  { text, fileName = '', where }: Heard,
): Promise<Blocked | undefined> {
  if (isMarked(text) || isMarked(fileName)) return { refused: 'classified' }
  if (where === 'private') return opensAccusation(text) ? { refused: 'accusation' } : undefined
  if (isAccusation(text)) return { refused: 'accusation' }
  return (await holdsIdentity(ctx, text)) ? { refused: 'said-in-group' } : undefined
}

/** Colleagues and units are named in every group; a petitioner of the same name is not looked for under theirs. */
async function holdsIdentity(ctx: Ctx, text: string): Promise<boolean> {
  if (identityIn(text).length > 0) return true
  const { people, units } = ctx.office
  const known = [...people.values(), ...units.values()].map(({ name }) => name)
  return ctx.vault.knowsAny(ctx.trx, 'name', nameWindows(text, known))
}

/** What is typed into a form: a marking is refused there as well. */
export function refusedForm(form: Record<string, unknown>): Blocked | undefined {
  const typed = Object.values(form)
    .flat()
    .filter((value) => typeof value === 'string')
  return typed.some(isMarked) ? { refused: 'classified' } : undefined
}
