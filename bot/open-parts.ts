// Opens what the settings name: the database, its key, the messenger. Node only: it knows the built-in database and files.
import { msOf } from '../db/instant.ts'
import { features } from '../handlers/index.ts'
import { installAdmins, installHolidays } from '../handlers/office/store.ts'
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
