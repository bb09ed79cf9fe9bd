// What the buttons of talks carry.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

const people = z.union([z.array(z.string()), z.string()]).optional()

export const undoButton = buttonKind('talk', 'undo', z.object({}))
/** Subject: `<talker>/<quarter>`. */
export const tickButton = buttonKind(
  'talk',
  'tick',
  z.object({}),
  z.object({
    people,
    day: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
)
