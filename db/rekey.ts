// Another DATA_KEY: the keys of all matters and of the search are wrapped anew, and nothing else is touched. In small
// steps, each committed, so that it can be stopped and run again; the last step alone makes the new key the one that counts.
import type { Kysely, Transaction } from 'kysely'
import type { MasterKey } from './master-key.ts'
import type { DB } from './schema.ts'

const chunk = 200

export class CannotRekey extends Error {
  override name = 'CannotRekey'
}

/** Returns how many matters were wrapped anew by this run. */
export async function rekey(
  db: Kysely<DB>,
  from: MasterKey,
  to: MasterKey,
  progress: (done: number, left: number) => void = () => {},
): Promise<number> {
  await mustBeOneOf(db, from, to)
  let done = 0
  for (;;) {
    const n = await db.transaction().execute((trx) => wrapSome(trx, from, to))
    done += n
    if (n > 0) progress(done, await left(db, from.id))
    else if (await db.transaction().execute((trx) => finish(trx, from, to))) return done
  }
}

async function mustBeOneOf(db: Kysely<DB>, from: MasterKey, to: MasterKey): Promise<void> {
  const row = await db.selectFrom('vault_check').select('key_id').executeTakeFirst()
  const known = [from.id, to.id]
  const other = await db
    .selectFrom('secret_key')
    .select('matter')
    .where('key_id', 'not in', known)
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new CannotRekey('数据库中没有加密的数据，直接设置新的 DATA_KEY 即可。')
  if (other || !known.includes(row.key_id))
    throw new CannotRekey('现用的 DATA_KEY 与数据库中的数据不符，未作任何改动。请核对后再运行。')
}

async function wrapSome(trx: Transaction<DB>, from: MasterKey, to: MasterKey): Promise<number> {
  const rows = await trx
    .selectFrom('secret_key')
    .selectAll()
    .where('key_id', '=', from.id)
    .limit(chunk)
    .forUpdate()
    .execute()
  for (const { matter, wrapped } of rows) {
    const anew = await to.wrap(await from.unwrap(wrapped, matter), matter)
    await trx
      .updateTable('secret_key')
      .set({ key_id: to.id, wrapped: anew })
      .where('matter', '=', matter)
      .execute()
  }
  return rows.length
}

async function left(db: Kysely<DB>, id: string): Promise<number> {
  const row = await db
    .selectFrom('secret_key')
    .select((count) => count.fn.countAll<number>().as('n'))
    .where('key_id', '=', id)
    .executeTakeFirstOrThrow()
  return row.n
}

/** False when a process that still runs made another key meanwhile. */
async function finish(trx: Transaction<DB>, from: MasterKey, to: MasterKey): Promise<boolean> {
  const row = await trx.selectFrom('vault_check').selectAll().forUpdate().executeTakeFirstOrThrow()
  const late = await trx
    .selectFrom('secret_key')
    .select('matter')
    .where('key_id', '=', from.id)
    .limit(1)
    .executeTakeFirst()
  if (late) return false
  if (row.key_id === to.id) return true
  const check = await to.wrap(await from.unwrap(row.check, 'search'), 'search')
  await trx.updateTable('vault_check').set({ key_id: to.id, check }).execute()
  return true
}
