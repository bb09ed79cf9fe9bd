// What the buttons of petitions carry.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

const nothing = z.object({})

export const registerButton = buttonKind('petition', 'register', z.object({ told: z.boolean() }))
export const dropButton = buttonKind('petition', 'drop', nothing)
export const noticedButton = buttonKind('petition', 'noticed', nothing)
