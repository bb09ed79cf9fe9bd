// The office itself: people and posts, absence and leaving, groups, settings, sheets; 帮助 and 我的.
import type { Feature, Reading, Waiting } from '../feature.ts'
import type { Happening } from '../outside.ts'
import type { Person } from '../people.ts'
import { absenceCommands, absenceTaps, turnAnswer } from './absence/actions.ts'
import { receivedButton } from './absence/buttons.ts'
import { leavingCommand, leavingTaps, left } from './absence/leaving.ts'
import { handoversFor } from './absence/store.ts'
import { absenceViews } from './absence/views.ts'
import { checkupCommand, checkupViews } from './checkup/views.ts'
import {
  chatsAnswer,
  groupCommands,
  groupHappened,
  groupTaps,
  membersHappened,
} from './groups/actions.ts'
import { groupViews } from './groups/views.ts'
import { mineCommands } from './mine/actions.ts'
import { help } from './mine/help.ts'
import { mineViews } from './mine/views.ts'
import { postCommands, postTaps } from './posts/actions.ts'
import { postViews } from './posts/views.ts'
import { departmentHappened, personHappened, rangeHappened } from './roster/events.ts'
import { nameAnswer, pullAnswers, pullCommand } from './roster/pull.ts'
import { rosterViews } from './roster/views.ts'
import { settingCommands, settingTaps } from './settings/actions.ts'
import { settingViews } from './settings/views.ts'

export { openAwayButton } from './absence/buttons.ts'
export { findings, sayFinding } from './checkup/views.ts'
export { menuSays } from './mine/actions.ts'
export { postsSheet } from './sheets/posts.ts'
export { settingsSheet } from './sheets/settings.ts'

/** `others`: what has settings besides the duties. */
export function office(duties: Feature[], others: Feature[] = []): Feature {
  const all = [...duties, ...others]
  const own = [
    pullCommand,
    leavingCommand(duties),
    ...absenceCommands,
    ...groupCommands,
    checkupCommand,
    ...mineCommands,
    ...settingCommands(all),
    ...postCommands,
  ]
  return {
    name: 'office',
    menu: '办公室',
    commands: [help(duties, own), ...own],
    taps: { ...settingTaps(all), ...postTaps, ...groupTaps, ...absenceTaps, ...leavingTaps },
    views: {
      ...checkupViews,
      ...mineViews(duties, { menu: '交接', waiting }),
      ...settingViews(all),
      ...postViews,
      ...groupViews,
      ...absenceViews,
      ...rosterViews,
    },
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
        case 'recalled':
          return { entries: [] }
      }
    },
    waiting,
    offers: {},
    settings: [],
    samples: [],
  }
}

async function waiting(ctx: Reading, person: Person): Promise<Waiting[]> {
  const all = await handoversFor(ctx.trx, person.openId)
  return all.map(({ id, items }) => ({
    ...{ feature: 'office', subject: id, text: `交接清单（${items.length}项）` },
    buttons: [{ text: '已接收', payload: receivedButton.on(id) }],
  }))
}
