// Two ways of counting must agree on every start day; PROOF=full takes all of 2004–2026. The same
// core runs under three host zones, and no file here may touch the host's clock or Date.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { disagreements } from './proof.ts'

const STRIDE = process.env.PROOF === 'full' ? 1 : 61

test(
  '两种算法在每个起算日、每种天数上结果一致',
  () => expect(disagreements(STRIDE)).toEqual([]),
  600_000,
)

test.each(['UTC', 'Asia/Shanghai', 'America/New_York'])(
  '主机时区为 %s 时结果相同',
  (TZ) => {
    const program = `
    const { addWorkdays, at, day, dayOf, sayDue, shippedHolidays: h } = await import('./handlers/calendar.ts')
    const { readDue } = await import('./handlers/phrase.ts')
    const { disagreements } = await import('./tests/language/proof.ts')
    const said = (text, on) => readDue(text, { today: day(on), now: at(day(on), '00:30'), holidays: h }).reading.day
    console.log([
      disagreements(${STRIDE}).length,
      addWorkdays(h, day('2026-09-30'), 3).day,
      dayOf(at(day('2027-01-01'), '00:30')),
      said('春节前', '2026-11-25'),
      said('24小时内', '2026-11-28'),
      sayDue(h, day('2026-11-28'), { today: day('2026-11-25') }),
    ].join(' '))`
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, TZ, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
      encoding: 'utf8',
    })
    expect(out.trim()).toBe(
      '0 2026-10-10 2027-01-01 2027-02-04 2026-11-29 11月28日（周六，休息日）',
    )
  },
  600_000,
)

test('日历和语句的代码不用主机的时钟、时区和历法', () => {
  const folders = ['handlers/calendar', 'handlers/phrase'].flatMap((folder) =>
    readdirSync(folder).map((file) => `${folder}/${file}`),
  )
  const files = [...folders, 'handlers/calendar.ts', 'handlers/phrase.ts']
  const forbidden = /\bDate\s*[.(]|\bnew Date\b|Temporal\.Now|\bIntl\b\.|Math\.random|process\./
  expect(files.filter((file) => forbidden.test(readFileSync(file, 'utf8')))).toEqual([])
})
