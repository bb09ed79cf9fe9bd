// A row of each kind of column, written and read back under the time zone of this process: prints what code sees.
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { Temporal } from 'temporal-polyfill'
import { instant } from '../../db/instant.ts'
import { type Database, openPostgres } from '../../db/open.ts'
import { openMemory } from '../../db/pglite.ts'
import { json } from '../../db/types.ts'

export async function readBack({ db }: Database) {
  return db.transaction().execute(async (trx) => {
    const at = instant('2026-12-10T00:30:00+08:00')
    await trx
      .insertInto('holiday')
      .values({ day: '2026-12-10', kind: 'work', name: '试', source: '试', imported_at: at })
      .execute()
    await trx
      .insertInto('setting')
      .values([
        { key: 'list', value: json(['甲', 2, null, { 乙: [] }]) },
        { key: 'none', value: json(null) },
        { key: 'text', value: json('["不是数组"]') },
      ])
      .execute()
    const wrapped = new Uint8Array([0, 1, 127, 128, 255])
    await trx.insertInto('secret_key').values({ matter: 'm', key_id: 'k', wrapped }).execute()
    return {
      day: await trx.selectFrom('holiday').select(['day', 'imported_at']).executeTakeFirstOrThrow(),
      settings: await trx.selectFrom('setting').select('value').orderBy('key').execute(),
      count: await trx
        .selectFrom('setting')
        .select((all) => [all.fn.countAll<number>().as('n'), all.fn.max('key').as('last')])
        .executeTakeFirstOrThrow(),
      key: await trx.selectFrom('secret_key').select('wrapped').executeTakeFirstOrThrow(),
    }
  })
}

/** A Postgres' address, or the file of a PGlite dump. */
async function main(url: string): Promise<void> {
  const database = url.startsWith('postgres:')
    ? openPostgres(url, () => {})
    : await openMemory(new Blob([await readFile(url)]))
  const read = await readBack(database)
  await database.close()
  const zone = Temporal.Now.timeZoneId()
  console.log(JSON.stringify({ zone, day: read.day, list: read.settings[0]?.value }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv[2] ?? '')
}
