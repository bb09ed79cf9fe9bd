// What the buttons of posts carry.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'

/** Subject: `posts`. */
export const adoptButton = buttonKind('office', 'adoptTitles', z.object({}))
