// What the buttons of the clock's own cards carry.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

const nothing = z.object({})
const declared = z.object({
  kind: z.string().min(1).max(10),
  until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
})

/** Subject: who asked. */
export const declareButton = buttonKind('clock', 'declare', declared)
export const endButton = buttonKind('clock', 'end', nothing)
/** Subject: the act whose messages wait. */
export const sendNowButton = buttonKind('clock', 'sendNow', nothing)
export const sendLaterButton = buttonKind('clock', 'sendLater', nothing)
/** Subject: the row that could not be delivered. */
export const retryButton = buttonKind('clock', 'retry', nothing)
export const dropButton = buttonKind('clock', 'drop', nothing)
