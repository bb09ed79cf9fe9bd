// npm run bench: five lines, each a ratio against a floor measured in the same run on the same Postgres. BENCH=short is a smoke
// test of the bench itself; `npm run bench -- drain` runs one line.
import { ack } from './ack.ts'
import { burst } from './burst.ts'
import { drainLine } from './drain.ts'
import { full, openStage, print, type Stage } from './stage.ts'
import { startLine } from './start.ts'
import { tickLine } from './tick.ts'

const lines: Record<string, (stage: Stage) => Promise<void>> = {
  ack,
  tick: tickLine,
  drain: drainLine,
  burst,
  start: startLine,
}

const asked = process.argv.slice(2)
const stage = await openStage()
print(`${full ? 'whole' : 'short'} run, Postgres with fsync off, ${process.version}`)
try {
  for (const [name, line] of Object.entries(lines)) {
    if (asked.length === 0 || asked.includes(name)) await line(stage)
  }
} finally {
  await stage.server.stop()
}
process.exit(0)
