// The record: append-only entries with the images of what the act changed, sealed afterwards in one chain.
import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'
import type { Json } from '../types.ts'

export interface NewEntry {
  id: string
  act: string
  at: Instant
  by: string
  onBehalfOf: string | null
  feature: string
  subject: string
  verb: string
  facts: Json
}

/** Writes the act's entries; the first one takes with it how each changed row was before, and became. */
export async function recordAct(trx: Transaction<DB>, entries: NewEntry[]): Promise<void> {
  for (const [place, entry] of entries.entries()) {
    const images = place === 0 ? takenImages(entry.act) : noImages
    await sql`
      with image as (${images} ) , entry as (
        select ${entry.id}::uuid as id, ${entry.act}::text as act, ${entry.at}::timestamptz as at,
          ${entry.by}::text as by, ${entry.onBehalfOf}::text as on_behalf_of,
          ${entry.feature}::text as feature, ${entry.subject}::text as subject,
          ${entry.verb}::text as verb, ${JSON.stringify(entry.facts)}::text::jsonb as facts,
          coalesce((select jsonb_agg(i order by i.n) from image i), '[]'::jsonb) as images)
      insert into record select entry.*, jsonb_build_array(id, act, ${entry.at}::text, by, on_behalf_of, feature,
        subject, verb, facts, images)::text from entry`.execute(trx)
  }
}

const noImages = sql`select 1 as n where false`

function takenImages(act: string) {
  return sql`delete from row_image where act = ${act} returning n, table_name as t, row_id as id, before, after`
}

/** Seals up to `limit` committed entries. No command waits for this. Returns how many. */
export async function sealEntries(db: Kysely<DB>, limit = 2_000): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const waiting = await trx.selectFrom('unsealed').select('entry').limit(1).executeTakeFirst()
    if (!waiting) return 0
    // Whoever holds the head appends; who waits for it sees afterwards what is left.
    const head = await trx.selectFrom('seal_head').selectAll().forUpdate().executeTakeFirstOrThrow()
    const seals = chain(head, await takeUnsealed(trx, limit))
    const last = seals.at(-1)
    if (!last) return 0
    await trx.insertInto('seal').values(seals).execute()
    await trx.updateTable('seal_head').set({ place: last.place, hash: last.hash }).execute()
    return seals.length
  })
}

async function takeUnsealed(trx: Transaction<DB>, limit: number): Promise<Sealable[]> {
  const taken = await trx
    .deleteFrom('unsealed')
    .where('entry', 'in', (open) =>
      open.selectFrom('unsealed').select('entry').orderBy('entry').limit(limit),
    )
    .returning('entry')
    .execute()
  if (taken.length === 0) return []
  return trx
    .selectFrom('record')
    .select(['id', 'canonical'])
    .where(
      'id',
      'in',
      taken.map(({ entry }) => entry),
    )
    .orderBy('id')
    .execute()
}

interface Sealable {
  id: string
  canonical: string
}

function chain(
  head: { place: number; hash: string },
  entries: Sealable[],
): { place: number; entry: string; hash: string }[] {
  let { place, hash } = head
  return entries.map((entry) => {
    place += 1
    hash = sealOf(hash, entry.canonical)
    return { place, entry: entry.id, hash }
  })
}

/** SHA-256 of the previous seal and the stored text of the entry, its id in it. */
export function sealOf(previous: string, canonical: string): string {
  return createHash('sha256').update(previous).update(canonical).digest('hex')
}
