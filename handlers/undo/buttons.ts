// 〔撤销〕: its subject is the act.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

export const undoButton = buttonKind('undo', 'undo', z.object({}))
