// The parts for one request of the Workers door. A connection lives and ends with its request: on Workers none may be used
// by another (TC-085). What stays between requests is plain data: the token, the office by its version, the clock's offset.
import { openPostgres } from '../db/open.ts'
import { createVault } from '../db/vault.ts'
import { features } from '../handlers/index.ts'
import { installAdmins, installHolidays } from '../handlers/office/store.ts'
import type { Config } from './config.ts'
import { createMessenger } from './feishu/client.ts'
import { TokenCache } from './feishu/token-cache.ts'
import type { Log } from './log.ts'
import { keepOffice } from './office.ts'
import { databaseTime, oneClock } from './one-clock.ts'
import { buildParts, type Clock, type Identity, type Parts } from './parts.ts'

const kept = {
  tokens: new TokenCache(),
  office: keepOffice(),
  me: new Map<string, Identity>(),
  isSet: false,
  keyIsRight: false,
  installed: false,
}
/** Whose connection is asked for the time is set just before it is asked. */
const asked = { time: (): Promise<number> => Promise.reject(new Error('nobody asks')) }
const clock = oneClock(Date.now, () => asked.time())

/** Throws when the settings name no Postgres with its key, or another key than the data was written under. */
export async function openWorkerParts(
  config: Config,
  log: Log,
): Promise<{ parts: Parts; close(): Promise<void> }> {
  const { feishu, dataKey } = config
  if (config.database.kind !== 'postgres' || !dataKey)
    throw new Error('the Workers door needs HYPERDRIVE and DATA_KEY')
  const vault = await createVault(dataKey)
  const database = openPostgres(config.database.url, (line) => log('warn', line), 3)
  const built = buildParts({
    db: database.db,
    vault,
    messenger: createMessenger({ ...feishu, logger: log, cache: kept.tokens }),
    features,
    clock: clockOver(database.db),
    log,
    appId: feishu.appId,
  })
  const parts = { ...built, office: kept.office, whoAmI: () => whoAmI(built, feishu.appId) }
  try {
    await setClock(parts)
    await checkKey(parts)
    return { parts, close: database.close }
  } catch (error) {
    await database.close()
    throw error
  }
}

const clockOver = (db: Parts['db']): Clock => ({
  now: () => clock.now(),
  measure() {
    asked.time = () => databaseTime(db)
    return clock.measure()
  },
})

/** Once per instance; from then on each heartbeat measures. */
async function setClock(parts: Parts): Promise<void> {
  if (kept.isSet) return
  await parts.clock.measure?.()
  kept.isSet = true
}

async function checkKey({ db, vault }: Parts): Promise<void> {
  if (kept.keyIsRight) return
  const checked = await db.transaction().execute((trx) => vault.check(trx))
  if (checked !== 'right' && checked !== 'new')
    throw new Error(`DATA_KEY (${checked}) is not the one that all data was written under`)
  kept.keyIsRight = true
}

/** What the Node door does when it starts; here the cron trigger does it, once per instance. */
export async function install(parts: Parts, { admins }: Config): Promise<void> {
  if (kept.installed) return
  await parts.db.transaction().execute(async (trx) => {
    await installHolidays(trx, parts.clock.now())
    await installAdmins(trx, admins)
  })
  kept.installed = true
}

async function whoAmI(parts: Parts, appId: string): Promise<Identity> {
  const known = kept.me.get(appId)
  if (known) return known
  const me = await parts.whoAmI()
  kept.me.set(appId, me)
  return me
}
