// Petitions (信访).
import type { Feature } from '../feature.ts'
import { commands, taps } from './actions.ts'
import * as asked from './acts/approvals.ts'
import { files, makes, paperAnswers } from './acts/papers.ts'
import { handedOver, ownersOf, recompute, waiting } from './acts/reacts.ts'
import { apartDues, apartViews, reviewApproval } from './apart/acts.ts'
import { dues } from './dues.ts'
import { guide } from './guide.ts'
import { listViews } from './lists/views.ts'
import { samples } from './samples.ts'
import { petitionSettings } from './settings.ts'
import { findPetition } from './store.ts'
import { views } from './views.ts'
import { workdayDates } from './workdays/dues.ts'

export { petitionsSheet } from './acts/ledger.ts'

export const petition: Feature = {
  name: 'petition',
  menu: '信访',
  guide,
  commands,
  taps,
  views: { ...views, ...listViews, ...apartViews },
  dues: { ...dues, ...apartDues },
  answers: paperAnswers,
  makes,
  files,
  reacts: { calendarChanged: recompute, settingChanged: recompute, handedOver },
  workdayDates,
  isUrgent: async (ctx, id) => (await findPetition(ctx.trx, id))?.urgent ?? false,
  owners: ownersOf,
  waiting,
  offers: {},
  settings: petitionSettings,
  samples,
  approvals: {
    handling: asked.handling,
    extension: asked.extension,
    opinion: asked.opinion,
    opinion_leader: asked.opinionByLeader,
    custom: asked.custom,
    review: reviewApproval,
  },
}
