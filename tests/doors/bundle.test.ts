// What is deployed to Workers, and the timetable of both doors.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { heartbeat, timetable } from '../../jobs/timetable.ts'
import { bundle } from './wrangler.ts'

const root = join(import.meta.dirname, '../..')

test('the bundle holds neither PGlite nor the long connection nor the playground', async () => {
  const { text, inputs, bytes } = await bundle('--minify=false')
  const foreign =
    /(^|\/)playground\/|pglite|node_modules\/(ws\/lib|pino|node-cron|proper-lockfile)\b/
  expect(inputs.filter((path) => foreign.test(path))).toEqual([])
  expect(text).not.toMatch(/WSClient|PGlite/)
  expect(inputs.some((path) => path.endsWith('bot/worker.ts'))).toBe(true)
  const packed = Math.round(gzipSync(text).length / 1024)
  console.log(`worker: ${Math.round(bytes / 1024)} KiB before it is minified, gzip ${packed} KiB`)
  // Workers takes 3 MiB, gzipped, on its free plan.
  expect(packed).toBeLessThan(3 * 1024)
})

test('both doors wake every minute and run the one timetable: every hour in it is Shanghai time', () => {
  const source = (path: string) => readFileSync(join(root, path), 'utf8')
  expect(/^crons = \[(.*)\]$/m.exec(source('wrangler.toml'))?.[1]).toBe(`"${heartbeat}"`)
  expect(source('bot/node.ts')).toContain('cron.schedule(heartbeat,')
  expect(source('bot/node.ts')).toContain('engine.beat()')
  expect(source('bot/worker.ts')).toContain('createEngine(parts).beat()')
  // A cron that named an hour would name it in UTC on Workers; every minute is the same in every zone.
  expect(heartbeat).toBe('* * * * *')
  const lines = timetable.map(({ job, at, days }) => `${at} ${job}, ${days}`).sort()
  console.log(`Shanghai time, on Node and on Workers:\n${lines.join('\n')}`)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines)
    expect(line).toMatch(/^([01]\d|2[0-3]):[0-5]\d \S+, (every|working) day/)
})
