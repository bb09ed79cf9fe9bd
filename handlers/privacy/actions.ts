// 谁看过23号: who was shown the identity in a petition, for the 办公室主任 alone.
import { yearOf } from '../calendar.ts'
import { command } from '../feature.ts'
import { find, readMatter } from '../phrase.ts'
import { petitionFor } from './store.ts'

export const whoSaw = command<{ year: number; n: number }>({
  name: '谁看过',
  says: ['谁看过23号'],
  roles: ['办公室主任'],
  inGroup: 'private',
  read({ text }, { today }) {
    if (!find(text, /谁(?:查?看|调阅|翻)过|(?:查看|调阅)记录/u)) return undefined
    const matter = readMatter(text, ['信访'])
    if (!matter) return { refused: 'missing', what: '编号', example: '谁看过23号' }
    return { slots: { year: matter.year ?? yearOf(today), n: matter.n } }
  },
  async act(ctx, number) {
    const id = await petitionFor(ctx.trx, ctx.by.openId, number)
    if (!id) return { refused: 'not-found', what: '此件' }
    const view = { feature: 'privacy', subject: id, view: 'reveals' }
    const args = { number: `信访〔${number.year}〕${number.n}号` }
    return { entries: [], tell: [{ kind: 'view', ...ctx.answer, ...view, args }] }
  },
})
