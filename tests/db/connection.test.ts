// A connection that the server closes costs one line in the log, or the transaction it was in; never the process.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openPostgres } from '../../db/open.ts'
import { createDatabase, type PostgresDatabase } from '../databases.ts'
import { runOnce } from '../postgres.ts'

const endAll = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

describe('数据库重启或断开连接', () => {
  let made: PostgresDatabase
  let database: Database
  const lines: string[] = []

  beforeAll(async () => {
    made = await createDatabase()
    database = openPostgres(made.url, (line) => lines.push(line))
  })
  afterAll(async () => {
    await database.close()
    await made.drop()
  })

  const one = () => sql<{ n: number }>`select count(*) as n from unit`.execute(database.db)

  it('空闲连接被服务器关闭：进程不退出，记一行日志，下一条指令照常', async () => {
    await one()
    await runOnce(made.url, endAll)
    await expect.poll(() => lines.length).toBe(1)
    expect(lines[0]).toMatch(/^数据库关闭了一个空闲连接：/)
    expect((await one()).rows).toEqual([{ n: 0 }])
  })

  it('事务中的连接被关闭：这一次失败，进程不退出，下一次照常', async () => {
    const cut = database.db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx)
      await runOnce(made.url, endAll)
      // The connection's own error has been heard by then.
      await new Promise((done) => setImmediate(done))
      await sql`select 2`.execute(trx)
    })
    await expect(cut).rejects.toThrow()
    expect((await one()).rows).toEqual([{ n: 0 }])
  })
})
