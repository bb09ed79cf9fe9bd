// Sheets that wait on a day that is not theirs any more: those of days that passed in an outage, and those put off by an
// emergency that ended early. Their lines go on the next sheet of that person or group, so that nobody gets two.
import { sql } from 'kysely'
import { recordAct } from '../db/ledger/record.ts'
import { stampDone } from '../db/ledger/sending.ts'
import { type Day, day } from '../handlers/calendar.ts'
import { dayAfterSilence } from '../handlers/emergency.ts'
import { dayAt, instantAt } from '../handlers/when.ts'
import { putOnSheets, type SheetCtx, type SheetLine } from './sheets.ts'
import { sheetUntil } from './timetable.ts'

const chunk = 50
/** Days in keys are compared as they are written, whatever the database's own order of letters. */
const keyInBytes = sql<string>`key collate "C"`

export interface Moving extends SheetCtx {
  act: string
  /** What that line still has to say. */
  ask(line: SheetLine): Promise<SheetLine[]>
}

/** True when there may be more. */
export async function moveMisplaced(ctx: Moving): Promise<boolean> {
  const sheets = await misplaced(ctx)
  const lines: SheetLine[] = []
  for (const { id, lane, on } of sheets) {
    for (const line of await takeLines(ctx, lane, on)) lines.push(...(await ctx.ask(line)))
    await stampDone(ctx.trx, id, 'dropped', ctx.now, 'overtaken')
    await ctx.trx.updateTable('card').set({ retired: true }).where('id', '=', id).execute()
  }
  await putOnSheets(ctx, lines)
  await enter(
    ctx,
    sheets.map(({ lane, on }) => `${on}/${lane}`),
  )
  return sheets.length === chunk
}

interface Sheet {
  id: string
  lane: string
  on: Day
}

/** Never tried yet: one that may have arrived is settled where it is. */
async function misplaced(ctx: SheetCtx): Promise<Sheet[]> {
  const today = dayAt(ctx.now)
  const last = dayAfterSilence(ctx.office, today)
  const passed = instantAt(today, sheetUntil) <= ctx.now ? today : undefined
  const rows = await ctx.trx
    .selectFrom('outbox')
    .select(['id', 'key', 'lane'])
    .where('state', '=', 'pending')
    .where('class', '=', 2)
    .where('unknown_since', 'is', null)
    .where('key', 'like', 'sheet/%')
    .where((where) =>
      where.or([
        where(keyInBytes, '<', `sheet/${today}`),
        where(keyInBytes, '>', `sheet/${last}/~`),
        ...(passed ? [where('key', 'like', `sheet/${passed}/%`)] : []),
      ]),
    )
    .orderBy('id')
    .limit(chunk)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(({ id, key, lane }) => ({ id, lane, on: day(key.split('/')[1] ?? '') }))
}

async function takeLines(ctx: SheetCtx, lane: string, on: Day): Promise<SheetLine[]> {
  return ctx.trx
    .deleteFrom('sheet_line')
    .where('lane', '=', lane)
    .where('day', '=', on)
    .returning(['lane', 'feature', 'subject', 'kind'])
    .execute()
}

async function enter(ctx: Moving, subjects: string[]): Promise<void> {
  await recordAct(
    ctx.trx,
    subjects.map((subject) => ({
      ...{ id: ctx.id(), act: ctx.act, at: ctx.now, by: 'clock', onBehalfOf: null },
      ...{ feature: 'digest', subject, verb: 'overtaken', facts: {} },
    })),
  )
}
