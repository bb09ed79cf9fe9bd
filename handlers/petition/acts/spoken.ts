// A sentence about one petition → the act on it, and one line back to whoever spoke.
import { type Command, type Ctx, command, type Outcome, type Tell } from '../../feature.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { type About, type Pattern, type Ref, readAbout } from '../reading/about.ts'
import { petitionByNumber } from '../store.ts'

export type Act = (ctx: Ctx, id: string, said: About) => Promise<Outcome | Refusal>

export const spoken = (name: string, says: string[], pattern: Pattern, act: Act): Command =>
  command<About>({
    name,
    says,
    roles: [],
    inGroup: 'private',
    read: (words, given) => readAbout(words, given, pattern),
    act: (ctx, about) => onPetition(ctx, about.ref, (id) => act(ctx, id, about)),
  })

export async function onPetition(
  ctx: Ctx,
  ref: Ref,
  act: (id: string) => Promise<Outcome | Refusal>,
): Promise<Outcome | Refusal> {
  const id = await idOf(ctx, ref)
  if (!id) return { refused: 'not-found', what: '此信访件' }
  const result = await act(id)
  return isRefusal(result) ? result : answered(ctx, result)
}

async function idOf(ctx: Ctx, ref: Ref): Promise<string | undefined> {
  return 'id' in ref ? ref.id : (await petitionByNumber(ctx.trx, ref.number))?.id
}

/** The toast of a tap is the answer of a sentence. */
export function answered(ctx: Ctx, result: Outcome): Outcome {
  const toActor = (tell: Tell) => 'person' in tell.to && tell.to.person === ctx.by.openId
  if (!result.toast || result.tell?.some(toActor)) return result
  const body = { said: `${result.toast.replace(/。$/u, '')}。` }
  return { ...result, tell: [...(result.tell ?? []), { kind: 'notice', ...ctx.answer, body }] }
}
