// One bot of the tests: its real parts over a database, on the playground's wire, and served to it.
import { createMessenger } from '../bot/feishu/client.ts'
import type { Log } from '../bot/log.ts'
import { buildParts, type Clock, type Parts } from '../bot/parts.ts'
import { type Instant, msOf } from '../db/instant.ts'
import type { Database } from '../db/open.ts'
import { createVault } from '../db/vault.ts'
import { features } from '../handlers/index.ts'
import { installHolidays } from '../handlers/office/store.ts'
import { installCast } from '../playground/office.ts'
import { serveBot } from '../playground/serve-bot.ts'
import type { Playground } from '../playground/server.ts'

export interface OneBot {
  playground: Playground
  database: Database
  clock: Clock
  log: Log
}

export async function partsOn({ playground, database, clock, log }: OneBot): Promise<Parts> {
  const { app, url: domain } = playground
  const messenger = createMessenger({
    ...{ appId: app.app_id, appSecret: app.app_secret, domain, logger: log },
    now: () => msOf(clock.now()),
  })
  const vault = await createVault(new Uint8Array(32).fill(7))
  return buildParts({ db: database.db, vault, messenger, features, clock, log })
}

/** What a first start puts there; the cast, unless the office knows nobody yet. */
export async function install(
  { db, vault, clock }: Parts,
  seed: (trx: Parameters<typeof installCast>[0], now: Instant) => Promise<void> = installCast,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await vault.check(trx)
    await installHolidays(trx, clock.now())
    await seed(trx, clock.now())
  })
}

/** Served, and pushed to. Returns how it ends. */
export async function serve(
  { app, attach }: Playground,
  parts: Parts,
  set: (now: Instant) => void,
): Promise<() => Promise<void>> {
  const keys = {
    encryptKey: app.encrypt_key,
    verificationToken: app.verification_token,
    appId: app.app_id,
  }
  const bot = await serveBot(parts, keys, { ...parts.clock, set })
  attach({ webhook: bot.webhook, control: bot.control })
  return bot.stop
}
