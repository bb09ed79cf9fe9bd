// Takes an act's rows back to their before-images, whatever table they stand in; and its messages with them.
import { sql, type Transaction } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'
import { disarm } from './agenda.ts'
import { enqueue, type Wake } from './outbox.ts'

type Trx = Transaction<DB>
type Row = Record<string, unknown>

interface Image {
  n: number
  t: string
  id: string
  before: Row | null
  after: Row | null
}

interface Changed {
  table: string
  id: string
  before: Row | null
  /** As the act left it. */
  after: Row | null
}

/**
 * Undefined, and nothing is changed, where a row has moved on since; else the ids of the rows that are no more. Rows go back in the opposite order, so that what hangs
 * on another goes first. A number that the act took is void from now on.
 */
export async function restoreRows(trx: Trx, act: string): Promise<string[] | undefined> {
  const changed = rowsOf(await imagesOf(trx, act))
  const now = new Map<Changed, Row | undefined>()
  for (const row of changed) now.set(row, await lockRow(trx, row))
  if (changed.some((row) => hasMovedOn(row, now.get(row)))) return undefined
  for (const row of changed.toReversed()) {
    await voidNumber(trx, act, row, now.get(row))
    await restore(trx, row, now.get(row) !== undefined)
  }
  return changed.filter(({ before }) => before === null).map(({ id }) => id)
}

async function imagesOf(trx: Trx, act: string): Promise<Image[]> {
  const found = await sql<{ image: Image }>`
    select i.image from record, jsonb_array_elements(images) as i(image)
    where act = ${act} order by (i.image->>'n')::int`.execute(trx)
  return found.rows.map(({ image }) => image)
}

function rowsOf(images: Image[]): Changed[] {
  const rows = new Map<string, Changed>()
  for (const { t, id, before, after } of images) {
    const key = `${t}/${id}`
    const known = rows.get(key)
    rows.set(key, { table: t, id, before: known ? known.before : before, after })
  }
  return [...rows.values()]
}

async function lockRow(trx: Trx, { table, id }: Changed): Promise<Row | undefined> {
  const found = await sql<{ row: Row }>`
    select to_jsonb(t) as row from ${sql.table(table)} t where id::text = ${id} for update`.execute(
    trx,
  )
  return found.rows[0]?.row
}

/** A row that the act removed is still absent; one that it wrote still has the revision that the act left. */
function hasMovedOn({ after }: Changed, now: Row | undefined): boolean {
  return (after === null) !== (now === undefined) || now?.revision !== after?.revision
}

async function restore(trx: Trx, { table, id, before }: Changed, isThere: boolean): Promise<void> {
  const name = sql.table(table)
  if (before === null) {
    await sql`delete from ${name} where id::text = ${id}`.execute(trx)
    return
  }
  const image = sql`jsonb_populate_record(null::${name}, ${JSON.stringify(before)}::text::jsonb)`
  if (!isThere) {
    await sql`insert into ${name} select * from ${image}`.execute(trx)
    return
  }
  const columns = sql.join(Object.keys(before).map((column) => sql.ref(column)))
  await sql`update ${name} set (${columns}) = (select ${columns} from ${image})
    where id::text = ${id}`.execute(trx)
}

async function voidNumber(
  trx: Trx,
  act: string,
  { table, before }: Changed,
  now: Row | undefined,
): Promise<void> {
  const { year, n } = now ?? {}
  if (typeof year !== 'number' || typeof n !== 'number' || typeof before?.n === 'number') return
  await trx.insertInto('void_number').values({ kind: table, year, n, act }).execute()
}

export async function isVoidNumber(
  trx: Trx,
  kind: string,
  { year, n }: { year: number; n: number },
): Promise<boolean> {
  const row = await trx
    .selectFrom('void_number')
    .select('act')
    .where('kind', '=', kind)
    .where('year', '=', year)
    .where('n', '=', n)
    .executeTakeFirst()
  return row !== undefined
}

/** False while the fate of one of them is open: it may be on its way this moment. Locks them. */
export async function areSettled(trx: Trx, messages: string[]): Promise<boolean> {
  if (messages.length === 0) return true
  const rows = await trx
    .selectFrom('outbox')
    .select(['state', 'unknown_since'])
    .where('id', 'in', messages)
    .orderBy('id')
    .forUpdate()
    .execute()
  return !rows.some((row) => row.state === 'pending' && row.unknown_since !== null)
}

/** What has not gone is dropped; a card that has says so and loses its buttons; words are recalled. */
export async function takeBackMessages(
  trx: Trx,
  messages: string[],
  said: string,
  { now, id }: { now: Instant; id(): string },
): Promise<Wake[]> {
  if (messages.length === 0) return []
  const rows = await trx
    .selectFrom('outbox as o')
    .leftJoin('card as c', 'c.id', 'o.id')
    .select(['o.id', 'o.lane', 'o.state', 'o.message_id', 'c.id as card'])
    .where('o.id', 'in', messages)
    .orderBy('o.id')
    .execute()
  const pending = rows.filter((row) => row.state === 'pending').map((row) => row.id)
  if (pending.length > 0) await dropMessages(trx, pending, now)
  const cards = rows.flatMap((row) => row.card ?? [])
  if (cards.length > 0) await withdrawCards(trx, cards, said)
  for (const id of cards) await disarm(trx, { feature: 'renewal', subject: id, kind: 'old' })
  const words = rows.filter((row) => !row.card && row.state === 'sent' && row.message_id)
  for (const row of words) {
    const order = {
      id: id(),
      key: `recall/${row.id}`,
      lane: row.lane,
      class: 1,
      kind: 'recall',
    } as const
    await enqueue(trx, { ...order, body: { message: row.message_id }, dueAt: now, now })
  }
  return rows.map(({ lane }) => ({ lane, at: now }))
}

async function dropMessages(trx: Trx, ids: string[], now: Instant): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ state: 'dropped', why: 'taken back', done_at: now })
    .where('id', 'in', ids)
    .execute()
}

async function withdrawCards(trx: Trx, ids: string[], said: string): Promise<void> {
  await trx
    .updateTable('card')
    .set({ withdrawn: said, wanted: sql`wanted + 1` })
    .where('id', 'in', ids)
    .execute()
}
