// Requests for a decision: one vocabulary for all duties. The duties say what is decided, and what follows.
import type { Feature } from '../feature.ts'
import { offersFor, tapsFor } from './actions.ts'
import { patience } from './approval.ts'
import * as buttons from './buttons.ts'
import { commandsFor } from './commands.ts'
import { duesFor } from './dues.ts'

import { reactsFor } from './reacts.ts'
import { viewsFor, waitingFor } from './views.ts'

export type { Approval } from './approval.ts'
export { askedCard, batchCard, decisionCard, moreCard, reasonsCard, type Whole } from './views.ts'

export function approval(duties: Feature[]): Feature {
  return {
    name: 'approval',
    menu: '审批',
    commands: commandsFor(duties),
    taps: tapsFor(duties),
    views: viewsFor(duties),
    dues: duesFor(duties),
    answers: {},
    reacts: reactsFor(duties),
    async waiting(ctx, person) {
      const all = await waitingFor(ctx, duties, person.openId)
      return all.map(({ approval: { id }, of, matter }) => ({
        ...{ feature: 'approval', subject: id, text: `${of.title} ${matter.name}` },
        buttons: [
          { text: of.words.agree, payload: buttons.agreeButton.on(id), style: 'primary' as const },
        ],
      }))
    },
    offers: offersFor(duties),
    settings: [patience],
    samples: [],
  }
}
