// Taking a notice, or not.
import { z } from 'zod'
import { buttonKind } from '../../feature.ts'

export const importButton = buttonKind('language', 'importNotice', z.object({}))
export const dropNoticeButton = buttonKind('language', 'dropNotice', z.object({}))
