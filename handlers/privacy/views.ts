// Who was shown what, to whom it may be told.
import type { Json } from '../../db/types.ts'
import type { PrivateCard } from '../card.ts'
import type { View } from '../feature.ts'
import { actsAs, nameOf } from '../people.ts'
import { sayInstant } from '../when.ts'
import { sayRevealed } from './reveal.ts'
import { maySeeReveals, revealsOf } from './store.ts'

export const views: Record<string, View> = {
  reveals: {
    async person(ctx, id, args, viewer): Promise<PrivateCard | 'gone'> {
      const may = actsAs(ctx.office, viewer.openId, '办公室主任')
      if (!may || !(await maySeeReveals(ctx.trx, viewer.openId, id))) return 'gone'
      const seen = await revealsOf(ctx.trx, id)
      const title = `${numberIn(args)}查看记录`
      if (seen.length === 0)
        return { title, blocks: [{ kind: 'text', text: '没有人查看过信访人信息。' }] }
      const rows = seen.map(({ by, at, verb, facts }) => [
        nameOf(ctx.office, by),
        sayInstant(at, ctx.today),
        sayRevealed(verb, facts),
      ])
      const columns = ['查看人', '时间', '内容和事由']
      return { title, tag: `${rows.length}次`, blocks: [{ kind: 'table', columns, rows }] }
    },
  },
}

const numberIn = (args: Json): string =>
  typeof args === 'object' && args && !Array.isArray(args) ? String(args.number ?? '') : ''
