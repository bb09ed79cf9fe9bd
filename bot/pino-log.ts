// The log of the Node door: pino, with what could be a secret struck out.
import pino from 'pino'
import type { Log } from './log.ts'

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
