// Lines become one morning sheet per person or group and working day. A sheet that has not gone yet takes lines up;
// one that has gone is not sent again that day: later lines stand on the next.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import { addCard, wantRedraw } from '../db/ledger/cards.ts'
import { enqueue, stateOf, type Wake, wakeLanes } from '../db/ledger/outbox.ts'
import type { DB } from '../db/schema.ts'
import { type Day, firstWorkdayAfter, isWorkday } from '../handlers/calendar.ts'
import type { Office } from '../handlers/people.ts'
import { dayAt, instantAt, timeAt } from '../handlers/when.ts'
import { sheetAt, sheetUntil } from './timetable.ts'

export interface SheetCtx {
  trx: Transaction<DB>
  now: Instant
  office: Office
  id(): string
}

export interface SheetLine {
  lane: string
  feature: string
  subject: string
  kind: string
}

/** Lane by lane in one order, and the lanes themselves last: two ticks never wait for each other. */
export async function putOnSheets(ctx: SheetCtx, lines: SheetLine[]): Promise<void> {
  const wakes: Wake[] = []
  const known: string[] = []
  for (const [lane, ofLane] of [...byLane(lines)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const day = await openSheetDay(ctx, lane)
    const at = later(ctx.now, instantAt(day, sheetAt))
    await addLines(ctx.trx, day, ofLane)
    if (!(await orderSheet(ctx, lane, day, at))) known.push(`${day}/${lane}`)
    wakes.push({ lane, at })
  }
  // A sheet that is being sent this very moment was drawn without them.
  const behind = await wantRedraw(
    ctx.trx,
    known.map((subject) => ({ feature: 'digest', subject })),
  )
  await wakeLanes(ctx.trx, [...wakes, ...behind.map((lane) => ({ lane, at: ctx.now }))], ctx.now)
}

function byLane(lines: SheetLine[]): Map<string, SheetLine[]> {
  return Map.groupBy(lines, ({ lane }) => lane)
}

async function addLines(trx: Transaction<DB>, day: Day, lines: SheetLine[]): Promise<void> {
  await trx
    .insertInto('sheet_line')
    .values(lines.map((line) => ({ ...line, day })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** False when there is one already. */
async function orderSheet(ctx: SheetCtx, lane: string, day: Day, dueAt: Instant): Promise<boolean> {
  const id = ctx.id()
  const order = { id, key: keyOf(day, lane), lane, class: 2, kind: 'view', body: {} } as const
  if (!(await enqueue(ctx.trx, { ...order, dueAt, now: ctx.now }))) return false
  const subject = `${day}/${lane}`
  await addCard(ctx.trx, { id, feature: 'digest', subject, view: 'sheet', args: null, lane })
  return true
}

const keyOf = (day: Day, lane: string) => `sheet/${day}/${lane}`
const later = (a: Instant, b: Instant) => (a > b ? a : b)

/** Today's while it is a working day, not evening, and the sheet has not gone; else the next working day's. */
async function openSheetDay(ctx: SheetCtx, lane: string): Promise<Day> {
  const today = dayAt(ctx.now)
  const open = isWorkday(ctx.office.holidays, today) && timeAt(ctx.now) < sheetUntil
  if (open && (await canTakeUp(ctx.trx, keyOf(today, lane)))) return today
  return firstWorkdayAfter(ctx.office.holidays, today).day
}

async function canTakeUp(trx: Transaction<DB>, key: string): Promise<boolean> {
  const state = await stateOf(trx, key)
  return state === undefined || state === 'pending'
}
