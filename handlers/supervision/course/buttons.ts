// Buttons on the way of a task after its review, and aside. Subject: the task.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'

const nothing = z.object({})
const words = z.string().trim().max(500)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** 局领导已审签（日期）, or what he asks for still. */
const mark = z.object({
  leader: z.string().optional(),
  day: day.optional(),
  text: words.optional(),
})

export const signOffButton = buttonKind('supervision', 'signOff', nothing, mark)
export const demandButton = buttonKind('supervision', 'demand', nothing, mark)
export const closeOutButton = buttonKind('supervision', 'closeOut', nothing)
/** 不属本部门: beside the words of the form that it stands on. */
export const objectButton = buttonKind(
  'supervision',
  'object',
  nothing,
  z.object({ text: words.optional(), day: day.optional() }),
)
export const mergeButton = buttonKind(
  'supervision',
  'merge',
  z.object({ into: z.string(), reason: z.string(), consent: z.string() }),
)
