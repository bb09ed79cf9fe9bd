// What people see of talks, each for whom it is meant: nothing here can be drawn for a group.
import {
  day,
  daysBetween,
  isDay,
  type Quarter,
  quarterKey,
  quarterRange,
  sayDate,
} from '../calendar.ts'
import type { Reading, View } from '../feature.ts'
import { holds } from '../people.ts'
import { isPartyTo } from './booking/booking.ts'
import { bookingCard } from './booking/card.ts'
import { findBooking } from './booking/store.ts'
import { contentCard, pairCard, receiptCard } from './card.ts'
import { dutiesOf, readingOf, standingsOf, standingTalks } from './obligations.ts'
import { exemptedCard, planCard } from './plan/card.ts'
import { reportCard, type YearRow, yearCard } from './report/card.ts'
import { readingCard, readingIn } from './rule/card.ts'
import type { RuleReading } from './rules.ts'
import { type About, scheduleOf } from './schedule.ts'
import {
  findNote,
  findTalk,
  loadKnown,
  loadQuarter,
  notedAmong,
  openNote,
  planOf,
  talksByIds,
  talksOfPair,
} from './store.ts'
import { readPlanSubject, readQuarterKey } from './subjects.ts'

export const isDirector = (ctx: Pick<Reading, 'office'>, person: string): boolean =>
  holds(ctx.office, person, '办公室主任')

export const views: Record<string, View> = {
  /** Subject: the first of the talks; `args.ids`: all that the sentence entered. */
  receipt: {
    async person(ctx, id, args, viewer) {
      const ids = idsIn(args, id)
      const talks = await talksByIds(ctx.trx, ids)
      const mine = talks.some((t) => [t.talker, t.recordedBy].includes(viewer.openId))
      if (!mine) return 'gone'
      const noted = await notedAmong(ctx.trx, ids)
      return receiptCard(ctx, talks, { viewer: viewer.openId, noted, fresh: isFresh(ctx, args) })
    },
  },
  /** Subject: `<talker>/<year>Q<n>`; for the talker, and the director. */
  plan: {
    async person(ctx, subject, args, viewer) {
      const of = readPlanSubject(subject)
      const own = of?.talker === viewer.openId
      if (!of || !(own || isDirector(ctx, viewer.openId))) return 'gone'
      const about = await loadQuarter(ctx, of.quarter)
      const schedule = scheduleOf(about, of.talker)
      if (schedule.standings.length === 0) return 'gone'
      const planned = await planOf(ctx.trx, of.talker, quarterKey(of.quarter))
      return planCard(ctx, {
        schedule,
        planned: upcoming(planned, schedule.wanted),
        own,
        ticks: own && isFresh(ctx, args),
        settle: own && isFresh(ctx, args) ? toSettle(ctx, about, viewer.openId) : null,
      })
    },
  },
  /** Subject: the talk. */
  content: {
    async person(ctx, id, args, viewer) {
      const talk = await findTalk(ctx.trx, id)
      const note = talk && (await findNote(ctx.trx, id))
      const own = talk?.talker === viewer.openId
      if (!note || !(own || (note.forTalkee && talk.talkee === viewer.openId))) return 'gone'
      const content = await openNote(ctx, id, note)
      const shares = own && !note.forTalkee && isFresh(ctx, args)
      return contentCard(ctx, { talk, content, own, shared: note.forTalkee, shares })
    },
  },
  /** Subject: `with/<talker>/<talkee>`; for the talker alone. */
  pair: {
    async person(ctx, subject, _args, viewer) {
      const [, talker = '', talkee = ''] = subject.split('/')
      if (talker !== viewer.openId) return 'gone'
      return pairCard(ctx, talkee, await talksOfPair(ctx.trx, talker, talkee))
    },
  },
  /** Subject: the booking; for those who take part in it alone. */
  booking: {
    async person(ctx, id, _args, viewer) {
      const booking = await findBooking(ctx.trx, id)
      if (!booking || !isPartyTo(booking, viewer.openId)) return 'gone'
      return bookingCard(ctx, booking, viewer.openId)
    },
  },
  /** Subject: `<quarter>/<person>`: told to the director, who may put it back. */
  exempted: {
    async person(ctx, subject, args, viewer) {
      const [key = '', person = ''] = subject.split('/')
      const quarter = readQuarterKey(key)
      if (!quarter || !isDirector(ctx, viewer.openId)) return 'gone'
      const known = await loadKnown(ctx)
      const by = known.on('exempt', subject, quarterRange(quarter).to)
      return exemptedCard(ctx, { quarter, person, by, fresh: isFresh(ctx, args) })
    },
  },
  /** Subject: `R3`; `args`: the reading that is proposed. */
  reading: {
    async person(ctx, _subject, args, viewer) {
      const asked = readingIn(args)
      if (!asked || !isDirector(ctx, viewer.openId)) return 'gone'
      const known = await loadKnown(ctx)
      return readingCard(ctx, known, asked)
    },
  },
  /** Subject: `year/<year>`; the director's alone. */
  year: {
    async person(ctx, subject, _args, viewer) {
      if (!isDirector(ctx, viewer.openId)) return 'gone'
      const year = Number(subject.split('/')[1])
      const quarters = ([1, 2, 3, 4] as const)
        .map((quarter) => ({ year, quarter }))
        .filter((quarter) => quarterRange(quarter).from <= ctx.today)
      const rows = []
      for (const quarter of quarters) rows.push(await figuresRow(ctx, quarter))
      return yearCard(year, rows)
    },
  },
  /** Subject: `figures/<year>Q<n>`; the director's alone. `args.asOf`: as it was on that day. */
  figures: {
    async person(ctx, subject, args, viewer) {
      const quarter = readQuarterKey(subject.split('/')[1] ?? '')
      if (!quarter || !isDirector(ctx, viewer.openId)) return 'gone'
      const asOf = asOfIn(args) ?? ctx.today
      const about = await loadQuarter(ctx, quarter, asOf)
      return reportCard(ctx, {
        quarter,
        standings: standingsOf(about, standingTalks(about.talks, asOf)),
        vacancies: dutiesOf(about).vacancies,
        note: noteOf(ctx, about.known.since, quarterRange(quarter).to, asOf),
        publishes: asOf === ctx.today && isFresh(ctx, args),
      })
    },
  },
}

/** What the director has still to confirm. */
function toSettle(ctx: Reading, { known, quarter }: About, viewer: string): RuleReading | null {
  const reading = readingOf(known, 'R3', quarter)
  return reading.force === 'counts' && isDirector(ctx, viewer) ? reading : null
}

/** A card for looking things up is no duty: its buttons go before it is too old, and nobody is reminded of it. */
function isFresh({ today }: Reading, args: unknown): boolean {
  const on = typeof args === 'object' && args && 'on' in args ? String(args.on) : ''
  return !isDay(on) || daysBetween(day(on), today) < 9
}

function idsIn(args: unknown, first: string): string[] {
  if (typeof args !== 'object' || !args || !('ids' in args)) return [first]
  return Array.isArray(args.ids) ? args.ids.map(String) : [first]
}

function asOfIn(args: unknown) {
  const said = typeof args === 'object' && args && 'asOf' in args ? String(args.asOf) : ''
  return isDay(said) ? day(said) : undefined
}

/** Planned days of talks that have been held since are gone: as many of each as are still wanted, the last ones. */
function upcoming<P extends { talkee: string }>(
  planned: readonly P[],
  wanted: readonly { talkee: string; times: number }[],
): P[] {
  return [...Map.groupBy(planned, (p) => p.talkee)].flatMap(([talkee, list]) => {
    const left = wanted.find((w) => w.talkee === talkee)?.times ?? 0
    return left > 0 ? list.slice(-left) : []
  })
}

async function figuresRow(ctx: Reading, quarter: Quarter): Promise<YearRow> {
  const about = await loadQuarter(ctx, quarter)
  const standings = standingsOf(about, standingTalks(about.talks, ctx.today))
  return { quarter, standings, vacancies: dutiesOf(about).vacancies }
}

function noteOf(ctx: Reading, since: string | undefined, end: string, asOf: string): string | null {
  const parts = [
    ...(asOf < ctx.today ? [`截至${sayDate(day(asOf), ctx)}的数字。`] : []),
    ...(since && since > end
      ? [`本系统自${sayDate(day(since), ctx)}起有名册记录，此前的人员变动未计入，谈话以补录为准。`]
      : []),
  ]
  return parts.join('') || null
}
