// The log: one line, a level, named facts. Facts are ids, codes and counts; never what people typed.
export const levels = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof levels)[number]
export type Facts = Record<string, string | number | boolean | null | undefined>
export type Log = (level: Level, line: string, facts?: Facts) => void

/** What may be said of an error: its name, code and the place it came from. Messages can hold what people typed. */
export function errorFacts(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error ? String(error.code) : undefined
  const where = error.stack
    ?.split('\n')
    .find((line) => line.includes(' at '))
    ?.trim()
  return { error: error.name, code, where }
}
