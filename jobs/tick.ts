// Given now: runs what is due, and returns the next instant it cares about. A double tick does nothing twice.
import { type Kysely, sql } from 'kysely'
import { again, isConflict } from '../db/again.ts'
import { hours, type Instant, plusMs } from '../db/instant.ts'
import { arm, claimSlot, type DueRow, disarm, nextAgendaAt, takeDue } from '../db/ledger/agenda.ts'
import { standInstead } from '../db/ledger/cards.ts'
import { sealEntries } from '../db/ledger/record.ts'
import type { DB } from '../db/schema.ts'
import type { Vault } from '../db/vault.ts'
import { addDays, isWorkday } from '../handlers/calendar.ts'
import { emergencyOn, standsOut } from '../handlers/emergency.ts'
import type { Due, Feature, Line, Reading } from '../handlers/feature.ts'
import type { Office } from '../handlers/people.ts'
import { dayAt, instantAt } from '../handlers/when.ts'
import { moveMisplaced } from './misplaced.ts'
import { prune } from './prune.ts'
import { roster } from './roster.ts'
import { putOnSheets, type SheetLine } from './sheets.ts'
import { type TimetableRow, timetable } from './timetable.ts'

export interface Ticking {
  db: Kysely<DB>
  vault: Vault
  features: Feature[]
  now: Instant
  office(trx: Reading['trx']): Promise<Office>
  id(): string
  /** Stable by app: see SheetCtx. */
  spreadMs: number
  /** A rule that threw: it is put off, the others go on. */
  alarm(row: DueRow, error: unknown): void
}

const chunk = 50
type Job = (trx: Reading['trx'], now: Instant, office: Office) => Promise<void>
const jobs: Record<string, Job> = { prune, roster }

export async function tick(it: Ticking): Promise<Instant | null> {
  for (const row of timetable) await runSlot(it, row)
  while ((await again(() => runChunk(it))) === chunk) {
    // the next chunk is another transaction, so that taps slip in between
  }
  while (await again(() => moveSheets(it))) {
    // likewise
  }
  await sealEntries(it.db)
  return soonest([await nextAgendaAt(it.db), ...timetable.map((row) => nextSlot(row, it.now))])
}

/** The latest slot that has passed, once, however long the outage and however many processes. */
async function runSlot(it: Ticking, row: TimetableRow): Promise<void> {
  const job = jobs[row.job]
  if (!job) throw new Error(`no job ${row.job}`)
  await again(() =>
    it.db.transaction().execute(async (trx) => {
      const office = await it.office(trx)
      const slot = latestSlot(row, it.now, office)
      if (await claimSlot(trx, row.job, slot)) await job(trx, it.now, office)
    }),
  )
}

function latestSlot(row: TimetableRow, now: Instant, office: Office): Instant {
  let day = dayAt(now)
  while (instantAt(day, row.at) > now || !runsOn(row, day, office)) day = addDays(day, -1)
  return instantAt(day, row.at)
}

function runsOn(row: TimetableRow, day: ReturnType<typeof dayAt>, office: Office): boolean {
  return row.days === 'every day' || isWorkday(office.holidays, day)
}

/** Never later than the true next slot: waking on a rest day does no harm. */
function nextSlot(row: TimetableRow, now: Instant): Instant {
  const today = instantAt(dayAt(now), row.at)
  return today > now ? today : instantAt(addDays(dayAt(now), 1), row.at)
}

async function runChunk(it: Ticking): Promise<number> {
  return it.db.transaction().execute(async (trx) => {
    const due = await takeDue(trx, it.now, chunk)
    if (due.length === 0) return 0
    const reading = await readingIn(it, trx)
    const lines: SheetLine[] = []
    for (const row of due) lines.push(...(await runDue(it, reading, row)))
    await putOnSheets({ ...reading, id: it.id, spreadMs: it.spreadMs }, lines)
    return due.length
  })
}

async function readingIn(it: Ticking, trx: Reading['trx']): Promise<Reading> {
  const office = await it.office(trx)
  return { trx, vault: it.vault, now: it.now, today: dayAt(it.now), office }
}

async function moveSheets(it: Ticking): Promise<boolean> {
  return it.db.transaction().execute(async (trx) => {
    const reading = await readingIn(it, trx)
    const ask = async (line: SheetLine) => {
      const { lines } = await dueOf(it, line)(reading, line.subject)
      return sheetLines(reading, line, lines).filter(({ lane }) => lane === line.lane)
    }
    return moveMisplaced({ ...reading, id: it.id, spreadMs: it.spreadMs, act: it.id(), ask })
  })
}

/** One bad item never stops the others: it is rolled back by itself and put off an hour. */
async function runDue(it: Ticking, reading: Reading, row: DueRow): Promise<SheetLine[]> {
  await sql`savepoint one_due`.execute(reading.trx)
  let lines: SheetLine[] = []
  try {
    lines = await followDue(it, reading, row)
  } catch (error) {
    if (isConflict(error)) throw error
    await sql`rollback to savepoint one_due`.execute(reading.trx)
    it.alarm(row, error)
    await arm(reading.trx, row, plusMs(it.now, hours(1)))
  }
  await sql`release savepoint one_due`.execute(reading.trx)
  return lines
}

async function followDue(it: Ticking, reading: Reading, row: DueRow): Promise<SheetLine[]> {
  const { lines, next, instead } = await dueOf(it, row)(reading, row.subject)
  if (instead) await standInstead(reading.trx, row.subject, instead)
  await (next ? arm(reading.trx, row, next) : disarm(reading.trx, row))
  return sheetLines(reading, row, lines)
}

function dueOf(it: Ticking, row: Pick<DueRow, 'feature' | 'kind'>): Due {
  const due = it.features.find((f) => f.name === row.feature)?.dues[row.kind]
  if (!due) throw new Error(`no due ${row.feature}/${row.kind}`)
  return due
}

function sheetLines(
  { office, today }: Reading,
  { feature, subject, kind }: DueRow,
  lines: Line[],
): SheetLine[] {
  const emergency = emergencyOn(office, today)
  return lines.map((line) => ({
    lane: 'person' in line.to ? line.to.person : line.to.group,
    ...{ feature, subject, kind },
    standsOut: emergency !== undefined && standsOut(line, emergency),
    statutory: line.standsOut === 'legal',
  }))
}

function soonest(instants: (Instant | null)[]): Instant | null {
  return instants.reduce((first, at) => (at && (!first || at < first) ? at : first), null)
}
