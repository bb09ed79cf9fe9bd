// Databases for tests: PGlite in memory, cloned from one migrated dump; Postgres from the run's own server.
import type { Database } from '../db/open.ts'
import { openMemory } from '../db/pglite.ts'

export type DatabaseKind = 'pglite' | 'postgres'

/** Both, for `describe.each`: whatever touches SQL is tested on each. */
export const bothDatabases: DatabaseKind[] = ['pglite', 'postgres']

let dump: Promise<Blob> | undefined

export async function openTestDatabase(kind: DatabaseKind): Promise<Database> {
  if (kind === 'postgres') throw new Error('not here yet')
  return openMemory(await (dump ??= migratedDump()))
}

async function migratedDump(): Promise<Blob> {
  const database = await openMemory()
  const made = await database.dump()
  await database.close()
  return made
}
