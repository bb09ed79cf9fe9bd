// Talks (谈心谈话): planned, booked, counted, private.
import type { Feature } from '../feature.ts'
import * as talks from './actions.ts'
import * as aside from './aside/actions.ts'
import * as booking from './booking/actions.ts'
import { can } from './booking/booking.ts'
import { saySlot } from './booking/card.ts'
import { meeting } from './booking/dues.ts'
import { openBookingsOf } from './booking/store.ts'
import { dues } from './dues.ts'
import { guide } from './guide.ts'
import * as plan from './plan/actions.ts'
import { withoutContent } from './reading.ts'
import * as report from './report/actions.ts'
import * as rule from './rule/actions.ts'
import { samples } from './samples.ts'
import { settings } from './settings.ts'
import * as since from './since/actions.ts'
import { noteRoster } from './store.ts'
import { views } from './views.ts'

export { noteRoster }

export const talk: Feature = {
  name: 'talk',
  menu: '谈话',
  guide,
  // What was said in a talk waits for nobody's answer.
  commands: [
    aside.turnToTask,
    aside.look,
    since.since,
    rule.propose,
    rule.nameClerk,
    plan.remind,
    report.urge,
    plan.exempt,
    plan.plan,
    report.ask,
    booking.request,
    booking.cancel,
    booking.move,
    booking.book,
    talks.log,
  ].map((one) => ({ ...one, keeps: (text) => withoutContent(text).text })),
  taps: { ...talks.taps, ...plan.taps, ...report.taps, ...rule.taps, ...booking.taps },
  views,
  dues: { ...dues, meeting },
  answers: booking.answers,
  reacts: {
    /** Nobody waits for a talk with someone who has left. */
    async personLeft(ctx, person) {
      const outcomes = []
      for (const b of await openBookingsOf(ctx.trx, person))
        if (can('cancel', b)) outcomes.push(await booking.endBooking(ctx, b, person))
      return {
        entries: outcomes.flatMap((o) => o.entries),
        tell: outcomes.flatMap((o) => o.tell ?? []),
        errands: outcomes.flatMap((o) => o.errands ?? []),
        arm: outcomes.flatMap((o) => o.arm ?? []),
      }
    },
    /** Noted on the day on which it was entered. */
    async absenceChanged(ctx) {
      await noteRoster(ctx.trx, ctx.office, ctx.today)
      return { entries: [] }
    },
    /** The last days of a quarter move with a notice. */
    calendarChanged: async (ctx) => ({
      entries: [],
      arm: [{ feature: 'talk', subject: 'quarter', kind: 'remind', at: ctx.now }],
    }),
  },
  async waiting(ctx, person) {
    const open = await openBookingsOf(ctx.trx, person.openId)
    return open.map((b) => ({
      ...{ feature: 'talk', subject: b.id, buttons: [] },
      text: b.state === 'booked' ? `${saySlot(ctx, b)}谈话` : '谈话待定时间',
    }))
  },
  offers: { since: since.offer },
  settings,
  samples,
  approvals: { backfill: talks.backfill },
}
