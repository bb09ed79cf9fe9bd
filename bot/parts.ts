// Builds the parts once: database, vault, messenger, clock, features. Everything can be passed in.
import type { Kysely } from 'kysely'
import { v7 } from 'uuid'
import { type Instant, instantOfMs } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import type { Vault } from '../db/vault.ts'
import type { Feature } from '../handlers/feature.ts'
import type { Messenger } from '../handlers/outside.ts'
import { createGovernor, type Governor } from './governor.ts'
import type { Log } from './log.ts'
import { keepOffice, type OfficeKeeper } from './office.ts'

export interface Clock {
  now(): Instant
  /** It stands still between calls, and moves to the next instant that we name. */
  stands?: boolean
  /** Compares it with the database's; false while it is not to be believed. */
  measure?(): Promise<Measured>
}

export interface Measured {
  trusted: boolean
  offsetMs: number
}

export interface Identity {
  openId: string
  name: string
}

export interface Parts {
  db: Kysely<DB>
  vault: Vault
  messenger: Messenger
  features: Feature[]
  clock: Clock
  log: Log
  office: OfficeKeeper
  governor: Governor
  /** Names the app: what is spread over some minutes is spread by it. */
  appId: string
  id(): string
  /** Who we are in Feishu; asked once, when first needed. */
  whoAmI(): Promise<Identity>
}

export function buildParts(
  given: Pick<Parts, 'db' | 'vault' | 'messenger' | 'features' | 'clock' | 'log'> & {
    appId?: string
  },
): Parts {
  let me: Identity | undefined
  const governor = createGovernor(given.db, given.clock)
  const messenger = governor.counted(given.messenger)
  return {
    ...given,
    messenger,
    governor,
    appId: given.appId ?? '',
    office: keepOffice(),
    id: () => v7(),
    async whoAmI() {
      if (me) return me
      const answer = await messenger.whoAmI()
      if (!answer.ok) throw new Error(`bot/v3/info: ${answer.detail}`)
      me = { openId: answer.openId, name: answer.name }
      return me
    },
  }
}

/** Local time as it is: where nothing measures it against the database's. */
export const systemClock: Clock = { now: () => instantOfMs(Date.now()) }
