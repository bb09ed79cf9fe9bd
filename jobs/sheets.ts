// Lines become one morning sheet per person or group and working day. A sheet that has not gone yet takes lines up;
// one that has gone is not sent again that day: later lines stand on the next.
import type { Transaction } from 'kysely'
import { type Instant, plusMs } from '../db/instant.ts'
import { addCard, wantRedraw } from '../db/ledger/cards.ts'
import { enqueue, stateOf, type Wake, wakeLanes } from '../db/ledger/outbox.ts'
import type { DB } from '../db/schema.ts'
import { type Day, isWorkday } from '../handlers/calendar.ts'
import { dayAfterSilence, emergencyOn } from '../handlers/emergency.ts'
import type { Office } from '../handlers/people.ts'
import { dayAt, instantAt, timeAt } from '../handlers/when.ts'
import { sheetAt, sheetUntil } from './timetable.ts'

export interface SheetCtx {
  trx: Transaction<DB>
  now: Instant
  office: Office
  /** Stable by app, up to five minutes: not every app calls in the same second. */
  spreadMs: number
  id(): string
}

export interface SheetLine {
  lane: string
  feature: string
  subject: string
  kind: string
  /** Goes on in an emergency. */
  standsOut?: boolean
  /** A legal date: its sheet goes on when calls run out. */
  statutory?: boolean
}

/** Lane by lane in one order, and the lanes themselves last: two ticks never wait for each other. */
export async function putOnSheets(ctx: SheetCtx, lines: SheetLine[]): Promise<void> {
  const wakes: Wake[] = []
  const known: string[] = []
  for (const ofSheet of bySheet(lines)) {
    const { lane, standsOut = false } = ofSheet[0] ?? { lane: '' }
    const day = await openSheetDay(ctx, lane, standsOut)
    const at = later(ctx.now, plusMs(instantAt(day, sheetAt), ctx.spreadMs))
    await addLines(ctx.trx, day, ofSheet)
    const statutory = ofSheet.some((line) => line.statutory)
    if (!(await orderSheet(ctx, lane, day, at, statutory))) known.push(`${day}/${lane}`)
    wakes.push({ lane, at })
  }
  // A sheet that is being sent this very moment was drawn without them.
  const behind = await wantRedraw(
    ctx.trx,
    known.map((subject) => ({ feature: 'digest', subject })),
  )
  await wakeLanes(ctx.trx, [...wakes, ...behind.map((lane) => ({ lane, at: ctx.now }))], ctx.now)
}

/** What stands out may go on another day than the rest. */
function bySheet(lines: SheetLine[]): SheetLine[][] {
  const sheets = Map.groupBy(lines, ({ lane, standsOut }) => `${lane}/${standsOut ? 0 : 1}`)
  return [...sheets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ofSheet]) => ofSheet)
}

async function addLines(trx: Transaction<DB>, day: Day, lines: SheetLine[]): Promise<void> {
  const rows = lines.map(({ lane, feature, subject, kind }) => ({
    lane,
    day,
    feature,
    subject,
    kind,
  }))
  await trx
    .insertInto('sheet_line')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** False when there is one already. */
async function orderSheet(
  ctx: SheetCtx,
  lane: string,
  day: Day,
  dueAt: Instant,
  statutory: boolean,
): Promise<boolean> {
  const id = ctx.id()
  const order = { id, key: keyOf(day, lane), lane, class: 2, kind: 'view', body: {} } as const
  if (!(await enqueue(ctx.trx, { ...order, statutory, dueAt, now: ctx.now }))) {
    if (statutory) await demand(ctx.trx, order.key)
    return false
  }
  const subject = `${day}/${lane}`
  await addCard(ctx.trx, { id, feature: 'digest', subject, view: 'sheet', args: null, lane })
  return true
}

async function demand(trx: Transaction<DB>, key: string): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ statutory: true })
    .where('key', '=', key)
    .where('state', '=', 'pending')
    .execute()
}

const keyOf = (day: Day, lane: string) => `sheet/${day}/${lane}`
const later = (a: Instant, b: Instant) => (a > b ? a : b)

/** Today's while it is a working day, not evening, and the sheet has not gone; else that of the next day that is not silent. */
async function openSheetDay(ctx: SheetCtx, lane: string, standsOut: boolean): Promise<Day> {
  const today = dayAt(ctx.now)
  const early = timeAt(ctx.now) < sheetUntil
  if (early && isOpen(ctx.office, today, standsOut) && (await canTakeUp(ctx.trx, today, lane))) {
    return today
  }
  return dayAfterSilence(ctx.office, today)
}

/** In an emergency, what stands out goes on any day, and nothing else on any. */
function isOpen(office: Office, today: Day, standsOut: boolean): boolean {
  return emergencyOn(office, today) ? standsOut : isWorkday(office.holidays, today)
}

async function canTakeUp(trx: Transaction<DB>, today: Day, lane: string): Promise<boolean> {
  const state = await stateOf(trx, keyOf(today, lane))
  return state === undefined || state === 'pending'
}
