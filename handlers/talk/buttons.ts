// What the buttons of talks carry, and what their forms bring.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'
import { rulePeriods, ruleUnits } from './rules.ts'

const nothing = z.object({})
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
const words = z.string().trim().max(500).optional()

/** Subject: the first of the talks; the others by their ids. */
export const undoButton = buttonKind('talk', 'undo', z.object({ ids: z.string().max(2000) }))

/** Subject: the talk, whose content is kept. */
export const contentButton = buttonKind('talk', 'openContent', nothing)
export const shareButton = buttonKind('talk', 'shareContent', nothing)

const ticked = z.object({
  people: z.union([z.array(z.string()), z.string()]).optional(),
  day,
  days: words,
})

/** Subject: `<talker>/<quarter>`; all of them take the names that are ticked. */
export const tickButton = buttonKind('talk', 'tick', nothing, ticked)
export const replanButton = buttonKind('talk', 'replan', nothing, ticked)
export const exemptButton = buttonKind('talk', 'exempt', nothing, ticked)
/** Subject: `<talker>/<quarter>`. */
export const openPlanButton = buttonKind('talk', 'openPlan', nothing)
/** Subject: `<quarter>/<person>`. */
export const restoreButton = buttonKind('talk', 'restore', nothing)

/** Subject: `figures/<quarter>`. */
export const openFiguresButton = buttonKind('talk', 'openFigures', nothing)
export const publishButton = buttonKind('talk', 'publish', nothing)

const reading = z.object({
  times: z.number().int().min(1).max(12),
  period: z.enum(rulePeriods),
  unit: z.enum(ruleUnits),
})
/** Subject: `R3`. */
export const settleButton = buttonKind('talk', 'settle', reading)
