// npm run migrate: brings the schema up to date, directly. On Node the start does it too; before a deploy to Workers this does.
import { readStore } from './config.ts'
import { openDatabase } from './open-store.ts'
import { pinoLog } from './pino-log.ts'
import { runScript, say } from './script.ts'

runScript(async () => {
  const database = await openDatabase(readStore(process.env), pinoLog('warn'))
  await database.close()
  say('数据库结构已是最新。')
})
