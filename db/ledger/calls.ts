// Calls by kind and month, and whether the month's quota was found spent.
import { type Kysely, sql } from 'kysely'
import type { Instant } from '../instant.ts'
import type { DB } from '../schema.ts'

export async function addCalls(
  db: Kysely<DB>,
  month: string,
  calls: Map<string, number>,
): Promise<void> {
  const rows = [...calls].sort(([a], [b]) => (a < b ? -1 : 1))
  if (rows.length === 0) return
  await db
    .insertInto('call_count')
    .values(rows.map(([kind, n]) => ({ month, kind, n })))
    .onConflict((conflict) =>
      conflict
        .columns(['month', 'kind'])
        .doUpdateSet({ n: sql<number>`call_count.n + excluded.n` }),
    )
    .execute()
}

export async function callsIn(
  db: Kysely<DB>,
  month: string,
): Promise<{ kind: string; n: number }[]> {
  return db
    .selectFrom('call_count')
    .select(['kind', 'n'])
    .where('month', '=', month)
    .orderBy('kind')
    .execute()
}

export async function noteSpent(db: Kysely<DB>, month: string, at: Instant): Promise<void> {
  await db
    .insertInto('quota')
    .values({ month, spent_at: at })
    .onConflict((conflict) => conflict.column('month').doUpdateSet({ spent_at: at }))
    .execute()
}

export async function spentAt(db: Kysely<DB>, month: string): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('quota')
    .select('spent_at')
    .where('month', '=', month)
    .executeTakeFirst()
  return row?.spent_at
}
