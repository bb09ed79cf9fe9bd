// Opens what the settings name: the database, its key, the messenger. Node only: it knows the built-in database and files.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { msOf } from '../db/instant.ts'
import { type Database, migratePostgres, openPostgres } from '../db/open.ts'
import { openFolder } from '../db/pglite.ts'
import { createVault, parseDataKey } from '../db/vault.ts'
import { features } from '../handlers/index.ts'
import { installAdmins, installHolidays } from '../handlers/office/store.ts'
import type { Config } from './config.ts'
import { createMessenger } from './feishu/client.ts'
import type { Log } from './log.ts'
import { buildParts, type Clock, type Parts, systemClock } from './parts.ts'

export class WrongKey extends Error {
  override name = 'WrongKey'
}

/** Throws WrongKey when the data was written under another DATA_KEY, FolderInUse when another process has the folder. */
export async function openParts(
  config: Config,
  log: Log,
  clock: Clock = systemClock,
): Promise<{ parts: Parts; close(): Promise<void> }> {
  const database = await openDatabase(config, log)
  try {
    const vault = await createVault(config.dataKey ?? (await keyFile(config, log)))
    const checked = await database.db.transaction().execute((trx) => vault.check(trx))
    if (checked === 'wrong') {
      throw new WrongKey(
        'DATA_KEY 与数据库中的数据不符。请换回原来的密钥；密钥遗失的，已加密的内容无法恢复。',
      )
    }
    const messenger = createMessenger({
      ...config.feishu,
      logger: log,
      now: () => msOf(clock.now()),
    })
    const parts = buildParts({ db: database.db, vault, messenger, features, clock, log })
    await database.db.transaction().execute(async (trx) => {
      await installHolidays(trx, clock.now())
      await installAdmins(trx, config.admins)
    })
    return { parts, close: database.close }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function openDatabase(config: Config, log: Log): Promise<Database> {
  const notice = (line: string) => log('warn', line)
  if (config.database.kind === 'folder') return openFolder(config.database.folder, notice)
  await migratePostgres(config.database.migrateUrl)
  return openPostgres(config.database.url, notice)
}

/** The built-in database makes its own key beside the data; whoever backs up the one must back up the other. */
async function keyFile(config: Config, log: Log): Promise<Uint8Array> {
  if (config.database.kind !== 'folder') throw new Error('a Postgres database needs DATA_KEY')
  await mkdir(config.database.folder, { recursive: true })
  const path = join(config.database.folder, 'data.key')
  const found = await readFile(path, 'utf8').catch(() => undefined)
  if (found !== undefined) {
    const key = parseDataKey(found.trim())
    if (key) return key
    throw new WrongKey(`密钥文件 ${path} 已损坏，请用备份恢复。`)
  }
  const key = crypto.getRandomValues(new Uint8Array(32))
  await writeFile(path, `${Buffer.from(key).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  await chmod(path, 0o600)
  log('warn', '已生成数据密钥，请与数据分开备份；密钥遗失则加密内容无法恢复', { path })
  return key
}
