// npm run restore -- FILE: a backup into an empty database, all or nothing, counts compared.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { copyIn, NotOurs } from '../db/copy.ts'
import { BadConfig, readStore } from './config.ts'
import { openDatabase } from './open-store.ts'
import { pinoLog } from './pino-log.ts'
import { sayCounts, sayKey } from './say-copy.ts'
import { runScript, say } from './script.ts'

runScript(async () => {
  const store = readStore(process.env)
  const file = process.argv[2]
  if (!file) throw new BadConfig('请写明备份文件，例如：npm run restore -- 备份.jsonl.gz')
  const database = await openDatabase(store, pinoLog('warn'))
  try {
    const counts = await copyIn(database.db, linesOf(file))
    say(`已恢复，条数一致：${sayCounts(counts)}`)
    say(sayKey(store))
  } catch (error) {
    if (error instanceof NotOurs) throw new BadConfig(error.message)
    throw error
  } finally {
    await database.close()
  }
})

async function* linesOf(file: string): AsyncIterable<string> {
  const raw = createReadStream(file)
  const text = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw
  yield* createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })
}
