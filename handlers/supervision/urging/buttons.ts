// Buttons on the lines of a sheet, and those of the overdue ladder. Subject: the task.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'

const nothing = z.object({})

/** The card with its forms, in private. */
export const openButton = buttonKind('supervision', 'open', z.object({ for: z.string().max(10) }))
/** 先缓一天 */
export const graceButton = buttonKind('supervision', 'grace', nothing)
export const urgeButton = buttonKind('supervision', 'urge', nothing)
export const summonButton = buttonKind('supervision', 'summon', nothing)
export const reportUpButton = buttonKind('supervision', 'reportUp', nothing)
