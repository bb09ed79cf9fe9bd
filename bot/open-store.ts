// Opens the data: the database that the settings name, and the vault under its key. Node only: it knows files.
import { type Database, migratePostgres, openPostgres } from '../db/open.ts'
import { openFolder } from '../db/pglite.ts'
import { createVault, type KeyCheck, type Vault } from '../db/vault.ts'
import type { Store } from './config.ts'
import { keyOfFolder, WrongKey } from './data-key.ts'
import type { Log } from './log.ts'

/** Throws FolderInUse when another process has the folder. */
export async function openDatabase({ database }: Store, log: Log): Promise<Database> {
  const notice = (line: string) => log('warn', line)
  if (database.kind === 'folder') return openFolder(database.folder, notice)
  await migratePostgres(database.migrateUrl)
  return openPostgres(database.url, notice)
}

/** Throws WrongKey when the data was written under another DATA_KEY. */
export async function openVault({ db }: Database, store: Store, log: Log): Promise<Vault> {
  const vault = await createVault(await dataKeyOf({ db }, store, log))
  const checked = await db.transaction().execute((trx) => vault.check(trx))
  if (checked === 'wrong' || checked === 'half') throw new WrongKey(said[checked])
  return vault
}

/** The built-in database makes its own key beside the data; any other is told it. */
export async function dataKeyOf(
  { db }: Pick<Database, 'db'>,
  { dataKey, database }: Store,
  log: Log,
): Promise<Uint8Array> {
  if (dataKey) return dataKey
  if (database.kind !== 'folder') throw new WrongKey('使用 Postgres 时必须设置 DATA_KEY。')
  const known = await db.selectFrom('vault_check').select('one').executeTakeFirst()
  return keyOfFolder(database.folder, known === undefined, log)
}

const said: Record<Exclude<KeyCheck, 'right' | 'new'>, string> = {
  wrong:
    'DATA_KEY 与数据库中的数据不符。请换回原来的密钥；密钥遗失的，已加密的内容无法恢复，其余数据不受影响。',
  half: '更换密钥没有做完，暂不能启动。请用原来的 DATA_KEY 和同一个 NEW_DATA_KEY 再运行一次 npm run rekey。',
}
