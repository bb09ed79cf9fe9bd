// What the buttons of absence and hand-over carry.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'

const nothing = z.object({})
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期请在日历中选择')

/** Subject: the absence. */
export const backButton = buttonKind('office', 'back', nothing)
export const withdrawDelegateButton = buttonKind('office', 'withdrawDelegate', nothing)
/** Subject: `away`. 〔出差授权〕 */
export const awayButton = buttonKind(
  'office',
  'away',
  nothing,
  z.object({ from: day.optional(), to: day.optional(), person: z.string().optional() }),
)
export const openAwayButton = buttonKind('office', 'openAway', nothing)
/** Subject: the hand-over. */
export const receivedButton = buttonKind('office', 'received', nothing)
export const passOnButton = buttonKind(
  'office',
  'passOn',
  nothing,
  z.object({ person: z.string().optional() }),
)
