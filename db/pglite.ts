// The built-in database: PGlite (Postgres in WebAssembly) in a folder, or in memory for tests.
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { lockFolder } from './lock.ts'
import { migrateToLatest } from './migrate-to-latest.ts'
import type { Database, Notice } from './open.ts'
import type { DB } from './schema.ts'
import { readers } from './types.ts'

/** Throws FolderInUse when another process has the folder. */
export async function openFolder(folder: string, notice: Notice): Promise<Database> {
  const release = await lockFolder(folder)
  try {
    await setAsideHalfMade(folder, notice)
    await mkdir(join(folder, 'pg'), { recursive: true })
    const database = await overPGlite(await create({ dataDir: join(folder, 'pg') }))
    await writeFile(join(folder, 'made'), '')
    return {
      ...database,
      close: async () => {
        await database.close()
        await release()
      },
    }
  } catch (error) {
    await release()
    throw error
  }
}

/** `dump`: a migrated database to start from, as PGlite's dumpDataDir gives it. */
export async function openMemory(dump?: Blob): Promise<Database & { dump(): Promise<Blob> }> {
  const pglite = await create(dump ? { loadDataDir: dump } : {})
  const database = await overPGlite(pglite)
  return { ...database, dump: () => pglite.dumpDataDir('none') }
}

function create(options: { dataDir?: string; loadDataDir?: Blob }): Promise<PGlite> {
  return PGlite.create({ ...options, parsers: readers })
}

async function overPGlite(pglite: PGlite): Promise<Database> {
  const db = new Kysely<DB>({ dialect: new PGliteDialect({ pglite }) })
  await migrateToLatest(db)
  return { db, kind: 'pglite', close: () => db.destroy() }
}

/** A folder whose first set-up was cut short is kept under another name, and a new one is made. */
async function setAsideHalfMade(folder: string, notice: Notice): Promise<void> {
  const data = join(folder, 'pg')
  if (!(await exists(data)) || (await exists(join(folder, 'made')))) return
  const aside = join(folder, `pg-未完成-${Date.now()}`)
  await rename(data, aside)
  notice(`上次初始化未完成，原目录已改名保留：${aside}`)
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
