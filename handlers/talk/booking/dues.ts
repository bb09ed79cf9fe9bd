// A booked talk on the sheets: to both on its morning, to the talker after its time.
import { minutes, plusMs } from '../../../db/instant.ts'
import type { Due, Line } from '../../feature.ts'
import { nameOf } from '../../people.ts'
import { instantAt } from '../../when.ts'
import { cancelButton, heldButton, openBookingButton } from './buttons.ts'
import { saySlot } from './card.ts'
import { findBooking } from './store.ts'

export const meeting: Due = async (ctx, id) => {
  const booking = await findBooking(ctx.trx, id)
  if (booking?.state !== 'booked') return { lines: [] }
  const end = plusMs(instantAt(booking.day, booking.time), minutes(booking.minutes))
  const names = booking.talkees.map((t) => nameOf(ctx.office, t)).join('、')
  const when = saySlot(ctx, booking)
  if (ctx.now >= end) {
    const text = `${when}与${names}的谈话，是否已谈？`
    const buttons = [
      { text: '已谈', payload: heldButton.on(id), style: 'primary' as const },
      { text: '改期', payload: openBookingButton.on(id) },
      { text: '取消', payload: cancelButton.on(id) },
    ]
    return { lines: [{ to: { person: booking.talker }, text, rank: 'today', buttons }] }
  }
  if (booking.day > ctx.today) return { lines: [], next: instantAt(booking.day, '08:30') }
  const line = (person: string, other: string): Line => ({
    to: { person },
    text: `今日${booking.time}与${other}谈话。`,
    rank: 'today',
  })
  const talker = nameOf(ctx.office, booking.talker)
  const lines = [line(booking.talker, names), ...booking.talkees.map((t) => line(t, talker))]
  return { lines, next: end }
}
