// A booking as the talker and as the employee see it; nobody else does.
import { sayDay } from '../../calendar.ts'
import type { Block, Button, Light, PrivateCard } from '../../card.ts'
import type { Reading } from '../../feature.ts'
import { nameOf } from '../../people.ts'
import { type Booking, type BookingState, type Slot, stateWords } from './booking.ts'
import * as buttons from './buttons.ts'

type Seen = Pick<Reading, 'office' | 'today'>

export function bookingCard(ctx: Seen, booking: Booking, viewer: string): PrivateCard {
  const own = booking.talker === viewer
  return {
    title: booking.state === 'asked' ? '申请谈话' : '谈话预约',
    light: lights[booking.state],
    tag: stateWords[booking.state],
    blocks: [
      { kind: 'facts', facts: facts(ctx, booking) },
      ...notes(ctx, booking, own),
      ...controls(ctx, booking, own),
    ],
  }
}

const lights: Record<BookingState, Light> = {
  asked: 'yellow',
  choosing: 'yellow',
  booked: 'blue',
  held: 'green',
  cancelled: 'grey',
}

export const saySlot = (ctx: Pick<Seen, 'today'>, { day, time }: Slot): string =>
  `${sayDay(day, ctx)}${time}`

function facts(ctx: Seen, booking: Booking) {
  const names = booking.talkees.map((t) => nameOf(ctx.office, t)).join('、')
  const timed = booking.state === 'booked' || booking.state === 'held'
  return [
    { label: '谈话人', value: nameOf(ctx.office, booking.talker) },
    { label: '谈话对象', value: names },
    ...(timed
      ? [{ label: '时间', value: `${saySlot(ctx, booking)}，${booking.minutes}分钟` }]
      : []),
    ...(booking.way === 'group' ? [{ label: '方式', value: '集体（不计个人次数）' }] : []),
    ...(booking.askedBy === booking.talker ? [] : [{ label: '谈话缘由', value: '本人要求' }]),
  ]
}

function notes(ctx: Seen, booking: Booking, own: boolean): Block<string>[] {
  const said = [
    ...(booking.state === 'choosing' && booking.slots.length === 0
      ? [`${sayDay(booking.day, ctx)}没有共同空闲时间，请另选日期。`]
      : []),
    ...(booking.calendar === 'missing' && booking.state !== 'cancelled'
      ? ['未能使用飞书日历，预约照常有效，请自行记入日程。']
      : []),
    ...(booking.state === 'booked' && booking.proposed
      ? [`${nameOf(ctx.office, booking.proposed.by)}希望改为${saySlot(ctx, booking.proposed.at)}。`]
      : []),
    ...(booking.state === 'asked' && !own ? ['申请只有该领导本人可见。'] : []),
  ]
  return said.map((text) => ({ kind: 'text', text }))
}

function controls(ctx: Seen, booking: Booking, own: boolean): Block<string>[] {
  const { id } = booking
  const cancel: Button = { text: '取消', payload: buttons.cancelButton.on(id), style: 'danger' }
  switch (booking.state) {
    case 'asked':
      return own
        ? [whenForm('预约谈话', buttons.moveButton.on(id)), row([{ ...cancel, text: '暂不安排' }])]
        : [row([{ ...cancel, text: '撤回申请' }])]
    case 'choosing':
      return own
        ? [
            ...(booking.slots.length > 0 ? [row(slotButtons(ctx, id, booking.slots))] : []),
            whenForm('另选时间', buttons.moveButton.on(id)),
            row([cancel]),
          ]
        : []
    case 'booked':
      return own
        ? ownControls(booking, cancel)
        : [whenForm('另约时间', buttons.proposeTimeButton.on(id))]
    case 'held':
    case 'cancelled':
      return []
  }
}

function ownControls(booking: Booking, cancel: Button): Block<string>[] {
  const { id } = booking
  const answer: Button[] = booking.proposed
    ? [
        { text: '同意', payload: buttons.acceptTimeButton.on(id), style: 'primary' },
        { text: '不同意', payload: buttons.keepTimeButton.on(id) },
      ]
    : []
  return [
    ...(answer.length > 0 ? [row(answer)] : []),
    row([{ text: '已谈', payload: buttons.heldButton.on(id) }, cancel]),
    whenForm('改期', buttons.moveButton.on(id)),
  ]
}

const row = (list: Button[]): Block<string> => ({ kind: 'buttons', buttons: list })

const mostSlots = 6

function slotButtons(ctx: Seen, id: string, slots: readonly Slot[]): Button[] {
  return slots.slice(0, mostSlots).map(({ day, time }) => ({
    text: `${sayDay(day, ctx)}${time}`,
    payload: buttons.pickButton.on(id, { day, time }),
  }))
}

function whenForm(text: string, payload: Button['payload']): Block<string> {
  return {
    kind: 'form',
    name: payload.tap,
    fields: [
      { kind: 'date', name: 'day', label: '日期' },
      { kind: 'input', name: 'time', label: '时间，例如 15:00（不填则按忙闲提供时段）' },
    ],
    buttons: [{ text, payload }],
  }
}
