// 下一页 of the board. Subject: the unit, or nothing for all.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'
import { scopes } from './board.ts'

export const shown = z.object({ scope: z.enum(scopes), page: z.number().int().min(0) })
export type Shown = z.infer<typeof shown>

export const pageButton = buttonKind('supervision', 'page', shown)
