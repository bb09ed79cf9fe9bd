// Builds the parts once: database, vault, messenger, clock, features. Everything can be passed in.
import type { Kysely } from 'kysely'
import { v7 } from 'uuid'
import { type Instant, instantOfMs } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import type { Vault } from '../db/vault.ts'
import type { Feature } from '../handlers/feature.ts'
import type { Messenger } from '../handlers/outside.ts'
import type { Log } from './log.ts'
import { keepOffice, type OfficeKeeper } from './office.ts'

export interface Clock {
  now(): Instant
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
  id(): string
  /** Who we are in Feishu; asked once, when first needed. */
  whoAmI(): Promise<Identity>
}

export function buildParts(
  given: Pick<Parts, 'db' | 'vault' | 'messenger' | 'features' | 'clock' | 'log'>,
): Parts {
  let me: Identity | undefined
  return {
    ...given,
    office: keepOffice(),
    id: () => v7(),
    async whoAmI() {
      if (me) return me
      const answer = await given.messenger.whoAmI()
      if (!answer.ok) throw new Error(`bot/v3/info: ${answer.detail}`)
      me = { openId: answer.openId, name: answer.name }
      return me
    },
  }
}

export const systemClock: Clock = { now: () => instantOfMs(Date.now()) }
