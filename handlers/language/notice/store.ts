// SQL of pasted notices, and of the holiday table that they replace.
import type { Selectable, Transaction } from 'kysely'
import type { Instant } from '../../../db/instant.ts'
import type { DB } from '../../../db/schema.ts'
import type { NoticeImportTable } from '../../../db/tables/language.ts'
import type { HolidayRow } from '../../calendar.ts'

type Trx = Transaction<DB>
export type NoticeImport = Selectable<NoticeImportTable>

export async function keepNotice(trx: Trx, row: Omit<NoticeImport, 'state'>): Promise<void> {
  await trx
    .insertInto('notice_import')
    .values({ ...row, state: 'shown' })
    .execute()
}

export async function findNotice(trx: Trx, id: string): Promise<NoticeImport | undefined> {
  return trx.selectFrom('notice_import').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function lockNotice(trx: Trx, id: string): Promise<NoticeImport | undefined> {
  return trx
    .selectFrom('notice_import')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'shown')
    .forUpdate()
    .executeTakeFirst()
}

export async function endNotice(trx: Trx, id: string, state: 'done' | 'dropped'): Promise<void> {
  await trx.updateTable('notice_import').set({ state }).where('id', '=', id).execute()
}

/** The year as a whole; of the December before it, and of any other year, only the days that the notice names. */
export async function replaceYear(
  trx: Trx,
  year: number,
  rows: readonly HolidayRow[],
  now: Instant,
): Promise<void> {
  await trx
    .deleteFrom('holiday')
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .execute()
  await trx
    .insertInto('holiday')
    .values(rows.map((row) => ({ ...row, imported_at: now })))
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((row) => ({
        kind: row.ref('excluded.kind'),
        name: row.ref('excluded.name'),
        source: row.ref('excluded.source'),
        imported_at: row.ref('excluded.imported_at'),
      })),
    )
    .execute()
  await trx
    .insertInto('holiday_year')
    .values({ year, coverage: 'official' })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ coverage: 'official' }))
    .execute()
}
