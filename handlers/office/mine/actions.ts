// 我的 and 查找 by word.
import { command } from '../../feature.ts'
import { fold } from '../../phrase.ts'
import { show } from '../answers.ts'

export const mineCommands = [
  command<Record<string, never>>({
    name: '我的',
    says: ['我的'],
    roles: [],
    inGroup: 'private',
    read: ({ text }) =>
      /^(?:查看)?我的(?:待办|事项|任务)?$|^待办(?:事项)?$/u.test(fold(text).text.trim())
        ? { slots: {} }
        : undefined,
    act: async (ctx) => ({
      entries: [],
      tell: [show(ctx.by.openId, `mine/${ctx.by.openId}`, 'mine')],
    }),
  }),
  command<{ said: string }>({
    name: '查找',
    says: ['查找 lqh', '查找 工程处'],
    roles: [],
    inGroup: 'private',
    read({ text }) {
      const said = fold(text)
        .text.trim()
        .match(/^(?:查找|找人|查人|查询人员|搜索)\s*(.{1,20})$/u)?.[1]
      return said ? { slots: { said: said.trim() } } : undefined
    },
    act: async (ctx, { said }) => ({
      entries: [],
      tell: [show(ctx.by.openId, 'search', 'found', said)],
    }),
  }),
]

/** The keys of the bot's own menu, as the console sends them, and what they say. */
export const menuSays: Readonly<Record<string, string>> = {
  help: '帮助',
  mine: '我的',
  approvals: '待审批',
  posts: '岗位',
  settings: '设置',
  checkup: '体检',
  away: '出差授权',
}
