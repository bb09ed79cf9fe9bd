// Talks (谈话).
import type { Feature } from '../feature.ts'
import { log, plan, taps } from './actions.ts'
import { views } from './views.ts'

export const talk: Feature = {
  name: 'talk',
  menu: '谈话',
  commands: [plan, log],
  taps,
  views,
  dues: {},
  answers: {},
  reacts: {},
  waiting: async () => [],
  offers: {},
  settings: [],
  samples: [],
}
