// The dates of open petitions that follow from the working days: those inside the office. Dates in calendar days and what a
// petitioner was told are none of them. The 信访专员 hears of changes from the recomputing itself.

import type { Reading, WorkdayDate } from '../../feature.ts'
import { clockNames } from '../changes.ts'
import { type Clocks, clocksOf } from '../clock.ts'
import { openOnes } from '../figures/store.ts'
import { nameOfPetition } from '../petition.ts'
import { numbersOf } from '../settings.ts'
import { unitPeople } from '../who.ts'

const inside = [
  'objectionDue',
  'internalTarget',
  'senderInternal',
  'simpleDue',
] as const satisfies (keyof Clocks)[]

export async function workdayDates({ trx, office }: Reading): Promise<WorkdayDate[]> {
  const open = await openOnes(trx)
  return open.flatMap((petition) => {
    const { petitionerDeadline } = petition.clocks
    const clocks = clocksOf(office.holidays, petition, numbersOf(office), petitionerDeadline)
    const working = petition.state === 'routed' || petition.state === 'in_progress'
    const owners = working ? unitPeople(office, petition).map(({ openId }) => openId) : []
    return inside.flatMap((clock) => {
      const day = clocks[clock]
      const what = `${nameOfPetition(petition)}${clockNames[clock]}`
      return day ? [{ subject: petition.id, what, day, owners }] : []
    })
  })
}
