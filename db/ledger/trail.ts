// What an act left behind beside its rows: subjects, agenda as it was before, messages. From this it can be taken back.
import { type Selectable, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'
import type { ActTrailTable } from '../tables/decision.ts'
import { json } from '../types.ts'
import type { DueRow } from './agenda.ts'

type Trx = Transaction<DB>

export interface Subject {
  feature: string
  subject: string
}

export interface Armed extends DueRow {
  before: string | null
}

export interface Trail {
  act: string
  by: string
  at: Instant
  subjects: Subject[]
  agenda: Armed[]
  messages: string[]
  final: string | null
  undoneBy: string | null
}

export async function addTrail(trx: Trx, trail: Omit<Trail, 'undoneBy'>): Promise<void> {
  const { act, by, at, final } = trail
  const lists = {
    subjects: json(trail.subjects),
    agenda: json(trail.agenda),
    messages: json(trail.messages),
  }
  await trx
    .insertInto('act_trail')
    .values({ act, by, at, final, ...lists })
    .execute()
}

export async function lockTrail(trx: Trx, act: string): Promise<Trail | undefined> {
  const row = await trx
    .selectFrom('act_trail')
    .selectAll()
    .where('act', '=', act)
    .forUpdate()
    .executeTakeFirst()
  return row && trailOf(row)
}

export async function findTrail(trx: Trx, act: string): Promise<Trail | undefined> {
  const row = await trx
    .selectFrom('act_trail')
    .selectAll()
    .where('act', '=', act)
    .executeTakeFirst()
  return row && trailOf(row)
}

/** Somebody's acts since then that stand, the latest first. */
export async function trailsOf(trx: Trx, by: string, since: Instant): Promise<Trail[]> {
  const rows = await trx
    .selectFrom('act_trail')
    .selectAll()
    .where('by', '=', by)
    .where('at', '>', since)
    .where('undone_by', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('act', 'desc')
    .limit(50)
    .execute()
  return rows.map(trailOf)
}

export async function noteUndone(trx: Trx, act: string, undoneBy: string): Promise<void> {
  await trx.updateTable('act_trail').set({ undone_by: undoneBy }).where('act', '=', act).execute()
}

export async function changedRows(trx: Trx, act: string): Promise<boolean> {
  const row = await trx
    .selectFrom('record')
    .select('id')
    .where('act', '=', act)
    .where(sql<boolean>`images <> '[]'::jsonb`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The subjects of the act's own entries; others were drawn anew because of it. */
export async function actedSubjects(trx: Trx, act: string): Promise<Subject[]> {
  return trx
    .selectFrom('record')
    .select(['feature', 'subject'])
    .distinct()
    .where('act', '=', act)
    .execute()
}

/** Who changed something of its subjects afterwards that still stands; looking at it, or failing to send it, is nothing. */
export async function actedOnAfter(
  trx: Trx,
  trail: Trail,
): Promise<{ by: string; at: Instant } | undefined> {
  const found = await sql<{ by: string; at: Instant }>`
    select r.by, r.at from record r
    join jsonb_to_recordset(${json(trail.subjects)}) as s(feature text, subject text)
      on r.feature = s.feature and r.subject = s.subject
    where r.act <> ${trail.act} and r.verb <> 'undo'
      and r.id > (select max(mine.id::text)::uuid from record mine where mine.act = ${trail.act})
      and exists (
        select from record change where change.act = r.act and change.images <> '[]'::jsonb)
      and not exists (
        select from act_trail t where t.act = r.act and t.undone_by is not null)
    order by r.id limit 1`.execute(trx)
  return found.rows[0]
}

export async function dueAtOf(trx: Trx, row: DueRow): Promise<Instant | null> {
  const found = await trx
    .selectFrom('agenda')
    .select('due_at')
    .where('feature', '=', row.feature)
    .where('subject', '=', row.subject)
    .where('kind', '=', row.kind)
    .executeTakeFirst()
  return found?.due_at ?? null
}

const subjects = z.array(z.object({ feature: z.string(), subject: z.string() }))
const agenda = z.array(
  z.object({
    feature: z.string(),
    subject: z.string(),
    kind: z.string(),
    before: z.string().nullable(),
  }),
)

function trailOf(row: Selectable<ActTrailTable>): Trail {
  return {
    act: row.act,
    by: row.by,
    at: row.at,
    subjects: subjects.parse(row.subjects),
    agenda: agenda.parse(row.agenda),
    messages: z.array(z.string()).parse(row.messages),
    final: row.final,
    undoneBy: row.undone_by,
  }
}
