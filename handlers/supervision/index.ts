// Supervision (督办).
import type { Feature } from '../feature.ts'
import { commands, taps } from './actions.ts'
import { dues } from './dues.ts'
import { views } from './views.ts'

export const supervision: Feature = {
  name: 'supervision',
  menu: '督办',
  commands,
  taps,
  views,
  dues,
  answers: {},
  reacts: {},
  waiting: async () => [],
  offers: {},
  settings: [],
  samples: [],
}
