// Days travel as text, instants as ISO text in UTC, counts as numbers, bytes as bytes: in every zone, on both databases.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { bothDatabases, createDatabase, dumpPath, openTestDatabase } from '../databases.ts'
import { readBack } from './columns.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('./columns.ts', import.meta.url))

async function readIn(zone: string, url: string): Promise<unknown> {
  const flags = ['--disable-warning=ExperimentalWarning', script, url]
  const { stdout } = await run(process.execPath, flags, { env: { ...process.env, TZ: zone } })
  return JSON.parse(stdout)
}

describe.each(bothDatabases)('日期不随时区变（%s）', (kind) => {
  // Makes the dump, where no other file has.
  beforeAll(async () => (await openTestDatabase(kind)).close())

  it.each(['UTC', 'Asia/Shanghai', 'America/New_York'])(
    '时限12月10日在 %s 仍是12月10日',
    async (zone) => {
      const made = kind === 'postgres' ? await createDatabase() : undefined
      expect(await readIn(zone, made?.url ?? dumpPath())).toEqual({
        zone,
        day: { day: '2026-12-10', imported_at: '2026-12-09T16:30:00.000Z' },
        list: ['甲', 2, null, { 乙: [] }],
      })
      await made?.drop()
    },
  )
})

describe.each(bothDatabases)('columns (%s)', (kind) => {
  it('reads counts as numbers, jsonb as it was written, bytea as bytes', async () => {
    const database = await openTestDatabase(kind)
    const read = await readBack(database)
    expect(read.count).toEqual({ n: 3, last: 'text' })
    expect(read.settings.map(({ value }) => value)).toEqual([
      ['甲', 2, null, { 乙: [] }],
      null,
      '["不是数组"]',
    ])
    expect(read.key.wrapped).toBeInstanceOf(Uint8Array)
    expect([...read.key.wrapped]).toEqual([0, 1, 127, 128, 255])
    await database.close()
  })
})
