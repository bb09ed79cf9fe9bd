// Lines become one morning sheet per person or group and working day. A sheet that has not gone yet takes lines up;
// one that has gone is not sent again that day: later lines stand on the next.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import { addCard } from '../db/ledger/cards.ts'
import { enqueue, stateOf } from '../db/ledger/outbox.ts'
import type { DB } from '../db/schema.ts'
import { type Day, firstWorkdayAfter, isWorkday } from '../handlers/calendar.ts'
import type { Line } from '../handlers/feature.ts'
import type { Office } from '../handlers/people.ts'
import { dayAt, instantAt, timeAt } from '../handlers/when.ts'
import { sheetAt, sheetUntil } from './timetable.ts'

export interface SheetCtx {
  trx: Transaction<DB>
  now: Instant
  office: Office
  id(): string
}

export async function putOnSheet(
  ctx: SheetCtx,
  from: { feature: string; subject: string; kind: string },
  line: Line,
): Promise<void> {
  const lane = 'person' in line.to ? line.to.person : line.to.group
  const day = await openSheetDay(ctx, lane)
  await ctx.trx
    .insertInto('sheet_line')
    .values({ lane, day, ...from })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const id = ctx.id()
  const dueAt = later(ctx.now, instantAt(day, sheetAt))
  const order = { id, key: keyOf(day, lane), lane, class: 2, kind: 'view', body: {} } as const
  const fresh = await enqueue(ctx.trx, { ...order, dueAt, now: ctx.now })
  if (!fresh) return
  const subject = `${day}/${lane}`
  await addCard(ctx.trx, { id, feature: 'digest', subject, view: 'sheet', args: null, lane })
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
