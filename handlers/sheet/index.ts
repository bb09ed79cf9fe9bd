// Spreadsheets in and out (.xlsx, .csv): one mechanism, the columns are the duties' own.
import type { Feature } from '../feature.ts'
import { answersFor, commandsFor, makesFor, received, tapsFor } from './actions.ts'
import type { SheetKind } from './columns.ts'
import { viewsFor } from './views.ts'

export type { Cells, Change, SheetKind } from './columns.ts'

export function sheet(kinds: readonly SheetKind[]): Feature {
  return {
    name: 'sheet',
    menu: '表格',
    commands: commandsFor(kinds),
    taps: tapsFor(kinds),
    views: viewsFor(kinds),
    dues: {},
    answers: answersFor(kinds),
    reacts: {},
    files: received,
    makes: makesFor(kinds),
    waiting: async () => [],
    offers: {},
    settings: [],
    samples: [],
  }
}
