// One rule of the grammar: what it looks for, how sure it is of being the limit, what it means.
import type { Groups } from './grammar.ts'
import type { Ctx, DateReading } from './reading.ts'

export interface Rule {
  pattern: RegExp
  /** 8 comes back, 3 a limit in so many words, 2 likely one, 1 perhaps, 0 if nothing else is there. */
  weight: 0 | 1 | 2 | 3 | 8
  read: (g: Groups, ctx: Ctx, said: string) => DateReading | undefined
}

export const rule = (weight: Rule['weight'], source: string, read: Rule['read']): Rule => ({
  pattern: new RegExp(source, 'gu'),
  weight,
  read,
})

interface Place {
  start: number
  end: number
  score: number
}

/** What begins first and reaches farthest holds its place; what lies in it is part of it. */
export const apart = <T extends Place>(candidates: readonly T[]): T[] => {
  const kept: T[] = []
  const order = candidates.toSorted(
    (a, b) => a.start - b.start || b.end - a.end || b.score - a.score,
  )
  for (const candidate of order)
    if ((kept.at(-1)?.end ?? 0) <= candidate.start) kept.push(candidate)
  return kept
}
