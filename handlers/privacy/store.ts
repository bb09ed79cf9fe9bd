// What the record says of itself: who saw whose identity, and up to where it is sealed. Reads only.
import { sql, type Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import type { DB } from '../../db/schema.ts'
import { type Json, json } from '../../db/types.ts'
import type { Entry } from '../feature.ts'
import { sayMatter } from '../phrase.ts'

type Trx = Transaction<DB>

export interface Seen {
  by: string
  at: Instant
  verb: string
  facts: Json
}

/** The latest first: cards that showed it, and papers with it. */
export async function revealsOf(trx: Trx, petition: string): Promise<Seen[]> {
  return trx
    .selectFrom('record')
    .select(['by', 'at', 'verb', 'facts'])
    .where('feature', '=', 'petition')
    .where('subject', '=', petition)
    .where('verb', 'in', ['reveal', 'paper'])
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** The same was shown on the same card before: it is drawn again and again. */
export async function wasRevealed(trx: Trx, { feature, subject, facts }: Entry): Promise<boolean> {
  const row = await trx
    .selectFrom('record')
    .select('id')
    .where('feature', '=', feature)
    .where('subject', '=', subject)
    .where('verb', '=', 'reveal')
    .where('facts', '=', json(facts))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export interface Registered {
  by: string
  /** Null: a draft that took no number. */
  number: string | null
}

/** The petitions that a message became and that still stand. */
export async function registeredBy(trx: Trx, messageId: string): Promise<Registered[]> {
  const rows = await trx
    .selectFrom('inbox')
    .innerJoin('record', 'record.act', 'inbox.act')
    .innerJoin('petition', (join) =>
      join.on(sql`petition.id::text`, '=', sql.ref('record.subject')),
    )
    .select(['record.by', 'petition.year', 'petition.n'])
    .distinct()
    .where('inbox.id', '=', `m:${messageId}`)
    .where('record.feature', '=', 'petition')
    .where('record.verb', '<>', 'reveal')
    .where('petition.state', '<>', 'voided')
    .execute()
  return rows.map(({ by, year, n }) => ({
    by,
    number: year === null || n === null ? null : sayMatter('信访', year, n),
  }))
}

/** Its id, unless the viewer is complained of in it or must recuse: to them it is not there. */
export async function petitionFor(
  trx: Trx,
  viewer: string,
  { year, n }: { year: number; n: number },
): Promise<string | undefined> {
  const row = await trx
    .selectFrom('petition')
    .select('id')
    .where('year', '=', year)
    .where('n', '=', n)
    .where(isKeptFrom(viewer), '=', false)
    .executeTakeFirst()
  return row?.id
}

export async function maySeeReveals(trx: Trx, viewer: string, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('petition')
    .select('id')
    .where('id', '=', id)
    .where(isKeptFrom(viewer), '=', false)
    .executeTakeFirst()
  return row !== undefined
}

const isKeptFrom = (viewer: string) =>
  sql<boolean>`(coalesce(course->'recused' ? ${viewer}, false) or coalesce(course->'accused' ? ${viewer}, false))`

export interface Seals {
  place: number
  hash: string
}

/** The chain as it stood at that instant: what was sealed before the first entry of that instant or later. */
export async function sealsBefore(trx: Trx, at: Instant): Promise<Seals | undefined> {
  const first = await trx
    .selectFrom('seal')
    .innerJoin('record', 'record.id', 'seal.entry')
    .select((min) => min.fn.min('place').as('place'))
    .where('record.at', '>=', at)
    .executeTakeFirst()
  let query = trx.selectFrom('seal').select(['place', 'hash'])
  if (first?.place) query = query.where('place', '<', first.place)
  return query.orderBy('place', 'desc').limit(1).executeTakeFirst()
}

/** Committed before that instant and not sealed yet. */
export async function unsealedBefore(trx: Trx, at: Instant): Promise<number> {
  const row = await trx
    .selectFrom('unsealed')
    .innerJoin('record', 'record.id', 'unsealed.entry')
    .select((count) => count.fn.countAll<number>().as('n'))
    .where('record.at', '<', at)
    .executeTakeFirstOrThrow()
  return row.n
}
