// What the buttons of bookings carry. Subject: the booking.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'

const nothing = z.object({})
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const when = z.object({ day: day.optional(), time: z.string().trim().max(10).optional() })

export const pickButton = buttonKind('talk', 'pick', z.object({ day, time }))
export const moveButton = buttonKind('talk', 'move', nothing, when)
export const proposeTimeButton = buttonKind('talk', 'proposeTime', nothing, when)
export const acceptTimeButton = buttonKind('talk', 'acceptTime', nothing)
export const keepTimeButton = buttonKind('talk', 'keepTime', nothing)
export const heldButton = buttonKind('talk', 'held', nothing)
export const openBookingButton = buttonKind('talk', 'openBooking', nothing)
export const cancelButton = buttonKind('talk', 'cancelBooking', nothing)
