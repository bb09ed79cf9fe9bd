// npm run rekey: changes the DATA_KEY. The bot must be stopped meanwhile; interrupted, it is simply run again.
import { masterKey } from '../db/master-key.ts'
import type { Database } from '../db/open.ts'
import { rekey } from '../db/rekey.ts'
import { BadConfig, readStore } from './config.ts'
import { nextKeyOfFolder, replaceKeyOfFolder, WrongKey } from './data-key.ts'
import { dataKeyOf, openDatabase } from './open-store.ts'
import { pinoLog } from './pino-log.ts'
import { runScript, say } from './script.ts'

type Store = ReturnType<typeof readStore>

const log = pinoLog('warn')

runScript(async () => {
  const store = readStore(process.env)
  const database = await openDatabase(store, log)
  try {
    await change(database, store)
  } finally {
    await database.close()
  }
})

async function change(database: Database, store: Store): Promise<void> {
  const from = await masterKey(await dataKeyOf(database, store, log))
  const to = await masterKey(await nextKey(store))
  if (from.id === to.id) throw new WrongKey('新密钥与现用密钥相同，未作任何改动。')
  const n = await rekey(database.db, from, to, (done, left) =>
    say(`已更换 ${done} 件，还有 ${left} 件`),
  )
  say(`更换完成，本次 ${n} 件。`)
  if (store.dataKey) return say('请把 DATA_KEY 改为新密钥后再启动，并备份新密钥。')
  if (store.database.kind === 'folder') await replaceKeyOfFolder(store.database.folder)
  say('新密钥已写入 data.key，请另行备份；原密钥保存在 data.key.old，确认备份后请删除。')
}

function nextKey({ next, dataKey, database }: Store): Promise<Uint8Array> | Uint8Array {
  if (next && dataKey) return next
  if (dataKey || database.kind !== 'folder')
    throw new BadConfig('请用 NEW_DATA_KEY 指定新密钥（可用 openssl rand -hex 32 生成）。')
  return nextKeyOfFolder(database.folder, log)
}
