// Asking for a board, and turning its page. In a group of several units who is late is answered in private only.
import { type Ctx, command, type Outcome, type Tap } from '../../feature.ts'
import { pageButton } from './buttons.ts'
import type { Asked } from './reading.ts'
import { readBoard } from './reading.ts'

const feature = 'supervision'

export const boardCommand = command<Asked>({
  name: '督办台账',
  says: ['本月督办', '逾期的有哪些', '工程处的督办件', '督办台账'],
  roles: [],
  inGroup: 'answer',
  read(words, { office }) {
    const asked = readBoard(words.text, office)
    return asked && { slots: asked }
  },
  act: async (ctx, asked) => show(ctx, asked),
})

function show(ctx: Ctx, { scope, unit }: Asked): Outcome {
  const to = placeOf(ctx, scope)
  const view = { feature, subject: unit ?? '', view: 'board', args: { scope, page: 0 } }
  return { entries: [], tell: [{ kind: 'view', ...to, ...view }] }
}

function placeOf(ctx: Ctx, scope: Asked['scope']): Ctx['answer'] {
  const { to } = ctx.answer
  if (!('group' in to)) return ctx.answer
  const group = ctx.office.groups.find(({ chat }) => chat === to.group)
  const open = group?.kind === 'unit' || scope !== 'late'
  return open ? ctx.answer : { to: { person: ctx.by.openId } }
}

export const boardTaps: Record<string, Tap> = {
  page: pageButton.tap(async (_ctx, _unit, args) => ({
    entries: [],
    card: { view: 'board', args },
  })),
}
