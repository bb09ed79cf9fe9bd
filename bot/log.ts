// The log: one line, a level, named facts. Facts are ids, codes and counts; never what people typed.
import pino from 'pino'

export type Level = 'debug' | 'info' | 'warn' | 'error'
export type Facts = Record<string, string | number | boolean | null | undefined>
export type Log = (level: Level, line: string, facts?: Facts) => void

const secretKeys = [
  'app_secret',
  'token',
  'authorization',
  'encrypt_key',
  'data_key',
  'text',
  'content',
]

export function pinoLog(level: string): Log {
  const logger = pino({ level, redact: secretKeys })
  return (at, line, facts = {}) => logger[at](facts, line)
}

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
