// Language (语言): what is half understood waits for its answer, near misses are offered, dates explain themselves, and
// the yearly notice of holidays is taken in.
import type { Feature } from '../feature.ts'
import { tapsFor } from './actions.ts'
import { dues } from './dues.ts'
import { count, whetherWorks } from './ledger/actions.ts'
import { importing, noticeTaps } from './notice/actions.ts'
import { questionMinutes } from './settings.ts'
import { viewsFor } from './views.ts'

export { commandsOf, type Placed, understand } from './actions.ts'

/** `all`: every feature, this one with them; asked for when they are needed. */
export function language(all: () => readonly Feature[]): Feature {
  return {
    name: 'language',
    menu: '日期',
    commands: [importing, count, whetherWorks],
    taps: { ...tapsFor(all), ...noticeTaps(all) },
    views: viewsFor(all),
    dues,
    answers: {},
    reacts: {},
    waiting: async () => [],
    offers: {},
    settings: [questionMinutes],
    samples: [],
  }
}
