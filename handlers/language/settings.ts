// How long a question waits for its answer.
import { z } from 'zod'
import type { Setting } from '../feature.ts'

export const questionMinutes: Setting = {
  key: 'question_minutes',
  title: '追问等待回答的时间（分钟）',
  value: z.number().int().min(1).max(1440),
  fallback: 30,
  effect: '自下一次追问起',
}
