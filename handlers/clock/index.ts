// The clock itself (运行): emergencies, the off switch for groups, messages that wait, what could not be delivered, and why.
import { z } from 'zod'
import type { Feature } from '../feature.ts'
import { commandsOf, taps } from './actions.ts'
import { viewsOf } from './views.ts'

export { sayEmergency } from './words.ts'

export function clock(duties: Feature[]): Feature {
  return {
    name: 'clock',
    menu: '运行',
    commands: commandsOf(duties),
    taps,
    views: viewsOf(duties),
    dues: {},
    answers: {},
    reacts: {},
    waiting: async () => [],
    offers: {},
    settings: [
      {
        key: 'calls_per_month',
        title: '每月调用额度（0为不限；飞书免费版为10000）',
        value: z.number().int().min(0),
        fallback: 0,
      },
    ],
    samples: [],
  }
}
