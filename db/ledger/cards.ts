// Cards that are out there. A row from the moment a card is decided on; `wanted` rises with every change of its subject,
// `shown` follows what was really drawn. A card of which shown < wanted is behind, and is drawn again.
import { type ExpressionBuilder, sql, type Transaction } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'
import { type Json, json } from '../types.ts'
import { whatIsNext } from './lanes.ts'

export interface NewCard {
  id: string
  feature: string
  subject: string
  view: string
  args: Json
  lane: string
}

export async function addCard(trx: Transaction<DB>, card: NewCard): Promise<void> {
  await trx
    .insertInto('card')
    .values({ ...card, args: json(card.args), wanted: 1, shown: 0, retired: false })
    .execute()
}

export interface Subject {
  feature: string
  subject: string
}

/**
 * The subjects have changed: every live card of them, and every sheet with a line of them, is wanted anew. Returns the
 * lanes that have something to redraw. Cards are locked in one order, the tapped one among them, and before any lane.
 */
export async function wantRedraw(
  trx: Transaction<DB>,
  changed: Subject[],
  tapped?: string,
): Promise<string[]> {
  if (changed.length === 0 && !tapped) return []
  await trx
    .selectFrom('card')
    .select('id')
    .where((where) =>
      where.or([...changed.map((one) => showing(where, one)), ...ofId(where, tapped)]),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  if (changed.length === 0) return []
  const behind = await trx
    .updateTable('card')
    .set({ wanted: sql`wanted + 1` })
    .where('retired', '=', false)
    .where((where) => where.or(changed.map((one) => showing(where, one))))
    .returning(['lane', 'message_id'])
    .execute()
  return behind.filter((card) => card.message_id).map((card) => card.lane)
}

type Where = ExpressionBuilder<DB, 'card'>

/** Its own cards, those that ask for a decision on it, and the sheets with a line of it. */
function showing(where: Where, { feature, subject }: Subject) {
  return where.or([
    where.and([where('feature', '=', feature), where('subject', '=', subject)]),
    where.and([
      where('feature', '=', 'approval'),
      where('subject', 'in', (requests) =>
        requests
          .selectFrom('approval')
          .select(sql<string>`id::text`.as('request'))
          .where('feature', '=', feature)
          .where('subject', '=', subject),
      ),
    ]),
    where.and([
      where('feature', '=', 'digest'),
      where('subject', 'in', (sheets) =>
        sheets
          .selectFrom('sheet_line')
          .select(sql<string>`day || '/' || lane`.as('sheet'))
          .where((line) =>
            line.or([
              line.and([line('feature', '=', feature), line('subject', '=', subject)]),
              line.and([line('feature', '=', 'renewal'), line('subject', 'in', cardsOf)]),
            ]),
          ),
      ),
    ]),
  ])

  /** A line may stand for a card that has grown too old. */
  function cardsOf(cards: Pick<ExpressionBuilder<DB, 'sheet_line'>, 'selectFrom'>) {
    return cards
      .selectFrom('card as moved')
      .select(sql<string>`moved.id::text`.as('moved'))
      .where('moved.feature', '=', feature)
      .where('moved.subject', '=', subject)
  }
}

const ofId = (where: Where, id: string | undefined) => (id ? [where('id', '=', id)] : [])

/** Whoever changes a card and then its lane locks them in this order: a dispatch does. */
export async function lockCard(trx: Transaction<DB>, id: string): Promise<void> {
  await trx.selectFrom('card').select('id').where('id', '=', id).forUpdate().execute()
}

/** Not locked: the subject is locked first, cards after it. */
export async function cardOfMessage(trx: Transaction<DB>, messageId: string) {
  return trx.selectFrom('card').selectAll().where('message_id', '=', messageId).executeTakeFirst()
}

export async function turnInto(
  trx: Transaction<DB>,
  id: string,
  view: string,
  args: Json,
): Promise<void> {
  await trx
    .updateTable('card')
    .set({ view, args: json(args), wanted: sql`wanted + 1` })
    .where('id', '=', id)
    .execute()
}

/** What was drawn: never lowered. */
export async function noteShown(
  trx: Transaction<DB>,
  id: string,
  revision: number,
  drawn: string,
): Promise<void> {
  await trx
    .updateTable('card')
    .set({ shown: sql`greatest(shown, ${revision})`, drawn, patch_until: null, redraw_at: null })
    .where('id', '=', id)
    .execute()
}

/** Its buttons have moved elsewhere: it says so, once. The lane is woken by what took its place. */
export async function standInstead(trx: Transaction<DB>, id: string, said: string): Promise<void> {
  await trx
    .updateTable('card')
    .set({ withdrawn: said, wanted: sql`wanted + 1` })
    .where('id', '=', id)
    .where('withdrawn', 'is', null)
    .execute()
}

export async function retire(trx: Transaction<DB>, id: string): Promise<void> {
  await trx
    .updateTable('card')
    .set({ retired: true, patch_until: null, redraw_at: null })
    .where('id', '=', id)
    .execute()
}

/** To be drawn again from that instant on: the answer of a tap may not count, and what is shown is not known till then. */
export async function redrawFrom(trx: Transaction<DB>, id: string, at: Instant): Promise<void> {
  await trx.updateTable('card').set({ redraw_at: at, drawn: null }).where('id', '=', id).execute()
}

/** The answer of a tap was shown in time: it counts, unless a change of that message was in flight. */
export async function noteAnswered(
  trx: Transaction<DB>,
  id: string,
  lane: string,
  revision: number,
  drawn: string,
  now: Instant,
): Promise<void> {
  await lockCard(trx, id)
  await trx.selectFrom('lane').select('lane').where('lane', '=', lane).forUpdate().execute()
  await trx
    .updateTable('card')
    .set({ shown: sql`greatest(shown, ${revision})`, drawn, redraw_at: null })
    .where('id', '=', id)
    .where((where) => where.or([where('patch_until', 'is', null), where('patch_until', '<', now)]))
    .execute()
  await trx
    .updateTable('lane')
    .set({ next_at: whatIsNext(now) })
    .where('lane', '=', lane)
    .where('lease_until', '<=', now)
    .execute()
}
