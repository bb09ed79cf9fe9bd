// 合并 (domain.md §8.3#42): the earlier number and the earlier date stay; the other goes into it.
import { z } from 'zod'
import type { Json } from '../../../db/types.ts'
import type { Button } from '../../card.ts'
import { mergeButton } from './buttons.ts'

/** Into which task, why, and with which leader's word. */
const said = z.object({ into: z.string(), reason: z.string(), consent: z.string() })
export type MergeSaid = z.infer<typeof said>

export const mergeSaidIn = (args: Json): MergeSaid => said.parse(args)

export const mergeButtonOf = (from: string, value: MergeSaid): Button => ({
  text: '确认合并',
  payload: mergeButton.on(from, value),
  style: 'primary',
})
