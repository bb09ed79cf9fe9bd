// Lists and figures that were asked for; each is drawn anew from what stands now.
import { z } from 'zod'
import type { Json } from '../../../db/types.ts'
import { addDays, day, isDay, type LedgerRow } from '../../calendar.ts'
import type { PrivateCard } from '../../card.ts'
import type { Reading, View } from '../../feature.ts'
import type { Office, Person } from '../../people.ts'
import {
  extendedLimit,
  handlingLimit,
  noticeLimit,
  objectionLimit,
  petitionerLimit,
  senderInternalLimit,
} from '../clock.ts'
import { deliveredOn } from '../course.ts'
import { dayOfItem, figuresOf, isForwarded, ratesOf } from '../figures/figures.ts'
import { countedIn, handledBy, hiddenIn, openOnes, searched } from '../figures/store.ts'
import { isRegistered, type Registered } from '../petition.ts'
import { numbersOf } from '../settings.ts'
import { findPetition, petitionsOf } from '../store.ts'
import { isDirector, isLeader, isOfficer, seesFacts } from '../who.ts'
import { figuresCard, listCard, rowWords, whyCard } from './cards.ts'
import { countingOf } from './counting.ts'
import { soonest } from './soon.ts'

const figuresArgs = z.object({
  from: z.string(),
  to: z.string(),
  words: z.string(),
  long: z.boolean(),
  what: z.enum(['sentence', 'visits', 'all']),
})

export const maySeeRows = (office: Office, person: string) =>
  isOfficer(office, person) || isDirector(office, person) || isLeader(office, person)

/** Everybody sees what he or she may; the officer and the director all of it. */
const visible = (ctx: Reading, person: Person, all: Registered[]) =>
  all.filter(
    (p) => seesFacts(ctx.office, person.openId, p) && !p.course.accused.includes(person.openId),
  )

export const listViews: Record<string, View> = {
  mine: {
    async person(ctx, _subject, _args, person) {
      const units = ctx.office.roles
        .filter(
          (held) =>
            held.person === person.openId &&
            ['联络员', '承办部门负责人', '科长'].includes(held.role),
        )
        .map((held) => held.unit)
      return listCard(
        ctx,
        '我经办的信访件',
        await handledBy(ctx.trx, person.openId, units),
        '您名下没有在办的信访件。',
      )
    },
  },
  soon: {
    async person(ctx, _subject, _args, person) {
      const until = addDays(ctx.today, 7)
      const all = visible(ctx, person, await openOnes(ctx.trx))
        .map((p) => ({ p, due: soonest(p) }))
        .filter(({ due }) => due !== null && due <= until)
        .toSorted((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1))
        .map(({ p }) => p)
      return listCard(ctx, '7日内到期的信访件', all, '7日内没有到期的信访件。')
    },
  },
  found: {
    async person(ctx, _subject, args, person) {
      const ids = z.array(z.string()).safeParse(args)
      const by = z
        .object({ words: z.string().nullable(), on: z.string().nullable() })
        .safeParse(args)
      const on = by.success && by.data.on && isDay(by.data.on) ? by.data.on : null
      const all = ids.success
        ? await petitionsOf(ctx.trx, ids.data)
        : await searched(ctx.trx, { words: by.success ? by.data.words : null, on })
      return listCard(ctx, '信访件查询', visible(ctx, person, all), '没有找到您可以查看的信访件。')
    },
  },
  figures: {
    async person(ctx, _subject, args, person): Promise<PrivateCard | 'gone'> {
      const read = figuresArgs.safeParse(args)
      if (!read.success) return 'gone'
      const { from, to, ...rest } = read.data
      const period = { from: day(from), to: day(to) }
      const all = await countedIn(ctx.trx, period)
      const counting = countingOf(ctx.office, rest.long)
      const figures = figuresOf(all, await hiddenIn(ctx.trx, period), period, counting)
      return figuresCard(
        ctx,
        { ...rest, period },
        figures,
        ratesOf(all, period),
        maySeeRows(ctx.office, person.openId),
      )
    },
  },
  /** Subject: `<from>/<to>`. */
  rows: {
    async person(ctx, subject, args: Json, person) {
      const of = z.enum(['visit', 'letter', 'forwarded']).catch('visit').parse(args)
      if (!maySeeRows(ctx.office, person.openId)) return 'gone'
      const [from = '', to = ''] = subject.split('/')
      const period = { from: day(from), to: day(to) }
      const counting = countingOf(ctx.office, true)
      const chosen = (await countedIn(ctx.trx, period))
        .filter((it) => dayOfItem(it) >= period.from && dayOfItem(it) <= period.to)
        .filter((it) =>
          of === 'forwarded' ? isForwarded(it, counting) : it.form === of && it.sameVisit === null,
        )
      return listCard(
        ctx,
        rowWords[of],
        await petitionsOf(
          ctx.trx,
          chosen.map((it) => it.id),
        ),
        '没有。',
      )
    },
  },
  why: {
    async person(ctx, id, _args, person) {
      const petition = await findPetition(ctx.trx, id)
      if (!petition || !isRegistered(petition) || !seesFacts(ctx.office, person.openId, petition))
        return 'gone'
      return whyCard(ctx, petition, ledgersOf(ctx, petition))
    },
  },
}

function ledgersOf(
  ctx: Reading,
  p: Registered,
): { name: string; due: ReturnType<typeof day>; rows: LedgerRow[] }[] {
  const h = ctx.office.holidays
  const { course, receivedAt, source, route31 } = p
  const legal = course.acceptedOn ? handlingLimit(h, receivedAt, course.acceptedOn, route31) : null
  const delivered = deliveredOn(course)
  const all = [
    { name: '告知期限（第二十三条，15日）', dated: noticeLimit(h, receivedAt) },
    {
      name: '异议期限（第二十三条，5个工作日）',
      dated: objectionLimit(h, receivedAt, source.body),
    },
    { name: '办理期限（第三十四条，受理之日起60日）', dated: legal },
    { name: '内部时限（期限前最后工作日）', dated: legal?.internalTarget ?? null },
    {
      name: '延长后期限（第三十四条）',
      dated:
        legal && course.extension?.state === 'approved'
          ? extendedLimit(h, legal.day, course.extension.days)
          : null,
    },
    {
      name: '来文内部时限（提前3个工作日）',
      dated: source.due
        ? senderInternalLimit(h, source.due, numbersOf(ctx.office).upperBufferWd)
        : null,
    },
    {
      name: '申请复查截止（第三十五条，30日，遇休息日顺延）',
      dated: delivered ? petitionerLimit(h, delivered) : null,
    },
  ]
  return all.flatMap(({ name, dated }) =>
    dated ? [{ name, due: dated.day, rows: dated.ledger() }] : [],
  )
}
