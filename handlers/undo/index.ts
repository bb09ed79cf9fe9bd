// 撤销: what was done a moment ago, taken back, whichever duty it belongs to.
import type { Feature } from '../feature.ts'
import { commandsFor, tapsFor } from './actions.ts'
import { samples } from './samples.ts'
import { undoWindow } from './undo.ts'
import { views } from './views.ts'

export { goBack } from './actions.ts'
export { lastUndoable } from './store.ts'
export { undoOf } from './views.ts'

export function undo(duties: Feature[]): Feature {
  return {
    name: 'undo',
    menu: '撤销',
    commands: commandsFor(duties),
    taps: tapsFor(duties),
    views,
    dues: {},
    answers: {},
    reacts: {},
    waiting: async () => [],
    offers: {},
    settings: [undoWindow],
    samples,
  }
}
