// What the buttons of settings carry. Subject: `settings`; the place of a topic or of a step; values as packed text.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'

const form = z.record(z.string(), z.string())

export const openTopicButton = buttonKind('office', 'openTopic', z.object({ topic: z.string() }))
export const checkButton = buttonKind('office', 'check', z.object({ topic: z.string() }), form)
export const confirmButton = buttonKind(
  'office',
  'confirmSettings',
  z.object({ values: z.string().max(2000) }),
)
export const stepButton = buttonKind('office', 'step', z.object({ to: z.number().int() }))
export const saveStepButton = buttonKind(
  'office',
  'saveStep',
  z.object({ step: z.number().int() }),
  form,
)
export const allDefaultsButton = buttonKind('office', 'allDefaults', z.object({}))
