// npm run move: from the built-in database in DATA_DIR to the Postgres of DATABASE_URL, counts compared. The folder stays.
import { copyIn, copyOut, NotOurs } from '../db/copy.ts'
import { openFolder } from '../db/pglite.ts'
import { BadConfig, readStore } from './config.ts'
import { openDatabase } from './open-store.ts'
import { pinoLog } from './pino-log.ts'
import { sayCounts } from './say-copy.ts'
import { runScript, say } from './script.ts'

runScript(async () => {
  const log = pinoLog('warn')
  const store = readStore(process.env)
  if (store.database.kind !== 'postgres') {
    throw new BadConfig('请用 DATABASE_URL 指定目标 Postgres，用 DATA_DIR 指定现在的数据目录。')
  }
  const { database } = readStore({ ...process.env, DATABASE_URL: '' })
  const folder = database.kind === 'folder' ? database.folder : ''
  const from = await openFolder(folder, (line) => log('warn', line))
  try {
    const lines: string[] = []
    await copyOut(from.db, new Date().toISOString(), async (line) => {
      lines.push(line)
    })
    const to = await openDatabase(store, log)
    try {
      const counts = await copyIn(to.db, inTurn(lines))
      say(`已迁移到 Postgres，条数一致：${sayCounts(counts)}`)
      say(`请沿用原来的 DATA_KEY（原目录中的 ${folder}/data.key），并停用原数据目录。`)
    } finally {
      await to.close()
    }
  } catch (error) {
    if (error instanceof NotOurs) throw new BadConfig(error.message)
    throw error
  } finally {
    await from.close()
  }
})

async function* inTurn(lines: string[]): AsyncIterable<string> {
  yield* lines
}
