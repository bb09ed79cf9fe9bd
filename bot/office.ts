// Keeps the office value per process, by the version that every write to its tables raises.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import { loadOffice, officeVersion } from '../handlers/office/store.ts'
import type { Office } from '../handlers/people.ts'

export interface OfficeKeeper {
  get(trx: Transaction<DB>, now: Instant, version?: number): Promise<Office>
}

export function keepOffice(): OfficeKeeper {
  let kept: Office | undefined
  return {
    async get(trx, now, version) {
      const current = version ?? (await officeVersion(trx))
      if (kept?.version !== current) {
        const loaded = await loadOffice(trx, current, now)
        // A version written by the open transaction itself may yet be rolled back: only what is committed is kept.
        if (!kept || kept.version < current) kept = loaded
        return loaded
      }
      return kept
    },
  }
}
