// The log of the Node door: pino, with what could be a secret struck out.
import pino, { type DestinationStream } from 'pino'
import { type Log, redacted } from './log.ts'

export function pinoLog(level: string, to?: DestinationStream): Log {
  const logger = to ? pino({ level }, to) : pino({ level })
  return (at, line, facts = {}) => {
    const safe = redacted(line, facts)
    logger[at](safe.facts, safe.line)
  }
}
