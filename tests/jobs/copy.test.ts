// Backup and restore on both databases, and the way from the built-in one to Postgres, as the scripts do it.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countRows } from '../../db/copy.ts'
import { instant } from '../../db/instant.ts'
import { recordAct } from '../../db/ledger/record.ts'
import { openPostgres } from '../../db/open.ts'
import { openFolder } from '../../db/pglite.ts'
import { installCast } from '../../playground/office.ts'
import { createDatabase, type PostgresDatabase } from '../databases.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const key = '07'.repeat(32)

async function script(
  name: string,
  env: Record<string, string>,
  ...args: string[]
): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...['--import', './bot/runtime.js', `bot/${name}.ts`, ...args],
    ],
    { cwd: root, env: { PATH: process.env.PATH ?? '', TZ: 'Asia/Shanghai', ...env } },
  )
  return stdout
}

describe('backup, restore, move', () => {
  let folder: string
  const made: PostgresDatabase[] = []
  const at = instant('2026-11-25T01:00:00Z')

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duban-copy-'))
    const database = await openFolder(join(folder, 'data'), () => {})
    await database.db.transaction().execute(async (trx) => {
      await installCast(trx, at)
      await recordAct(trx, [
        {
          ...{ id: v7(), act: v7(), at, by: 'clock', onBehalfOf: null, feature: 'office' },
          ...{ subject: 'office', verb: 'groups-paused', facts: { 说: '原样' } },
        },
      ])
    })
    await database.close()
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
    for (const one of made) await one.drop()
  })

  const file = () => join(folder, 'backup.jsonl.gz')
  const postgres = async () => {
    const one = await createDatabase('empty')
    made.push(one)
    return one.url
  }

  it('the built-in database goes into a file that names DATA_KEY, and comes back in another folder', async () => {
    const said = await script('backup', { DATA_DIR: join(folder, 'data') }, file())
    expect(said).toContain('data.key')
    expect(gunzipSync(await readFile(file())).toString()).not.toContain(key)
    const back = await script('restore', { DATA_DIR: join(folder, 'other') }, file())
    expect(back).toContain('条数一致')
    await writeFile(join(folder, 'broken.gz'), (await readFile(file())).subarray(0, 2_000))
  })

  it('the same file comes back on Postgres; a second time is refused and changes nothing', async () => {
    const env = { DATABASE_URL: await postgres(), DATA_KEY: key }
    expect(await script('restore', env, file())).toContain('条数一致')
    const database = openPostgres(env.DATABASE_URL, () => {})
    const before = await countRows(database.db)
    await expect(script('restore', env, file())).rejects.toThrow(/已有数据/)
    expect(await countRows(database.db)).toEqual(before)
    const entry = await database.db.selectFrom('record').selectAll().executeTakeFirstOrThrow()
    expect(entry.facts).toEqual({ 说: '原样' })
    // The triggers are on again.
    await expect(database.db.deleteFrom('record').execute()).rejects.toThrow(/append-only/)
    await database.close()
    const again = join(folder, 'again.jsonl.gz')
    expect(await script('backup', env, again)).toContain('DATA_KEY')
  })

  it('a file that is cut short changes nothing', async () => {
    const env = { DATABASE_URL: await postgres(), DATA_KEY: key }
    await expect(script('restore', env, join(folder, 'broken.gz'))).rejects.toThrow()
    const database = openPostgres(env.DATABASE_URL, () => {})
    expect((await countRows(database.db)).person).toBe(0)
    await database.close()
  })

  it('one command moves the folder to Postgres, and every table has as many rows', async () => {
    const url = await postgres()
    const env = { DATA_DIR: join(folder, 'data'), DATABASE_URL: url, DATA_KEY: key }
    expect(await script('move', env)).toContain('条数一致')
    const from = await openFolder(join(folder, 'data'), () => {})
    const to = openPostgres(url, () => {})
    expect(await countRows(to.db)).toEqual(await countRows(from.db))
    await from.close()
    await to.close()
  })
})
