// Opens what the settings name: the database, its key, the messenger. Node only: it knows the built-in database and files.
import { msOf } from '../db/instant.ts'
import { features } from '../handlers/index.ts'
import { installAdmins, installHolidays, noteApp } from '../handlers/office/store.ts'
import { alarm } from './alarm.ts'
import type { Config } from './config.ts'
import { WrongKey } from './data-key.ts'
import { createMessenger } from './feishu/client.ts'
import type { Log } from './log.ts'
import { databaseTime, oneClock } from './one-clock.ts'
import { openDatabase, openVault } from './open-store.ts'
import { buildParts, type Clock, type Parts } from './parts.ts'

export { WrongKey }

/** Throws WrongKey when the data was written under another DATA_KEY, FolderInUse when another process has the folder. */
export async function openParts(
  config: Config,
  log: Log,
  given?: Clock,
): Promise<{ parts: Parts; close(): Promise<void> }> {
  const database = await openDatabase(config, log)
  try {
    const clock = given ?? oneClock(Date.now, () => databaseTime(database.db))
    await clock.measure?.()
    const vault = await openVault(database, config, log)
    const messenger = createMessenger({
      ...config.feishu,
      logger: log,
      now: () => msOf(clock.now()),
    })
    const parts = buildParts({
      ...{ db: database.db, vault, messenger, features, clock, log },
      appId: config.feishu.appId,
    })
    const strangers = await database.db.transaction().execute(async (trx) => {
      await installHolidays(trx, clock.now())
      await installAdmins(trx, config.admins)
      return noteApp(trx, config.feishu.appId, clock.now())
    })
    if (strangers > 0) await alarm(parts, 'app-changed', otherApp(strangers))
    return { parts, close: database.close }
  } catch (error) {
    await database.close()
    throw error
  }
}

const otherApp = (n: number) =>
  `应用已更换，原有人员标识不再有效，需要重新绑定${n}人。请核对 ADMIN_OPEN_IDS，发送“同步通讯录”后重新登记岗位。`
