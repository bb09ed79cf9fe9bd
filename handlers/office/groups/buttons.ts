// What the buttons of groups carry. Subject: the chat.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'

export const groupKinds = ['bureau', 'office', 'leaders', 'unit', 'unbound'] as const
const bind = z.object({ kind: z.enum(groupKinds), unit: z.string().optional().default('') })

export const bindButton = buttonKind('office', 'bind', bind)
export const bindUnitButton = buttonKind(
  'office',
  'bindUnit',
  z.object({}),
  z.object({ unit: z.string().optional() }),
)
/** Subject: `groups`. */
export const bindAllButton = buttonKind('office', 'bindAll', z.object({}))
