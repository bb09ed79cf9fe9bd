// Appointments: asked for, booked, moved, held, cancelled. The calendar follows by errands; without it the booking stands.

import { type Instant, minutes as inMinutes, plusMs } from '../../../db/instant.ts'
import type { Json } from '../../../db/types.ts'
import { type Day, day, isDay } from '../../calendar.ts'
import {
  type Answer,
  type Arm,
  type ClockCtx,
  type Ctx,
  command,
  type ErrandOrder,
  type Outcome,
  type Tap,
  type Tell,
} from '../../feature.ts'
import { may, nameOf } from '../../people.ts'
import { HOURS, type PartOfDay, readDue } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { dayAt, instantAt, timeAt } from '../../when.ts'
import { enter, logged, onlyStaff } from '../actions.ts'
import { asking } from '../reading.ts'
import { feature } from '../subjects.ts'
import {
  type Booking,
  can,
  type Facts,
  type In,
  isPartyTo,
  type Slot,
  stateWords,
  type Verb,
} from './booking.ts'
import * as buttons from './buttons.ts'
import { saySlot } from './card.ts'
import {
  type BookingSaid,
  type MoveSaid,
  readBooking,
  readCancel,
  readMove,
  readWish,
  type When,
} from './reading.ts'
import { type Busy, freeSlots, isFree } from './slots.ts'
import * as store from './store.ts'

const usual = 30
const morning = '08:30'

// ── booking ──

export const book = command<BookingSaid>({
  name: '预约谈话',
  says: ['约何小雨周五上午谈话', '预约秘书科全体 下周三下午三点谈话'],
  roles: [],
  inGroup: 'private',
  read: readBooking,
  async act(ctx, said) {
    if (!may(ctx.office, ctx.by.openId, 'log_talk')) return onlyStaff
    const facts = newFacts(ctx, ctx.by.openId, said.talkees, said.way)
    const at = { day: said.day, time: said.time }
    const past = passed(ctx, at)
    if (past) return past
    await store.addBooking(ctx.trx, facts, 'choosing', { day: said.day, time: null })
    const entry = { feature, subject: facts.id, verb: 'wish', facts: { day: said.day } }
    const booking = { ...facts, state: 'choosing' as const, day: said.day }
    const outcome = await decided(ctx, booking, said)
    return isRefusal(outcome) ? outcome : { ...outcome, entries: [entry, ...outcome.entries] }
  },
})

function newFacts(ctx: Ctx, talker: string, talkees: string[], way: Facts['way']): Facts {
  return {
    ...{ id: ctx.id(), revision: 1, talker, talkees, askedBy: ctx.by.openId, askedAt: ctx.now },
    ...{ way, minutes: usual, slots: [], proposed: null, event: null, calendar: 'none' },
  }
}

function passed(
  ctx: Ctx,
  { day: on, time }: { day: Day; time: string | null },
): Refusal | undefined {
  const gone = on < ctx.today || (time !== null && instantAt(on, time) <= ctx.now)
  return gone ? { refused: 'past', what: '预约时间', day: on } : undefined
}

/** With a clock time it is booked; without one, free times are looked for first. */
async function decided(
  ctx: Ctx,
  booking: In<'asked' | 'choosing' | 'booked'>,
  when: When,
): Promise<Outcome | Refusal> {
  if (when.time) return booked(ctx, booking, { day: when.day, time: when.time })
  await store.wish(ctx.trx, booking, when.day)
  return {
    entries: [{ feature, subject: booking.id, verb: 'choose', facts: { day: when.day } }],
    errands: [lookUp(booking, when.day, when.part, ctx.act)],
    toast: '正在查看忙闲',
  }
}

function lookUp(booking: Booking, on: Day, part: PartOfDay | null, act: string): ErrandOrder {
  return {
    key: `talk/${booking.id}/slots/${act}`,
    ...{ feature, answer: 'slots' },
    what: {
      ...{ errand: 'free-busy', ref: `${booking.id}/${part ?? ''}`, people: partners(booking) },
      ...{ from: rfc(instantAt(on, '00:00')), to: rfc(instantAt(on, '23:59')) },
    },
  }
}

/** Of a whole section only the talker's calendar is asked: the time is the talker's to set. */
const partners = (booking: Booking) =>
  booking.way === 'group' ? [booking.talker] : [booking.talker, ...booking.talkees]

const rfc = (at: Instant): string => at

async function booked(
  ctx: Ctx,
  booking: In<'asked' | 'choosing' | 'booked'>,
  slot: Slot,
): Promise<Outcome | Refusal> {
  const past = passed(ctx, slot)
  if (past) return past
  await store.book(ctx.trx, booking, slot)
  const { id } = booking
  const moved = booking.state === 'booked'
  return {
    entries: [{ feature, subject: id, verb: moved ? 'move' : 'book', facts: { ...slot } }],
    tell: [...shownTo(booking), ...(moved ? movedNotes(ctx, booking, slot) : [])],
    errands: [event(booking, slot, ctx.act), lookAgain(booking, slot, ctx.act)],
    arm: [arm(id, firstCall(ctx, slot))],
    toast: `已预约${saySlot(ctx, slot)}`,
  }
}

/** Each party gets one card for the life of the booking; it is redrawn from then on. */
function shownTo({ id, talker, talkees }: Booking): Tell[] {
  return [talker, ...talkees].map((person) => cardFor(id, person))
}

const cardFor = (id: string, person: string): Tell => ({
  ...{ kind: 'view', to: { person }, key: `talk/${id}/${person}` },
  ...{ feature, subject: id, view: 'booking' },
})

function movedNotes(ctx: Ctx, booking: Booking, slot: Slot): Tell[] {
  const others = [booking.talker, ...booking.talkees].filter((p) => p !== ctx.by.openId)
  const said = `您与${nameOf(ctx.office, ctx.by.openId)}的谈话改为${saySlot(ctx, slot)}。`
  return others.map((person) => ({ kind: 'notice', to: { person }, class: 1, body: { said } }))
}

const title = '工作沟通'
const spanOf = ({ day: on, time }: Slot, long: number) => {
  const from = instantAt(on, time)
  return { from, to: plusMs(from, inMinutes(long)) }
}

function event(booking: Booking, slot: Slot, act: string): ErrandOrder {
  const what: Json = booking.event
    ? {
        errand: 'move-event',
        ref: booking.id,
        event: booking.event,
        ...spanOf(slot, booking.minutes),
      }
    : {
        ...{
          errand: 'add-event',
          ref: booking.id,
          title,
          people: [booking.talker, ...booking.talkees],
        },
        ...spanOf(slot, booking.minutes),
      }
  return { key: `talk/${booking.id}/event/${act}`, feature, answer: 'calendar', what }
}

/** Somebody else's appointment at that time is told, not refused. */
function lookAgain(booking: Booking, slot: Slot, act: string): ErrandOrder {
  const ref = `${booking.id}/${slot.day} ${slot.time}`
  const what: Json = {
    errand: 'free-busy',
    ref,
    people: partners(booking),
    ...spanOf(slot, booking.minutes),
  }
  return { key: `talk/${booking.id}/check/${act}`, feature, answer: 'clash', what }
}

const arm = (id: string, at: Instant | null): Arm => ({ feature, subject: id, kind: 'meeting', at })

/** The morning of the day; for one of today, its end. */
function firstCall(ctx: Pick<Ctx, 'now'>, slot: Slot): Instant {
  const early = instantAt(slot.day, morning)
  return early > ctx.now ? early : plusMs(instantAt(slot.day, slot.time), inMinutes(usual))
}

// ── what the calendar brought back ──

export const answers: Record<string, Answer> = {
  async slots(ctx, result) {
    const { ref, busy, missing } = brought(result)
    const [id = '', part = ''] = ref.split('/')
    const booking = await store.lockBooking(ctx.trx, id)
    if (booking?.state !== 'choosing') return { entries: [] }
    const wish = {
      ...{ day: booking.day, minutes: booking.minutes, part: partOf(part) },
      after: booking.day === dayAt(ctx.now) ? timeAt(ctx.now) : null,
    }
    await store.noteSlots(ctx.trx, booking, freeSlots(wish, busy, HOURS))
    if (missing) {
      const fresh = await store.lockBooking(ctx.trx, id)
      if (fresh) await store.noteCalendar(ctx.trx, fresh, 'missing', null)
    }
    return {
      entries: [{ feature, subject: id, verb: 'offer-times', facts: {} }],
      tell: [cardFor(id, booking.talker)],
    }
  },
  async calendar(ctx, result) {
    const { ref: id, event: made } = brought(result)
    const booking = await store.lockBooking(ctx.trx, id)
    if (!booking) return { entries: [] }
    await store.noteCalendar(ctx.trx, booking, made ? 'made' : 'missing', made)
    const entry = { feature, subject: id, verb: made ? 'in-calendar' : 'no-calendar', facts: {} }
    // Cancelled while the event was being made: it goes too.
    const late = booking.state === 'cancelled' && made ? [drop(id, made)] : []
    return { entries: [entry], errands: late }
  },
  async clash(ctx, result) {
    const { ref, busy } = brought(result)
    const [id = '', at = ''] = ref.split('/')
    const booking = await store.findBooking(ctx.trx, id)
    const [on = '', time = ''] = at.split(' ')
    if (booking?.state !== 'booked' || booking.day !== on || booking.time !== time)
      return { entries: [] }
    if (isFree(booking, booking.minutes, busy)) return { entries: [] }
    const said = `${saySlot({ today: ctx.today }, booking)}双方日程有冲突，如需改期请在预约卡上办理。`
    return {
      entries: [],
      tell: [{ kind: 'notice', to: { person: booking.talker }, class: 1, body: { said } }],
    }
  },
  dropped: async () => ({ entries: [] }),
}

const partOf = (text: string): PartOfDay | null =>
  (['上午', '中午', '下午', '晚上'] as const).find((part) => part === text) ?? null

function brought(result: Json): {
  ref: string
  busy: Busy[]
  event: string | null
  missing: boolean
} {
  const value = typeof result === 'object' && result && !Array.isArray(result) ? result : {}
  const spans = Array.isArray(value.busy) ? value.busy : []
  return {
    ref: String(value.ref ?? ''),
    busy: spans.flatMap((s) =>
      typeof s === 'object' && s && !Array.isArray(s)
        ? [{ from: String(s.from), to: String(s.to) }]
        : [],
    ),
    event: typeof value.event === 'string' ? value.event : null,
    missing: 'missing' in value,
  }
}

function drop(id: string, made: string): ErrandOrder {
  const what = { errand: 'drop-event', ref: id, event: made }
  return { key: `talk/${id}/drop`, feature, answer: 'dropped', what }
}

// ── acts on a booking ──

async function ready<V extends Verb>(ctx: Ctx, id: string, verb: V) {
  const booking = await store.lockBooking(ctx.trx, id)
  if (!booking || !isPartyTo(booking, ctx.by.openId))
    return { refused: 'not-found', what: '这次谈话预约' } as const
  if (can(verb, booking)) return booking
  const state = stateWords[booking.state]
  return { refused: 'wrong-state', what: '这次预约', state, wanted: '未办结' } as const
}

async function readyAsTalker<V extends Verb>(ctx: Ctx, id: string, verb: V) {
  const booking = await ready(ctx, id, verb)
  if (isRefusal(booking) || booking.talker === ctx.by.openId) return booking
  return { refused: 'not-yours', who: '谈话人本人' } as const
}

async function moveTo(ctx: Ctx, id: string, when: When): Promise<Outcome | Refusal> {
  const booking = await store.lockBooking(ctx.trx, id)
  const verb: Verb = booking?.state === 'booked' ? 'move' : 'choose'
  const mine = await readyAsTalker(ctx, id, verb)
  if (isRefusal(mine)) return mine
  if (mine.state === 'booked' && !when.time)
    return booked(ctx, mine, { day: when.day, time: mine.time })
  return decided(ctx, mine, when)
}

function formWhen(
  ctx: Ctx,
  form: { day?: string | undefined; time?: string | undefined },
): When | Refusal {
  if (!form.day || !isDay(form.day))
    return { refused: 'missing', what: '日期', example: '在“日期”中选择' }
  const time = form.time ? timeIn(ctx, form.time) : null
  if (time === undefined)
    return { refused: 'field', field: 'time', hint: '请写几点几分，例如 15:00' }
  return { day: day(form.day), time, part: null }
}

function timeIn(ctx: Ctx, text: string): string | undefined {
  if (/^([01]\d|2[0-3]):[0-5]\d$/u.test(text)) return text
  const found = readDue(`${ctx.today}${text}`, asking(ctx)) ?? readDue(`今天${text}`, asking(ctx))
  return found?.reading.kind === 'day' ? found.reading.time : undefined
}

async function cancelled(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const booking = await ready(ctx, id, 'cancel')
  if (isRefusal(booking)) return booking
  // An employee takes back a wish; what is booked is the talker's to cancel.
  if (booking.talker !== ctx.by.openId && booking.askedBy !== ctx.by.openId)
    return { refused: 'not-yours', who: '谈话人本人，您可另约时间' }
  return { ...(await endBooking(ctx, booking, ctx.by.openId)), toast: '已取消' }
}

export async function endBooking(
  ctx: Ctx | ClockCtx,
  booking: In<'asked' | 'choosing' | 'booked'>,
  by: string | null,
): Promise<Outcome> {
  await store.end(ctx.trx, booking, 'cancelled')
  const timed = booking.state === 'booked' ? `${saySlot(ctx, booking)}的` : ''
  const others = [booking.talker, ...booking.talkees].filter((p) => p !== by)
  // Who was never told of it is not told that it is off.
  const told = booking.state === 'booked' ? others : booking.askedBy === by ? [] : [booking.askedBy]
  return {
    entries: [{ feature, subject: booking.id, verb: 'cancel', facts: {} }],
    tell: told.map((person) => ({
      ...{ kind: 'notice' as const, to: { person }, class: 1 as const },
      body: { said: `与${otherNames(ctx, booking, person)}${timed}谈话已取消。` },
    })),
    errands: booking.event ? [drop(booking.id, booking.event)] : [],
    arm: [arm(booking.id, null)],
  }
}

function otherNames(ctx: Ctx | ClockCtx, booking: Booking, person: string): string {
  const others = booking.talker === person ? booking.talkees : [booking.talker]
  return others.map((p) => nameOf(ctx.office, p)).join('、')
}

async function held(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const booking = await readyAsTalker(ctx, id, 'hold')
  if (isRefusal(booking)) return booking
  if (instantAt(booking.day, booking.time) > ctx.now)
    return { refused: 'unclear', what: '谈话日期', hint: '约定的时间还没有到，谈过以后再登记。' }
  const entered = await enter(ctx, booking.talker, {
    talks: [
      { talkees: booking.talkees, day: booking.day, time: booking.time, minutes: booking.minutes },
    ],
    ...{ way: booking.way, place: null, backfilled: false },
    requested: booking.askedBy !== booking.talker,
  })
  if (isRefusal(entered)) return entered
  await store.end(ctx.trx, booking, 'held')
  const outcome = logged(ctx, booking.talker, entered)
  return {
    ...outcome,
    entries: [...outcome.entries, { feature, subject: id, verb: 'hold', facts: {} }],
    arm: [arm(id, null)],
  }
}

export const taps: Record<string, Tap> = {
  pick: buttons.pickButton.tap(async (ctx, id, slot) => {
    const booking = await readyAsTalker(ctx, id, 'book')
    return isRefusal(booking)
      ? booking
      : booked(ctx, booking, { day: day(slot.day), time: slot.time })
  }),
  move: buttons.moveButton.tap(async (ctx, id, _value, form) => {
    const when = formWhen(ctx, form)
    return isRefusal(when) ? when : moveTo(ctx, id, when)
  }),
  proposeTime: buttons.proposeTimeButton.tap(async (ctx, id, _value, form) => {
    const booking = await ready(ctx, id, 'propose')
    if (isRefusal(booking)) return booking
    const when = formWhen(ctx, form)
    if (isRefusal(when)) return when
    const slot = { day: when.day, time: when.time ?? booking.time }
    const past = passed(ctx, slot)
    if (past) return past
    await store.propose(ctx.trx, booking, slot, ctx.by.openId)
    const said = `${ctx.by.name}希望将谈话改为${saySlot(ctx, slot)}，请在预约卡上答复。`
    return {
      entries: [{ feature, subject: id, verb: 'propose-time', facts: { ...slot } }],
      tell: [{ kind: 'notice', to: { person: booking.talker }, class: 1, body: { said } }],
      toast: '已转告谈话人',
    }
  }),
  acceptTime: buttons.acceptTimeButton.tap(async (ctx, id) => {
    const booking = await readyAsTalker(ctx, id, 'accept')
    if (isRefusal(booking)) return booking
    return booking.proposed
      ? booked(ctx, booking, booking.proposed.at)
      : { refused: 'stale-button' }
  }),
  keepTime: buttons.keepTimeButton.tap(async (ctx, id) => {
    const booking = await readyAsTalker(ctx, id, 'accept')
    if (isRefusal(booking)) return booking
    if (!booking.proposed) return { refused: 'stale-button' }
    await store.dropProposal(ctx.trx, booking)
    const said = `谈话时间不变，仍为${saySlot(ctx, booking)}。`
    return {
      entries: [{ feature, subject: id, verb: 'keep-time', facts: {} }],
      tell: [{ kind: 'notice', to: { person: booking.proposed.by }, class: 1, body: { said } }],
      toast: '时间不变',
    }
  }),
  held: buttons.heldButton.tap((ctx, id) => held(ctx, id)),
  cancelBooking: buttons.cancelButton.tap((ctx, id) => cancelled(ctx, id)),
  /** From a line of the sheet: the card itself, to change it. */
  openBooking: buttons.openBookingButton.tap(async (ctx, id) => {
    const booking = await ready(ctx, id, 'cancel')
    if (isRefusal(booking)) return booking
    return {
      entries: [],
      tell: [{ kind: 'view', ...ctx.answer, feature, subject: id, view: 'booking' }],
    }
  }),
}

// ── sentences about a booking ──

/** The one with that person, or the one that was spoken of last. */
async function meant(
  ctx: Ctx,
  who: string | null,
  states: Booking['state'][],
): Promise<Booking | Refusal> {
  const open = (await store.openBookingsOf(ctx.trx, ctx.by.openId)).filter(
    (b) => states.includes(b.state) && (!who || b.talkees.includes(who) || b.talker === who),
  )
  return open[0] ?? { refused: 'not-found', what: '要办理的谈话预约，请写明与谁的谈话' }
}

export const move = command<MoveSaid>({
  name: '谈话改期',
  says: ['和何小雨的谈话推迟到下周一'],
  roles: [],
  inGroup: 'private',
  read: readMove,
  async act(ctx, said) {
    const booking = said.about
      ? await store.findBooking(ctx.trx, said.about.subject)
      : await meant(ctx, said.with, ['booked', 'choosing'])
    if (!booking) return { refused: 'not-found', what: '要改期的谈话预约' }
    return isRefusal(booking) ? booking : moveTo(ctx, booking.id, said)
  },
})

export const cancel = command<{ with: string | null }>({
  name: '取消谈话',
  says: ['取消和何小雨的谈话'],
  roles: [],
  inGroup: 'private',
  read: readCancel,
  async act(ctx, said) {
    const booking = await meant(ctx, said.with, ['booked', 'choosing', 'asked'])
    if (isRefusal(booking)) return booking
    const outcome = await cancelled(ctx, booking.id)
    if (isRefusal(outcome)) return outcome
    const answer: Tell = { kind: 'notice', ...ctx.answer, body: { said: '已取消。' } }
    return { ...outcome, tell: [...(outcome.tell ?? []), answer] }
  },
})

export const request = command<{ talker: string }>({
  name: '申请谈话',
  says: ['我想和主任谈谈'],
  roles: [],
  inGroup: 'private',
  read: readWish,
  async act(ctx, { talker }) {
    if (!may(ctx.office, ctx.by.openId, 'log_talk')) return onlyStaff
    const open = await store.openBookingsOf(ctx.trx, ctx.by.openId)
    if (open.some((b) => b.state === 'asked' && b.talker === talker))
      return { refused: 'pending', what: '您的谈话申请' }
    const facts = newFacts(ctx, talker, [ctx.by.openId], 'individual')
    await store.addBooking(ctx.trx, facts, 'asked', { day: null, time: null })
    return {
      entries: [{ feature, subject: facts.id, verb: 'ask', facts: {} }],
      tell: [cardFor(facts.id, talker), cardFor(facts.id, ctx.by.openId)],
      toast: '已转达',
    }
  },
})
