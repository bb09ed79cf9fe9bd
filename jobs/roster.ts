// Notes each night who is what in the office, so that what talks oblige to can be reckoned as of any day.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import type { Office } from '../handlers/people.ts'
import { noteRoster } from '../handlers/talk/index.ts'
import { dayAt } from '../handlers/when.ts'

export async function roster(trx: Transaction<DB>, now: Instant, office: Office): Promise<void> {
  await noteRoster(trx, office, dayAt(now))
}
