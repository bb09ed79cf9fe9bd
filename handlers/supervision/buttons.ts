// What the buttons of supervision carry, and what its forms bring.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

const nothing = z.object({})
const words = z.string().trim().max(1000)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const said = z.object({ text: words.optional(), day: day.optional() })

export const signButton = buttonKind('supervision', 'sign', nothing)
export const feedbackButton = buttonKind('supervision', 'feedback', nothing, said)
export const extendButton = buttonKind('supervision', 'extend', nothing, said)
export const reportButton = buttonKind('supervision', 'report', nothing, said)
