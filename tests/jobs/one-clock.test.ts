// One clock: the offset to the database's is added; a jump is not believed until two measurements agree.
import { describe, expect, it } from 'vitest'
import { databaseTime, oneClock } from '../../bot/one-clock.ts'
import { msOf } from '../../db/instant.ts'
import { bothDatabases, openTestDatabase } from '../databases.ts'

describe('the offset', () => {
  it('a local clock 70 s ahead tells the database’s time', async () => {
    const clock = oneClock(
      () => 1_070_000,
      async () => 1_000_000,
    )
    expect(await clock.measure()).toEqual({ trusted: true, offsetMs: -70_000 })
    expect(msOf(clock.now())).toBe(1_000_000)
  })

  it('a jump of more than 5 s is doubted once, and believed when it is measured again', async () => {
    let theirs = 1_000_000
    const clock = oneClock(
      () => 1_000_000,
      async () => theirs,
    )
    await clock.measure()
    theirs += 30_000
    expect(await clock.measure()).toEqual({ trusted: false, offsetMs: 30_000 })
    expect(msOf(clock.now())).toBe(1_000_000)
    expect(await clock.measure()).toEqual({ trusted: true, offsetMs: 30_000 })
    expect(msOf(clock.now())).toBe(1_030_000)
  })

  it('a clock that jumps to and fro is never believed; a slow drift always is', async () => {
    let theirs = 1_000_000
    const clock = oneClock(
      () => 1_000_000,
      async () => theirs,
    )
    await clock.measure()
    for (const offset of [30_000, -30_000, 60_000]) {
      theirs = 1_000_000 + offset
      expect((await clock.measure()).trusted).toBe(false)
    }
    const drifting = oneClock(
      () => 0,
      async () => theirs,
    )
    for (theirs = 0; theirs < 40_000; theirs += 4_000) {
      expect((await drifting.measure()).trusted).toBe(true)
    }
  })
})

describe.each(bothDatabases)('the database’s clock (%s)', (kind) => {
  it('is read as milliseconds', async () => {
    const database = await openTestDatabase(kind)
    expect(Math.abs((await databaseTime(database.db)) - Date.now())).toBeLessThan(60_000)
    await database.close()
  })
})
