// What the buttons of supervision carry, and what its forms bring.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

const nothing = z.object({})
const words = z.string().trim().max(1000)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const said = z.object({ text: words.optional(), day: day.optional() })
const decision = z.object({ reason: words.optional(), day: day.optional() })

export const approveButton = buttonKind('supervision', 'approve', nothing)
export const declineButton = buttonKind('supervision', 'decline', nothing, decision)
export const signButton = buttonKind('supervision', 'sign', nothing)
export const feedbackButton = buttonKind('supervision', 'feedback', nothing, said)
export const extendButton = buttonKind('supervision', 'extend', nothing, said)
export const reportButton = buttonKind('supervision', 'report', nothing, said)
export const acceptButton = buttonKind('supervision', 'accept', nothing)
export const giveBackButton = buttonKind('supervision', 'giveBack', nothing, decision)
/** Subject: the extension. */
export const grantButton = buttonKind('supervision', 'grant', nothing)
export const refuseButton = buttonKind('supervision', 'refuse', nothing, decision)
export const resetDueButton = buttonKind('supervision', 'resetDue', nothing, decision)
