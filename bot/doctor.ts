// npm run doctor: one line a finding, what needs doing first; status 1 where something is broken.
import { readConfig } from './config.ts'
import { diagnose, sayFinding } from './diagnosis.ts'
import { openParts } from './open-parts.ts'
import { pinoLog } from './pino-log.ts'
import { runScript, say } from './script.ts'

const ranks = ['bad', 'look', 'ok']

runScript(async () => {
  const config = readConfig(process.env)
  const { parts, close } = await openParts(config, pinoLog('error'))
  try {
    const lines = await diagnose(parts)
    for (const line of lines.toSorted((a, b) => ranks.indexOf(a.light) - ranks.indexOf(b.light)))
      say(sayFinding(line))
    if (lines.some(({ light }) => light === 'bad')) process.exitCode = 1
  } finally {
    await close()
  }
})
