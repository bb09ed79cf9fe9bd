// 代录: what somebody gave on paper, by telephone or word, entered by the 督查专员 or 信访专员 (domain.md §6.1).
import { type Behalf, behalfOn } from '../../db/ledger/behalf.ts'
import { day, sayDate } from '../calendar.ts'
import type { Feature, Reading } from '../feature.ts'
import { nameOf } from '../people.ts'
import { commandsFor, tapsFor } from './actions.ts'
import { samples } from './samples.ts'
import { views } from './views.ts'

/** （代录：金若水，电话，11月25日） behind each verb that was entered for somebody. */
export async function marksOf(
  ctx: Reading,
  feature: string,
  subject: string,
): Promise<Map<string, string>> {
  const entries = await behalfOn(ctx.trx, feature, subject)
  return new Map(entries.map((entry) => [entry.verb, sayMark(ctx, entry)]))
}

function sayMark({ office, today }: Reading, { recordedBy, way, givenOn }: Behalf): string {
  return `（代录：${nameOf(office, recordedBy)}，${way}，${sayDate(day(givenOn), { today })}）`
}

export function behalf(duties: Feature[]): Feature {
  return {
    name: 'behalf',
    menu: '代录',
    commands: commandsFor(duties),
    taps: tapsFor(duties),
    views,
    dues: {},
    answers: {},
    reacts: {},
    waiting: async () => [],
    offers: {},
    settings: [],
    samples,
  }
}
