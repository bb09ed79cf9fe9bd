// What one feature asks of another: run in the same transaction, added to the outcome.
import type { Ctx, Outcome } from '../handlers/feature.ts'
import { isRefusal, sayRefusal } from '../handlers/refusal.ts'
import type { Parts } from './parts.ts'

export async function runOffers(parts: Parts, ctx: Ctx, outcome: Outcome): Promise<Outcome> {
  let whole = outcome
  for (const call of outcome.offers ?? []) {
    const offer = parts.features.find((f) => f.name === call.feature)?.offers[call.offer]
    if (!offer) throw new Error(`no offer ${call.feature}/${call.offer}`)
    const result = await offer(ctx, call.args)
    // A refused offer takes the whole act back: half of it must not stand.
    if (isRefusal(result)) throw new Error(`offer refused: ${sayRefusal(result)}`)
    whole = together(whole, await runOffers(parts, ctx, result))
  }
  return whole
}

export function together(a: Outcome, b: Outcome): Outcome {
  return {
    ...a,
    entries: [...a.entries, ...b.entries],
    tell: [...(a.tell ?? []), ...(b.tell ?? [])],
    redraw: [...(a.redraw ?? []), ...(b.redraw ?? [])],
    arm: [...(a.arm ?? []), ...(b.arm ?? [])],
    errands: [...(a.errands ?? []), ...(b.errands ?? [])],
    news: [...(a.news ?? []), ...(b.news ?? [])],
  }
}
