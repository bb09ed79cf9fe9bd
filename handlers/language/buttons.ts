// What the buttons of a question carry: the place of the answer. The sentences lie sealed with the question.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

export const answerButton = buttonKind(
  'language',
  'answer',
  z.object({ n: z.number().int().min(0).max(19) }),
)
export const dropButton = buttonKind('language', 'drop', z.object({}))
