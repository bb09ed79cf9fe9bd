// Databases for tests: PGlite in memory, cloned from one migrated dump; Postgres from the run's own server.
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Database, openPostgres } from '../db/open.ts'
import { openMemory } from '../db/pglite.ts'
import { runOnce, template } from './postgres.ts'

export type DatabaseKind = 'pglite' | 'postgres'

/** Both, for `describe.each`: whatever touches SQL is tested on each. */
export const bothDatabases: DatabaseKind[] = ['pglite', 'postgres']

/** A fresh one, migrated, for whoever asks; gone when closed. */
export async function openTestDatabase(kind: DatabaseKind): Promise<Database> {
  if (kind === 'pglite') return openMemory(await sharedDump())
  const { url, drop } = await createDatabase()
  const database = openPostgres(url, () => {})
  return {
    ...database,
    async close() {
      await database.close()
      await drop()
    },
  }
}

export interface PostgresDatabase {
  url: string
  drop(): Promise<void>
}

/** A database of the run's own server, for several processes or parts at once; `empty`: not migrated. */
export async function createDatabase(
  from: 'migrated' | 'empty' = 'migrated',
): Promise<PostgresDatabase> {
  const server = inject('postgresUrl')
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`
  const copied = from === 'migrated' ? `template ${template}` : ''
  await runOnce(`${server}postgres`, `create database ${name} ${copied}`)
  return {
    url: server + name,
    drop: () => runOnce(`${server}postgres`, `drop database ${name} with (force)`),
  }
}

/** Made by the test file that is the first to need it; each file reads it once. */
export const dumpPath = () => join(inject('runFolder'), 'migrated')

let dump: Promise<Blob> | undefined

function sharedDump(): Promise<Blob> {
  dump ??= readFile(dumpPath()).then(
    (bytes) => new Blob([bytes]),
    () => makeDump(),
  )
  return dump
}

async function makeDump(): Promise<Blob> {
  const database = await openMemory()
  const made = await database.dump()
  await database.close()
  // Whoever makes it at the same time makes the same.
  const making = `${dumpPath()}-${crypto.randomUUID()}`
  await writeFile(making, new Uint8Array(await made.arrayBuffer()))
  await rename(making, dumpPath())
  return made
}
