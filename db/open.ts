// Any Postgres ≥ 15 through pg. (The built-in database is in pglite.ts, apart, so that the Workers bundle stays small.)
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { migrateToLatest } from './migrate-to-latest.ts'
import type { DB } from './schema.ts'
import { pgReaders } from './types.ts'

export interface Database {
  db: Kysely<DB>
  kind: 'pglite' | 'postgres'
  close(): Promise<void>
}

/** What the database says of itself while it runs: one line, no data. */
export type Notice = (line: string) => void

export function openPostgres(url: string, notice: Notice, poolSize = 10): Database {
  const pool = newPool(url, poolSize, notice)
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return { db, kind: 'postgres', close: () => db.destroy() }
}

/** Directly, never through a transaction pooler: Kysely's migrator holds a session lock. */
export async function migratePostgres(url: string): Promise<void> {
  const { db, close } = openPostgres(url, () => {}, 1)
  try {
    await migrateToLatest(db)
  } finally {
    await close()
  }
}

/** A connection that the server closes while it idles is one line in the log, not the end of the process. */
function newPool(url: string, max: number, notice: Notice): Pool {
  const pool = new Pool({ connectionString: url, max, types: pgReaders, keepAlive: true })
  pool.on('error', (error) => notice(`数据库关闭了一个空闲连接：${error.message}`))
  // Also one that is between two statements of a transaction: the next statement fails, and that is told then.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
