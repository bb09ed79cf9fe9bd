// 体检, as a card and as lines.
import type { PrivateCard } from '../../card.ts'
import { command, type Reading, type View } from '../../feature.ts'
import { rolesFor, whyNot } from '../../people.ts'
import { fold } from '../../phrase.ts'
import { show } from '../answers.ts'
import { type Finding, officeFindings, weekFinding } from './checkup.ts'
import { remindersAhead, sendingFindings } from './store.ts'

export async function findings(ctx: Reading): Promise<Finding[]> {
  return [
    ...officeFindings(ctx.office),
    ...(await sendingFindings(ctx)),
    weekFinding(ctx.office, await remindersAhead(ctx)),
  ]
}

const signs = { ok: '正常', look: '请处理', bad: '故障' } as const

export const checkupViews: Record<string, View> = {
  checkup: { person: async (ctx) => checkupCard(await findings(ctx)) },
}

function checkupCard(all: Finding[]): PrivateCard {
  const open = all.filter(({ light }) => light !== 'ok')
  return {
    title: '体检',
    light: open.length > 0 ? 'yellow' : 'green',
    tag: open.length > 0 ? `请处理${open.length}项` : '正常',
    blocks: [
      {
        kind: 'table',
        columns: ['项目', '结果', '说明'],
        rows: [...open, ...all.filter(({ light }) => light === 'ok')].map(
          ({ what, light, said }) => [what, signs[light], said],
        ),
      },
      { kind: 'note', text: '凭证、权限、回调地址和时钟请在服务器上运行 npm run doctor 检查。' },
    ],
  }
}

export const sayFinding = ({ light, what, said }: Finding): string =>
  `${signs[light]}\t${what}\t${said}`

export const checkupCommand = command<Record<string, never>>({
  name: '体检',
  says: ['体检'],
  roles: rolesFor('check_up'),
  inGroup: 'private',
  read: ({ text }) =>
    /^(?:系统)?(?:体检|自检)$/u.test(fold(text).text.trim()) ? { slots: {} } : undefined,
  act: async (ctx) =>
    whyNot(ctx.office, ctx.by.openId, 'check_up') ?? {
      entries: [],
      tell: [show(ctx.by.openId, 'checkup', 'checkup')],
    },
})
