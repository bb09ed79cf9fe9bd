// Replays the record: from nothing, act by act, to each row of each duty as its last act left it.
import { sql, type Transaction } from 'kysely'
import type { Finding } from './record-verify.ts'
import type { DB } from './schema.ts'

type Trx = Transaction<DB>
export type Row = Record<string, unknown>

/**
 * Tables of which every change is an act: all rows, all columns, from the insert on (bits 2, 3 and 4: insert, delete, update).
 * The roster's are not among them: what Feishu says of people and groups is nobody's act.
 */
export async function recordedTables(trx: Trx): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select c.relname as name from pg_trigger t
      join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
    where p.proname = 'keep_before_image' and t.tgqual is null and t.tgattr = ''
      and t.tgtype & 28 = 28 order by 1`.execute(trx)
  return found.rows.map(({ name }) => name)
}

/** The rows of a table by what the record alone says. The session must be in UTC, as the images are. */
export async function replay(trx: Trx, table: string): Promise<Map<string, Row>> {
  const found = await sql<{ id: string; after: Row | null }>`
    select distinct on (id) id, after from ${changes(table)} order by id, n desc`.execute(trx)
  return new Map(found.rows.flatMap(({ id, after }) => (after ? [[id, after] as const] : [])))
}

/** Each row that is not as the record leaves it, and each change that did not begin where the one before it ended. */
export async function rowFindings(trx: Trx): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const table of await recordedTables(trx)) {
    const rows = [...(await brokenSteps(trx, table)), ...(await strayRows(trx, table))]
    const names = new Set(rows.filter(({ is, was }) => differs(is, was)).map(({ id }) => id))
    for (const row of names) findings.push({ what: 'row', table, row })
  }
  return findings
}

interface Step {
  id: string
  is: Row | null
  was: Row | null
}

const changes = (table: string) => sql`(
  select i->>'id' as id, (i->>'n')::int as n,
    nullif(i->'before', 'null'::jsonb) as before, nullif(i->'after', 'null'::jsonb) as after
  from record, jsonb_array_elements(images) as image(i)
  where i->>'t' = ${table}) change`

async function brokenSteps(trx: Trx, table: string): Promise<Step[]> {
  const found = await sql<Step>`
    select id, before as is, was from (
      select id, before, lag(after) over (partition by id order by n) as was
      from ${changes(table)}) step
    where before is distinct from was`.execute(trx)
  return found.rows
}

async function strayRows(trx: Trx, table: string): Promise<Step[]> {
  const found = await sql<Step>`
    select coalesce(present.id, last.id) as id, present.row as is, last.after as was
    from (select id::text as id, to_jsonb(t) as row from ${sql.table(table)} t) present
      full join (select distinct on (id) id, after from ${changes(table)} order by id, n desc) last
        on last.id = present.id
    where present.row is distinct from last.after`.execute(trx)
  return found.rows
}

/** Columns that came or went with a migration since are nobody's act. */
function differs(is: Row | null, was: Row | null): boolean {
  if (!is || !was) return is !== was
  const common = Object.keys(is).filter((column) => column in was)
  return common.some((column) => JSON.stringify(is[column]) !== JSON.stringify(was[column]))
}
