// What other duties do about the news of an act: people who left or are away, groups that are gone, settings that changed.
// In the same transaction, with the office as it has become.
import type { ClockCtx, Feature, News, Outcome } from '../handlers/feature.ts'
import { together } from './offers.ts'
import type { Parts } from './parts.ts'

export async function withReacts(parts: Parts, ctx: ClockCtx, outcome: Outcome): Promise<Outcome> {
  if (!outcome.news?.length) return outcome
  const { trx, now, vault, today, id } = ctx
  const fresh = { trx, now, vault, today, id, office: await parts.office.get(trx, now) }
  let whole: Outcome = { ...outcome, news: [] }
  for (const news of outcome.news) {
    for (const feature of parts.features) {
      const answer = await reactOf(feature, fresh, news)
      if (answer) whole = together(whole, await withReacts(parts, fresh, answer))
    }
  }
  return whole
}

function reactOf({ reacts }: Feature, ctx: ClockCtx, news: News): Promise<Outcome> | undefined {
  switch (news.kind) {
    case 'personLeft':
      return reacts.personLeft?.(ctx, news.person)
    case 'absenceChanged':
      return reacts.absenceChanged?.(ctx, news.person)
    case 'calendarChanged':
      return reacts.calendarChanged?.(ctx)
    case 'settingChanged':
      return reacts.settingChanged?.(ctx, news.key)
    case 'groupGone':
      return reacts.groupGone?.(ctx, news.chat)
    case 'handedOver':
      return reacts.handedOver?.(ctx, news.items, news.from, news.to)
  }
}
