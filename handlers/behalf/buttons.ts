// 〔有误〕: for the person in whose name something was entered. Subject: the entry.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

export const wrongButton = buttonKind('behalf', 'wrong', z.object({}))
