// Petitions (信访).
import type { Feature } from '../feature.ts'
import { progress, register, taps } from './actions.ts'
import { dues } from './dues.ts'
import { views } from './views.ts'

export const petition: Feature = {
  name: 'petition',
  menu: '信访',
  commands: [register, progress],
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
