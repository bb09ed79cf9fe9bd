// SQL of imports that wait for their confirmation.
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../../db/instant.ts'
import type { DB } from '../../db/schema.ts'
import { json } from '../../db/types.ts'
import type { Change } from './columns.ts'

type Trx = Transaction<DB>

const changes = z.array(
  z.object({
    id: z.string(),
    row: z.number(),
    cells: z.array(z.object({ key: z.string(), from: z.string(), to: z.string() })),
  }),
)

export interface Import {
  id: string
  kind: string
  file: string
  by: string
  state: 'shown' | 'done' | 'dropped'
  changes: Change[]
}

export async function addImport(trx: Trx, it: Omit<Import, 'state'>, at: Instant): Promise<void> {
  const { id, kind, file, by } = it
  await trx
    .insertInto('sheet_import')
    .values({ id, revision: 1, kind, file, by, at, state: 'shown', rows: json(it.changes) })
    .execute()
}

export async function findImport(trx: Trx, id: string, lock = false): Promise<Import | undefined> {
  const query = trx.selectFrom('sheet_import').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return (
    row && {
      id,
      kind: row.kind,
      file: row.file,
      by: row.by,
      state: row.state,
      changes: changes.parse(row.rows),
    }
  )
}

export async function endImport(trx: Trx, id: string, state: 'done' | 'dropped'): Promise<void> {
  await trx
    .updateTable('sheet_import')
    .set((row) => ({ state, revision: row('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
