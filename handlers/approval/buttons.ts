// What the buttons of a request carry. Subject: the request; of a batch: whose it is.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

const nothing = z.object({})
const words = z.string().trim().min(1).max(200)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const name = 'approval'

export const agreeButton = buttonKind(name, 'agree', nothing)
/** Turns the card to its reasons, to the rest of what can be done, and back. */
export const turnButton = buttonKind(
  name,
  'turn',
  z.object({ to: z.enum(['decision', 'reasons', 'more']) }),
)
/** One of the three ready reasons. */
export const refuseButton = buttonKind(name, 'refuse', z.object({ nth: z.number().int() }))
export const refuseWithButton = buttonKind(
  name,
  'refuseWith',
  nothing,
  z.object({ reason: words.optional() }),
)
export const amendButton = buttonKind(
  name,
  'amend',
  nothing,
  z.object({ day: day.optional(), reason: words.optional() }),
)
export const handOverButton = buttonKind(
  name,
  'handOver',
  nothing,
  z.object({ person: z.string().optional() }),
)
export const askMoreButton = buttonKind(
  name,
  'askMore',
  nothing,
  z.object({ question: words.optional() }),
)
export const answerButton = buttonKind(
  name,
  'answer',
  nothing,
  z.object({ answer: words.optional() }),
)
export const withdrawButton = buttonKind(name, 'withdraw', nothing)
/** Those that stood on the card, and no others; `kept`: what the card has decided before. */
export const agreeAllButton = buttonKind(
  name,
  'agreeAll',
  z.object({ ids: z.string(), kept: z.string() }),
)
