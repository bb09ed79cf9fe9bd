// 本月督办, 逾期的有哪些, 工程处的督办件, 督办台账 → which board.

import type { Office } from '../../people.ts'
import { fold, tidy } from '../../phrase.ts'
import { unitIn } from '../course/reading.ts'
import type { Scope } from './board.ts'

export interface Asked {
  scope: Scope
  unit: string | null
}

const boards: [RegExp, Scope][] = [
  [/^本月(?:的)?督办(?:事项|件|台账|情况)?$/u, 'month'],
  [
    /^(?:督办)?逾期(?:的|未结)?(?:督办)?(?:事项|件)?(?:的)?(?:有哪些|还有哪些|有几件|清单)$/u,
    'late',
  ],
  [/^督办逾期$/u, 'late'],
  [/^督办(?:台账|列表|进度|事项)?$/u, 'open'],
  [/^(?:的)?督办(?:件|事项|台账)(?:有哪些)?$/u, 'open'],
]

export function readBoard(text: string, office: Office): Asked | undefined {
  const folded = tidy(fold(text).text.replace(/[?？。.]+\s*$/u, ''))
  const named = unitIn(folded, office)
  const rest = named ? folded.slice(0, named.span[0]) + folded.slice(named.span[1]) : folded
  const said = rest.replace(/^的/u, '')
  const scope = boards.find(([pattern]) => pattern.test(said))?.[1]
  return scope && { scope, unit: named?.unit.id ?? null }
}
