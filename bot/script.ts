// What a script says and how it ends: progress on one stream, a refusal in one sentence, status 1 where it failed.
import { FolderInUse } from '../db/lock.ts'
import { CannotRekey } from '../db/rekey.ts'
import { BadConfig } from './config.ts'
import { WrongKey } from './data-key.ts'

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Expected failures are one sentence; any other shows where it came from, and never a setting. */
export function runScript(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    process.stderr.write(`${isExpected(error) ? error.message : faultOf(error)}\n`)
    process.exitCode = 1
  })
}

function isExpected(error: unknown): error is Error {
  return [BadConfig, WrongKey, FolderInUse, CannotRekey].some((kind) => error instanceof kind)
}

const faultOf = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.name) : typeof error
