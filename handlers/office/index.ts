// The office itself: people and posts, absence and leaving, groups, settings, sheets; 帮助 and 我的.
import type { Feature } from '../feature.ts'
import type { Happening } from '../outside.ts'
import { absenceCommands, absenceTaps, turnAnswer } from './absence/actions.ts'
import { receivedButton } from './absence/buttons.ts'
import { leavingCommand, leavingTaps, left } from './absence/leaving.ts'
import { handoversFor } from './absence/store.ts'
import { absenceViews } from './absence/views.ts'
import {
  chatsAnswer,
  groupCommands,
  groupHappened,
  groupTaps,
  membersHappened,
} from './groups/actions.ts'
import { groupViews } from './groups/views.ts'
import { help } from './mine/help.ts'
import { postCommands, postTaps } from './posts/actions.ts'
import { postViews } from './posts/views.ts'
import { departmentHappened, personHappened, rangeHappened } from './roster/events.ts'
import { nameAnswer, pullAnswers, pullCommand } from './roster/pull.ts'
import { rosterViews } from './roster/views.ts'
import { settingCommands, settingTaps } from './settings/actions.ts'
import { settingViews } from './settings/views.ts'

export { openAwayButton } from './absence/buttons.ts'

/** `others`: what has settings besides the duties. */
export function office(duties: Feature[], others: Feature[] = []): Feature {
  const all = [...duties, ...others]
  const own = [
    pullCommand,
    leavingCommand(duties),
    ...absenceCommands,
    ...groupCommands,
    ...settingCommands(all),
    ...postCommands,
  ]
  return {
    name: 'office',
    menu: '办公室',
    commands: [help(duties, own), ...own],
    taps: { ...settingTaps(all), ...postTaps, ...groupTaps, ...absenceTaps, ...leavingTaps },
    views: { ...settingViews(all), ...postViews, ...groupViews, ...absenceViews, ...rosterViews },
    dues: {},
    answers: { ...pullAnswers, names: nameAnswer, chats: chatsAnswer, turn: turnAnswer },
    reacts: {
      // Whom the contacts no longer have has left, however it became known.
      personLeft: (ctx, person) => left(ctx, duties, person),
    },
    async happens(ctx, what: Happening) {
      switch (what.kind) {
        case 'group':
          return groupHappened(ctx, what)
        case 'members':
          return membersHappened(ctx, what)
        case 'person':
          return what.change === 'left' ? left(ctx, duties, what.openId) : personHappened(ctx, what)
        case 'department':
          return departmentHappened(ctx, what)
        case 'range':
          return rangeHappened(ctx)
      }
    },
    async waiting(ctx, person) {
      const all = await handoversFor(ctx.trx, person.openId)
      return all.map(({ id, items }) => ({
        ...{ feature: 'office', subject: id, text: `交接清单（${items.length}项）` },
        buttons: [{ text: '已接收', payload: receivedButton.on(id) }],
      }))
    },
    offers: {},
    settings: [],
    samples: [],
  }
}
