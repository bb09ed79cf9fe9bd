// npm run backup -- FILE: all rows of the database into one file. On Postgres the bot may go on; the built-in database has
// one user, so the bot is stopped first.
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { copyOut } from '../db/copy.ts'
import { BadConfig, readStore } from './config.ts'
import { openDatabase } from './open-store.ts'
import { pinoLog } from './pino-log.ts'
import { sayCounts, sayKey } from './say-copy.ts'
import { runScript, say } from './script.ts'

runScript(async () => {
  const store = readStore(process.env)
  const file = process.argv[2]
  if (!file) throw new BadConfig('请写明备份文件，例如：npm run backup -- 备份.jsonl.gz')
  const database = await openDatabase(store, pinoLog('warn'))
  try {
    const zip = createGzip()
    const out = createWriteStream(`${file}.part`, { mode: 0o600 })
    zip.pipe(out)
    const counts = await copyOut(database.db, new Date().toISOString(), (line) => write(zip, line))
    zip.end()
    await finished(out)
    await rename(`${file}.part`, file)
    say(`已备份到 ${file}：${sayCounts(counts)}`)
    say(sayKey(store))
  } finally {
    await database.close()
  }
})

function write(to: NodeJS.WritableStream, line: string): Promise<void> {
  return new Promise((done, failed) => {
    to.write(`${line}\n`, (error) => (error ? failed(error) : done()))
  })
}
