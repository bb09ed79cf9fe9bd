// Line 2: a tick with 1,000 due among 10⁴, 10⁵ and 10⁶ open items, against the time at 10⁴.
import { type Kysely, sql } from 'kysely'
import { plusMs } from '../../db/instant.ts'
import type { DB } from '../../db/schema.ts'
import { features } from '../../handlers/index.ts'
import { tick } from '../../jobs/tick.ts'
import { members } from '../../playground/cast.ts'
import { judge, median, partsOn, type Stage, sized, start, withCast } from './stage.ts'

const due = 1_000

export async function tickLine({ newDatabase }: Stage): Promise<void> {
  const sizes = [10_000, 100_000, sized(200_000, 1_000_000)]
  const times: number[] = []
  for (const size of sizes) times.push(await oneSize(await newDatabase(), size))
  const [first = 1] = times
  for (const [place, size] of sizes.entries()) {
    const ratio = (times[place] ?? 0) / first
    judge(
      `tick, 1,000 due among ${size.toLocaleString('en')}`,
      ratio,
      '≤ 1.3',
      ratio <= 1.3,
      `${(times[place] ?? 0).toFixed(0)} ms; virtual clock`,
    )
  }
}

async function oneSize(url: string, size: number): Promise<number> {
  const database = await withCast(url, start)
  const parts = await partsOn(database, { now: () => start })
  await fill(database.db, size)
  const times: number[] = []
  // Every second round has nothing to say: the same items come due again the next working morning.
  for (let round = 0; round < 3; round++) {
    const now = plusMs(start, round * 60_000)
    await sql`update agenda set due_at = ${now}::timestamptz where subject in
      (select subject from agenda order by subject limit ${due})`.execute(database.db)
    await sql`delete from sheet_line`.execute(database.db)
    const began = performance.now()
    await tick({
      ...{ db: parts.db, vault: parts.vault, features, now, id: parts.id, spreadMs: 0 },
      office: (trx) => parts.office.get(trx, now),
      alarm(_row, error) {
        throw error
      },
    })
    times.push(performance.now() - began)
  }
  await database.close()
  return median(times)
}

/** Open items of a year hence, in every unit; those that come due are due this week. */
async function fill(db: Kysely<DB>, size: number): Promise<void> {
  const person = members[0]?.open_id ?? ''
  await sql`alter table task disable trigger user`.execute(db)
  await sql`insert into task (id, revision, state, year, n, title, source, lead_unit, original_due,
      current_due, urgency, proposed_by, proposed_at, ordered_by, ordered_at, signed_by, signed_at, returned_times)
    select lpad(to_hex(i), 32, '0')::uuid, 1, 'in_progress', 2026, i, '事项' || i, '其他',
      (array['gongcheng','gongguan','shuizheng','caiwu','guiji','fangxun'])[1 + i % 6],
      '2026-11-26', case when i <= ${due} then date '2026-11-26' else date '2027-11-26' end, 'normal',
      ${person}, ${start}::timestamptz, ${person}, ${start}::timestamptz, ${person}, ${start}::timestamptz, 0
    from generate_series(1, ${size}) i`.execute(db)
  await sql`insert into agenda (feature, subject, kind, due_at)
    select 'supervision', id::text, 'due', ${plusMs(start, 86_400_000 * 300)}::timestamptz from task`.execute(
    db,
  )
  await sql`analyze`.execute(db)
}
