// Supervision (督办).
import type { Feature } from '../feature.ts'
import { commands, proposeFrom, taps } from './actions.ts'
import { closeOut, complete, extension, initiate } from './approvals.ts'
import { objection } from './course/objection.ts'
import { dues } from './dues.ts'
import { guide } from './guide.ts'
import { handedOver, waiting } from './reacts.ts'
import { samples } from './samples.ts'
import { findTask } from './store.ts'
import { views } from './views.ts'
import { leadPeople } from './who.ts'
import { calendarChanged, workdayDates } from './workdays/dues.ts'

export { readNewTask } from './reading.ts'

export const supervision: Feature = {
  name: 'supervision',
  menu: '督办',
  guide,
  commands,
  taps,
  views,
  dues,
  answers: {},
  reacts: { calendarChanged, handedOver },
  workdayDates,
  isUrgent: async (ctx, id) => (await findTask(ctx.trx, id))?.urgency === 'extra_urgent',
  waiting,
  offers: {
    /** Another duty's matter as an item, in the words of a new one. */
    propose: (ctx, args) => proposeFrom(ctx, args),
  },
  settings: [],
  samples,
  async owners({ trx, office }, id) {
    const task = await findTask(trx, id)
    return task ? leadPeople(office, task) : []
  },
  approvals: { initiate, extension, close_out: closeOut, complete, objection },
}
