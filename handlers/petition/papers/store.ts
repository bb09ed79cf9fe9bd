// SQL of papers and templates.
import { sql, type Transaction } from 'kysely'
import type { Instant } from '../../../db/instant.ts'
import type { DB } from '../../../db/schema.ts'

type Trx = Transaction<DB>

export async function addPaper(
  trx: Trx,
  it: { id: string; petition: string; kind: string; by: string; at: Instant },
): Promise<void> {
  await trx
    .insertInto('paper')
    .values({
      id: it.id,
      revision: 1,
      petition: it.petition,
      kind: it.kind,
      made_by: it.by,
      made_at: it.at,
      doc_no: null,
    })
    .execute()
}

export async function findPaper(trx: Trx, id: string) {
  return trx.selectFrom('paper').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function templateOf(trx: Trx, kind: string): Promise<Uint8Array | undefined> {
  const row = await trx
    .selectFrom('paper_template')
    .select('bytes')
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row && new Uint8Array(row.bytes)
}

export async function putTemplate(
  trx: Trx,
  it: { id: string; kind: string; name: string; bytes: Uint8Array; by: string; at: Instant },
): Promise<void> {
  const values = { name: it.name, bytes: it.bytes, put_by: it.by, put_at: it.at }
  await trx
    .insertInto('paper_template')
    .values({ id: it.id, revision: 1, kind: it.kind, ...values })
    .onConflict((c) =>
      c.column('kind').doUpdateSet((row) => ({
        ...values,
        revision: sql<number>`${row.ref('paper_template.revision')} + 1`,
      })),
    )
    .execute()
}
