// Starting together makes the schema once; a step that fails leaves what was there, and the next start goes on.
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../db/migrations/index.ts'
import { migratePostgres, openPostgres } from '../../db/open.ts'
import type { DB } from '../../db/schema.ts'
import { bothDatabases, createDatabase, openTestDatabase } from '../databases.ts'

const silent = () => {}
const names = Object.keys(migrations)

async function migrate(db: Kysely<DB>, list: Record<string, Migration>) {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => list } })
  const { error, results = [] } = await migrator.migrateToLatest()
  return { failed: error !== undefined, results: results.map(({ status }) => status) }
}

const applied = (db: Kysely<DB>) =>
  sql<{ name: string }>`select name from kysely_migration order by name`
    .execute(db)
    .then(({ rows }) => rows.map(({ name }) => name))

describe('几个进程同时启动', () => {
  it('空库上同时建表，只建一次，都能用', async () => {
    const { url, drop } = await createDatabase('empty')
    await Promise.all([1, 2, 3, 4].map(() => migratePostgres(url)))
    const { db, close } = openPostgres(url, silent)
    expect(await applied(db)).toEqual(names)
    await close()
    await drop()
  })
})

const broken: Migration = {
  async up(db) {
    await sql`create table half (id int)`.execute(db)
    await sql`insert into no_such_table values (1)`.execute(db)
  },
}

const mended: Migration = {
  async up(db) {
    await sql`create table half (id int)`.execute(db)
  },
}

describe.each(bothDatabases)('升级中途失败（%s）', (kind) => {
  it('什么也没有留下，改正后再启动即可继续', async () => {
    const { db, close } = await openTestDatabase(kind)
    expect(await migrate(db, { ...migrations, '9999-next': broken })).toMatchObject({
      failed: true,
    })
    expect(await applied(db)).toEqual(names)
    const half = sql<{ found: string | null }>`select to_regclass('half')::text as found`
    expect((await half.execute(db)).rows).toEqual([{ found: null }])
    const next = await migrate(db, { ...migrations, '9999-next': mended })
    expect(next).toEqual({ failed: false, results: ['Success'] })
    expect((await half.execute(db)).rows).toEqual([{ found: 'half' }])
    await close()
  })
})
