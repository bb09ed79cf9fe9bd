// Rows for the figures: neutral facts alone.
import { sql, type Transaction } from 'kysely'
import type { DB } from '../../../db/schema.ts'
import { type Day, day, type Period } from '../../calendar.ts'
import { finishDue } from '../clock.ts'
import { deliveredOn } from '../course.ts'
import type { Registered } from '../petition.ts'
import { registered } from '../rows.ts'
import type { Counted, Hidden } from './figures.ts'

type Trx = Transaction<DB>

/** Whatever touches the period: by its event, its receipt, or one of its limits. */
export async function countedIn(trx: Trx, { from, to }: Period): Promise<Counted[]> {
  const rows = await trx
    .selectFrom('petition')
    .selectAll()
    .where('state', 'not in', ['draft', 'voided'])
    .where(({ or, and, eb }) =>
      or(
        (
          [
            'event_date',
            'received_at',
            'notice_due',
            'legal_due',
            'extended_due',
            'finished_on',
          ] as const
        ).map((column) => and([eb(column, '>=', from), eb(column, '<=', to)])),
      ),
    )
    .orderBy('year')
    .orderBy('n')
    .execute()
  return registered(rows).map(countedOf)
}

function countedOf(p: Registered): Counted {
  return {
    id: p.id,
    form: p.form,
    eventDate: p.eventDate,
    receivedAt: p.receivedAt,
    headcount: p.headcount,
    unsure: p.headcountWords !== null || p.headcountAsked,
    affected: p.affected,
    matter: p.matter,
    sameVisit: p.sameVisit,
    disposition: p.course.handling?.approvedOn ? p.course.handling.disposition : null,
    forwardedOn: p.course.handling?.approvedOn ?? null,
    noticeDue: p.clocks.noticeDue,
    noticedOn: p.course.noticedOn,
    noticeExempt: p.course.noticeExempt !== null,
    finishDue: finishDue(p.clocks),
    finishedOn: p.course.opinion?.on ?? deliveredOn(p.course) ?? p.course.finishedOn,
    extended: p.clocks.extendedDue !== null,
    rating: p.course.rating,
    ratable: p.course.finishedOn !== null,
  }
}

/** Form and day alone: nothing of what they are about is there. */
export async function hiddenIn(trx: Trx, { from, to }: Period): Promise<Hidden[]> {
  const rows = await trx
    .selectFrom('accusation')
    .select(['form', 'received_at'])
    .where('received_at', '>=', from)
    .where('received_at', '<=', to)
    .execute()
  return rows.map((row) => ({ form: row.form, receivedAt: day(row.received_at) }))
}

const open = ['registered', 'proposed', 'routed', 'in_progress', 'under_review', 'replied'] as const

export async function openOnes(trx: Trx): Promise<Registered[]> {
  const rows = await trx
    .selectFrom('petition')
    .selectAll()
    .where('state', 'in', open)
    .orderBy('year')
    .orderBy('n')
    .execute()
  return registered(rows)
}

/** Registered, received or handled by somebody, or assigned to the unit. */
export async function handledBy(trx: Trx, person: string, units: string[]): Promise<Registered[]> {
  const rows = await trx
    .selectFrom('petition')
    .selectAll()
    .where('state', 'in', open)
    .where(({ or, eb }) =>
      or([
        eb('registrar', '=', person),
        eb('handler', '=', person),
        ...(units.length > 0 ? [eb('unit', 'in', units)] : []),
      ]),
    )
    .orderBy('year')
    .orderBy('n')
    .execute()
  return registered(rows)
}

/** By what is in the open: the words are looked for as they stand, no sign of them is a wildcard. */
export async function searched(
  trx: Trx,
  it: { words: string | null; on: Day | null },
): Promise<Registered[]> {
  let query = trx.selectFrom('petition').selectAll().where('state', '<>', 'draft')
  const { words, on } = it
  if (words)
    query = query.where(({ or, eb, fn, val }) =>
      or(
        (['summary', 'topic', 'locality'] as const).map((column) =>
          eb(fn<number>('strpos', [fn.coalesce(column, val('')), val(words)]), '>', 0),
        ),
      ),
    )
  if (on)
    query = query.where(({ or, eb }) => or([eb('event_date', '=', on), eb('received_at', '=', on)]))
  const rows = await query.orderBy('year', 'desc').orderBy('n', 'desc').limit(30).execute()
  return registered(rows)
}

/** What went a short way in the period, for the director's weekly list. */
export async function shortcutsIn(
  trx: Trx,
  { from, to }: Period,
): Promise<{ petition: Registered; what: string }[]> {
  const rows = await trx
    .selectFrom('petition')
    .selectAll()
    .where('state', 'not in', ['draft', 'voided'])
    .where(sql<boolean>`jsonb_array_length(course->'shortcuts') > 0`)
    .orderBy('year')
    .orderBy('n')
    .execute()
  return registered(rows).flatMap((petition) =>
    petition.course.shortcuts
      .filter(({ on }) => on >= from && on <= to)
      .map(({ what }) => ({ petition, what })),
  )
}
