// The office itself: 帮助 by role.

import { type Ctx, command, type Feature } from '../feature.ts'
import { actsAs } from '../people.ts'
import { fold } from '../phrase.ts'

export function office(duties: Feature[]): Feature {
  return {
    name: 'office',
    menu: '办公室',
    commands: [help(duties)],
    taps: {},
    views: {},
    dues: {},
    answers: {},
    reacts: {},
    waiting: async () => [],
    offers: {},
    settings: [],
    samples: [],
  }
}

const help = (duties: Feature[]) =>
  command<Record<string, never>>({
    name: '帮助',
    says: ['帮助'],
    roles: [],
    inGroup: 'private',
    read: (words) =>
      /^(?:帮助|help|菜单|怎么用|你会什么)[?？。]?$/iu.test(fold(words.text).text.trim())
        ? { slots: {} }
        : undefined,
    act: async (ctx) => ({
      entries: [],
      tell: [{ kind: 'notice', ...ctx.answer, body: { said: helpFor(ctx, duties) } }],
    }),
  })

/** What this person may do, one line per duty, with how it is said. A director's is short: approvals come by card. */
function helpFor(ctx: Ctx, duties: Feature[]): string {
  const mine = duties.map((duty) => {
    const says = duty.commands
      .filter(
        (c) =>
          c.roles.length === 0 || c.roles.some((role) => actsAs(ctx.office, ctx.by.openId, role)),
      )
      .flatMap((c) => c.says.slice(0, 1))
    return `${duty.menu}：${says.join('；')}`
  })
  return [
    `${ctx.by.name}，可以这样说：`,
    ...mine,
    '审批事项以卡片送达，点按即可。请勿录入涉密内容。',
  ].join('\n')
}
