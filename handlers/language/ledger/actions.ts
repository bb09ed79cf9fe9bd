// 算期限 and 今天上班吗, for anyone.
import { command } from '../../feature.ts'
import { type Counting, type DayAsked, readCounting, readDayAsked } from './reading.ts'
import { sayWhether } from './views.ts'

export const count = command<Counting>({
  name: '算期限',
  says: ['算期限 2026-09-18 5个工作日', '算期限 今天 15日内'],
  roles: [],
  inGroup: 'answer',
  read: readCounting,
  act: async (ctx, { start, n, unit }) => ({
    entries: [],
    tell: [
      {
        kind: 'view',
        ...ctx.answer,
        ...{ feature: 'language', subject: ctx.id(), view: 'ledger', args: { start, n, unit } },
      },
    ],
  }),
})

export const whetherWorks = command<DayAsked>({
  name: '今天上班吗',
  says: ['今天上班吗', '10月10日上班吗'],
  roles: [],
  inGroup: 'answer',
  read: readDayAsked,
  act: async (ctx, { day }) => ({
    entries: [],
    tell: [
      {
        kind: 'notice',
        ...ctx.answer,
        body: { said: sayWhether(ctx.office.holidays, day, ctx.today) },
      },
    ],
  }),
})
