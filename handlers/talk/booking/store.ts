// SQL of bookings; row ↔ union.
import type { Selectable, Transaction, Updateable } from 'kysely'
import type { DB } from '../../../db/schema.ts'
import type { TalkBookingTable } from '../../../db/tables/talk.ts'
import { json } from '../../../db/types.ts'
import { type Day, day } from '../../calendar.ts'
import type { Booking, Facts, Slot } from './booking.ts'

type Trx = Transaction<DB>
type Row = Selectable<TalkBookingTable>

export async function addBooking(
  trx: Trx,
  facts: Facts,
  state: 'asked' | 'choosing' | 'booked',
  at: { day: Day | null; time: string | null },
): Promise<void> {
  await trx
    .insertInto('talk_booking')
    .values({
      ...{ id: facts.id, revision: 1, state, talker: facts.talker, talkees: json(facts.talkees) },
      ...{ asked_by: facts.askedBy, asked_at: facts.askedAt, way: facts.way },
      ...{ minutes: facts.minutes, day: at.day, time: at.time, slots: json([]) },
      calendar: facts.calendar,
    })
    .execute()
}

export async function findBooking(trx: Trx, id: string): Promise<Booking | undefined> {
  const row = await trx
    .selectFrom('talk_booking')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && bookingOf(row)
}

export async function lockBooking(trx: Trx, id: string): Promise<Booking | undefined> {
  const row = await trx
    .selectFrom('talk_booking')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && bookingOf(row)
}

/** Open ones in which the person takes part, newest first. */
export async function openBookingsOf(trx: Trx, person: string): Promise<Booking[]> {
  const rows = await trx
    .selectFrom('talk_booking')
    .selectAll()
    .where('state', 'in', ['asked', 'choosing', 'booked'])
    .orderBy('id', 'desc')
    .execute()
  return rows.map(bookingOf).filter((b) => b.talker === person || b.talkees.includes(person))
}

async function change(
  trx: Trx,
  { id, revision }: Booking,
  set: Updateable<TalkBookingTable>,
): Promise<void> {
  await trx
    .updateTable('talk_booking')
    .set({ ...set, revision: revision + 1 })
    .where('id', '=', id)
    .execute()
}

export const noteSlots = (trx: Trx, booking: Booking, slots: readonly Slot[]) =>
  change(trx, booking, { slots: json(slots.map(({ day: on, time }) => `${on} ${time}`)) })

export const wish = (trx: Trx, booking: Booking, on: Day) =>
  change(trx, booking, { state: 'choosing', day: on, slots: json([]) })

export const book = (trx: Trx, booking: Booking, { day: on, time }: Slot) =>
  change(trx, booking, {
    ...{ state: 'booked', day: on, time, proposed: null, proposed_by: null },
    ...(booking.event === null && { calendar: 'wanted' as const }),
  })

export const propose = (trx: Trx, booking: Booking, { day: on, time }: Slot, by: string) =>
  change(trx, booking, { proposed: `${on} ${time}`, proposed_by: by })

export const dropProposal = (trx: Trx, booking: Booking) =>
  change(trx, booking, { proposed: null, proposed_by: null })

export const end = (trx: Trx, booking: Booking, state: 'held' | 'cancelled') =>
  change(trx, booking, { state })

export const noteCalendar = (
  trx: Trx,
  booking: Booking,
  calendar: 'made' | 'missing',
  event: string | null,
) => change(trx, booking, { calendar, ...(event !== null && { event }) })

function bookingOf(row: Row): Booking {
  const facts: Facts = {
    ...{ id: row.id, revision: row.revision, talker: row.talker, talkees: row.talkees },
    ...{ askedBy: row.asked_by, askedAt: row.asked_at, way: row.way, minutes: row.minutes },
    slots: row.slots.flatMap((text) => slotOf(text) ?? []),
    proposed: proposalOf(row),
    ...{ event: row.event, calendar: row.calendar },
  }
  const at = row.day && row.time ? { day: day(row.day), time: row.time } : undefined
  switch (row.state) {
    case 'asked':
    case 'cancelled':
      return { ...facts, state: row.state }
    case 'choosing':
      if (row.day) return { ...facts, state: 'choosing', day: day(row.day) }
      break
    case 'booked':
    case 'held':
      if (at) return { ...facts, ...at, state: row.state }
  }
  throw new Error(`booking ${row.id}: ${row.state} without a time`)
}

function proposalOf({ proposed, proposed_by: by }: Row): Facts['proposed'] {
  const at = proposed ? slotOf(proposed) : undefined
  return at && by ? { at, by } : null
}

function slotOf(text: string): Slot | undefined {
  const [on = '', time = ''] = text.split(' ')
  return on && time ? { day: day(on), time } : undefined
}
