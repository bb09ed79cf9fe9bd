// 帮助 by role: what this person may do, one line per duty, with how it is said. The director's is six lines at most:
// approvals come to him by card.
import { type Command, type Ctx, command, type Feature, type Guide } from '../../feature.ts'
import { actsAs, holds, type Role } from '../../people.ts'
import { fold } from '../../phrase.ts'

export const help = (duties: Feature[], own: Command[]) =>
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
      tell: [{ kind: 'notice', ...ctx.answer, body: { said: helpFor(ctx, duties, own) } }],
    }),
  })

const most = 6

function helpFor(ctx: Ctx, duties: Feature[], own: Command[]): string {
  const lines = duties.flatMap(({ menu, guide }) => lineOf(menu, fitting(ctx, guide ?? []), 2))
  const office = lineOf('办公室', ownOf(ctx, own), isAdministrator(ctx) ? 8 : 3)
  const whole = [
    `${ctx.by.name || '您'}，可以这样说：`,
    ...lines.slice(0, most - 3),
    ...office,
    '审批事项以卡片送达，点按即可；发送“我的”看待办。请勿录入涉密内容。',
  ]
  return whole.join('\n')
}

const isAdministrator = ({ office, by }: Ctx) => holds(office, by.openId, '系统管理员')

const doesAny = ({ office, by }: Ctx, roles: readonly Role[]) =>
  roles.some((role) => actsAs(office, by.openId, role))

const fitting = (ctx: Ctx, guide: Guide[]): string[] =>
  guide.filter(({ roles }) => doesAny(ctx, roles)).map(({ says }) => says)

/** The office's own commands: those of a role first, then everybody's. */
const ownOf = (ctx: Ctx, own: Command[]): string[] =>
  own
    .filter(({ roles }) => roles.length === 0 || doesAny(ctx, roles))
    .toSorted((a, b) => Number(b.roles.length > 0) - Number(a.roles.length > 0))
    .flatMap((one) => one.says.slice(0, 1))

const lineOf = (menu: string, says: string[], atMost: number): string[] =>
  says.length > 0 ? [`${menu}：${says.slice(0, atMost).join('；')}`] : []
