// What the clock owes: a question that nobody answered is closed and its words are gone; the missing notice is asked for.
import type { Due } from '../feature.ts'
import { missingNotice } from './notice/dues.ts'
import { closeQuestion } from './store.ts'

export const dues: Record<string, Due> = {
  async expire(ctx, id) {
    await closeQuestion(ctx, id, 'expired')
    return { lines: [] }
  },
  missing: missingNotice,
}
