// Privacy (保密): what is kept out, who saw what, and the record's root.
import type { Feature } from '../feature.ts'
import { recalled, whoSaw } from './actions.ts'
import { dues } from './dues.ts'
import { views } from './views.ts'

export { isAccusation } from './detect.ts'
export { guard, type Heard, refusedForm } from './guards.ts'
export { isMarked } from './marking.ts'
export { revealed } from './reveal.ts'
export { wasRevealed } from './store.ts'
export { forGroup } from './strike.ts'

export const privacy: Feature = {
  name: 'privacy',
  menu: '保密',
  commands: [whoSaw],
  taps: {},
  views,
  dues,
  answers: {},
  reacts: {},
  happens: async (ctx, what) => (what.kind === 'recalled' ? recalled(ctx, what) : { entries: [] }),
  waiting: async () => [],
  offers: {},
  settings: [],
  samples: [],
}
