// Showing somebody's identity is an act of its own (domain.md §6.2): who, what, why, when.
import type { Json } from '../../db/types.ts'
import type { Entry, SubjectRef } from '../feature.ts'

export type Shown = '姓名' | '电话' | '住址' | '原文'

/** Whoever shows a matter's identity adds this to the entries of the act. `why` holds no content of the matter. */
export function revealed({ feature, subject }: SubjectRef, what: Shown[], why: string): Entry {
  return { feature, subject, verb: 'reveal', facts: { what, why } }
}

/** 姓名、电话，理由：送达告知书 */
export function sayRevealed(facts: Json): string {
  if (typeof facts !== 'object' || !facts || Array.isArray(facts)) return '—'
  const what = Array.isArray(facts.what) ? facts.what.map(String).join('、') : ''
  return [what, facts.why ? `理由：${String(facts.why)}` : ''].filter(Boolean).join('，') || '—'
}
