// Keeps the office value per process, by the version that every write to its tables raises.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import { loadOffice, officeVersion } from '../handlers/office/store.ts'
import type { Office } from '../handlers/people.ts'
import { dayAt } from '../handlers/when.ts'

export interface OfficeKeeper {
  get(trx: Transaction<DB>, now: Instant, version?: number): Promise<Office>
  /** As it was last looked at. */
  kept(): Office | undefined
}

export function keepOffice(): OfficeKeeper {
  let kept: Office | undefined
  return {
    kept: () => kept,
    async get(trx, now, version) {
      const current = version ?? (await officeVersion(trx))
      if (kept?.version !== current) {
        const loaded = await loadOffice(trx, current, now)
        // A version of a transaction that is rolled back never comes again, so it may be kept meanwhile.
        kept = loaded
        return loaded
      }
      // A new day: others are away.
      if (kept.today !== dayAt(now)) kept = { ...kept, today: dayAt(now) }
      return kept
    },
  }
}
