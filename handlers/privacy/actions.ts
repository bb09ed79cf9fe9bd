// 谁看过23号: who was shown the identity in a petition, for the 办公室主任 alone. And what follows when somebody takes back the
// words that he registered one with.
import { yearOf } from '../calendar.ts'
import { type ClockCtx, command, type Outcome } from '../feature.ts'
import type { Happening } from '../outside.ts'
import { find, readMatter, sayMatter } from '../phrase.ts'
import { petitionFor, type Registered, registeredBy } from './store.ts'

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
    const args = { number: sayMatter('信访', number.year, number.n) }
    return { entries: [], tell: [{ kind: 'view', ...ctx.answer, ...view, args }] }
  },
})

/** Recalling the words takes nothing back that was registered: whoever did is asked. */
export async function recalled(
  ctx: ClockCtx,
  { messageId }: Extract<Happening, { kind: 'recalled' }>,
): Promise<Outcome> {
  const made = await registeredBy(ctx.trx, messageId)
  return {
    entries: [],
    tell: made.map((one) => ({
      kind: 'notice',
      to: { person: one.by },
      key: `recalled/${messageId}/${one.number}`,
      body: { said: asked(one) },
    })),
  }
}

const asked = ({ number }: Registered) =>
  number
    ? `您撤回了登记时的发言，${number}仍然有效。需要作废的，请发送：作废 ${number}`
    : '您撤回了登记时的发言。不再登记的，请在登记卡片上按〔取消〕。'
