// The log of the Workers door: one line of JSON each to the console, which Workers keeps.
import { type Level, type Log, levels, redacted } from './log.ts'

export function consoleLog(level: string): Log {
  const least = (levels as readonly string[]).indexOf(level)
  return (at: Level, line, facts = {}) => {
    if (levels.indexOf(at) < least) return
    const safe = redacted(line, facts)
    console[at](JSON.stringify({ level: at, msg: safe.line, ...safe.facts }))
  }
}
