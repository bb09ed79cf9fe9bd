// Every card of talks in its states, for the gallery and the snapshot tests.
import { instant } from '../../db/instant.ts'
import { day, type Quarter } from '../calendar.ts'
import type { Sample } from '../feature.ts'
import { sampleSight as ctx, sampled } from '../sample-office.ts'
import type { Booking } from './booking/booking.ts'
import { bookingCard } from './booking/card.ts'
import { receiptCard } from './card.ts'
import { dutiesOf, standingsOf } from './obligations.ts'
import { exemptedCard, planCard } from './plan/card.ts'
import { reportCard } from './report/card.ts'
import { beginning, type FactKind, knownOn } from './roster.ts'
import { readingCard } from './rule/card.ts'
import { planFor, scheduleOf } from './schedule.ts'
import type { Facts, Talk } from './talk.ts'

const quarter: Quarter = { year: 2026, quarter: 4 }
const today = day('2026-11-25')
const fact = (kind: FactKind, key: string, value: string[]) => ({
  ...{ kind, key, value, from: beginning, known: day('2026-10-08') },
})
const known = knownOn(
  [
    ...['xinfang', 'mishu'].map((section) => fact('section', section, ['open'])),
    fact('member', sampled.director, ['office']),
    fact('member', sampled.deputy, ['office']),
    fact('member', sampled.supervisor, ['mishu']),
    fact('member', sampled.officer, ['xinfang']),
    fact('director', '', [sampled.director]),
    fact('head', 'mishu', [sampled.supervisor]),
    fact('charge', 'mishu', [sampled.deputy]),
    fact('charge', 'xinfang', [sampled.deputy]),
  ],
  today,
)
const talks: Talk[] = []
const about = { known, holidays: ctx.office.holidays, today, quarter, talks }

const facts: Facts = {
  ...{ id: '019f0000-0000-7000-8000-000000000001', revision: 1, talker: sampled.deputy },
  ...{ talkee: sampled.officer, day: day('2026-11-24'), time: '15:00', minutes: 40 },
  ...{ way: 'individual', place: null, requested: false, backfilled: false },
  ...{ recordedBy: sampled.deputy, recordedAt: instant('2026-11-25T01:00:00Z') },
  ...{ countsFrom: today, voidedOn: null },
}
const receipt = (talk: Talk) =>
  receiptCard(ctx, [talk], { viewer: sampled.deputy, noted: [], fresh: true })

const common = {
  ...{ id: '019f0000-0000-7000-8000-000000000002', revision: 1, talker: sampled.deputy },
  ...{ talkees: [sampled.officer], askedBy: sampled.deputy, askedAt: facts.recordedAt },
  ...{ way: 'individual', minutes: 30, slots: [], proposed: null, event: null },
  calendar: 'none',
} as const satisfies Partial<Booking>
const at = { day: day('2026-11-27'), time: '09:00' }
const proposed = { at: { day: day('2026-11-30'), time: '10:00' }, by: sampled.officer }
const bookings: [string, Booking][] = [
  ['申请谈话', { ...common, askedBy: sampled.officer, state: 'asked' }],
  ['选定时间', { ...common, state: 'choosing', day: at.day, slots: [at] }],
  ['没有共同空闲', { ...common, state: 'choosing', day: at.day }],
  ['已预约', { ...common, ...at, calendar: 'made', state: 'booked' }],
  ['对方另约时间', { ...common, ...at, proposed, state: 'booked' }],
  ['没有日历', { ...common, ...at, calendar: 'missing', state: 'booked' }],
  ['已谈', { ...common, ...at, state: 'held' }],
  ['已取消', { ...common, state: 'cancelled' }],
]

const plan = (talker: string) => {
  const schedule = scheduleOf(about, talker)
  const planned = planFor(about, schedule)
  return planCard(ctx, { schedule, planned, own: true, ticks: true, settle: null })
}

export const samples: Sample[] = [
  { name: '谈话 登记', card: receipt({ ...facts, state: 'held' }) },
  {
    name: '谈话 补录待同意',
    card: receipt({ ...facts, backfilled: true, countsFrom: null, state: 'awaiting' }),
  },
  { name: '谈话 已撤销', card: receipt({ ...facts, voidedOn: today, state: 'voided' }) },
  { name: '谈话 主任计划', card: plan(sampled.director) },
  { name: '谈话 副主任计划（口径未确认）', card: plan(sampled.deputy) },
  {
    name: '谈话 统计',
    card: reportCard(ctx, {
      ...{ quarter, standings: standingsOf(about, talks), note: null, publishes: true },
      vacancies: dutiesOf(about).vacancies,
    }),
  },
  {
    name: '谈话 暂免',
    card: exemptedCard(ctx, {
      quarter,
      person: sampled.officer,
      by: [sampled.deputy],
      fresh: true,
    }),
  },
  {
    name: '谈话 口径',
    card: readingCard(ctx, known, { times: 2, period: 'half', unit: 'per_person' }),
  },
  ...bookings.map(([name, booking]) => ({
    name: `预约谈话 ${name}`,
    card: bookingCard(ctx, booking, sampled.deputy),
  })),
]
