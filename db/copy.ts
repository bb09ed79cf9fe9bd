// All rows of a database as lines of JSON, and back: for backup and restore on either database, and for the way from the
// built-in one to Postgres. Secrets stay as they lie, ciphertext: without DATA_KEY a copy of them is worth nothing.
import { type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { migrations } from './migrations/index.ts'
import type { DB } from './schema.ts'

const format = 1
const chunk = 500

export interface Head {
  duban: number
  at: string
  /** The schema that the rows fit. */
  schema: string
}

const head = z.object({ duban: z.literal(format), at: z.string(), schema: z.string() })
const rowsLine = z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })
const tailLine = z.object({ counts: z.record(z.string(), z.number()) })

export type Counts = Record<string, number>

export class NotOurs extends Error {
  override name = 'NotOurs'
}

export const schemaNow = (): string => Object.keys(migrations).toSorted().at(-1) ?? ''

/** One picture of one moment, also while others write. The last line holds the counts. */
export async function copyOut(
  db: Kysely<DB>,
  at: string,
  write: (line: string) => Promise<void>,
): Promise<Counts> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      await write(JSON.stringify({ duban: format, at, schema: schemaNow() } satisfies Head))
      const counts: Counts = {}
      for (const table of await tablesInOrder(trx)) {
        counts[table] = await copyTable(trx, table, write)
      }
      await write(JSON.stringify({ counts }))
      return counts
    })
}

async function copyTable(
  trx: Transaction<DB>,
  table: string,
  write: (line: string) => Promise<void>,
): Promise<number> {
  let count = 0
  let last = '(0,0)'
  for (;;) {
    const { rows } = await sql<{ at: string; row: string }>`
      select t.ctid::text as at, to_jsonb(t)::text as row from ${sql.table(table)} t
      where t.ctid > ${last}::tid order by t.ctid limit ${chunk}`.execute(trx)
    if (rows.length === 0) return count
    await write(`{"table":${JSON.stringify(table)},"rows":[${rows.map((r) => r.row).join(',')}]}`)
    count += rows.length
    last = rows.at(-1)?.at ?? last
  }
}

/** Into a database that is migrated and holds nobody yet; all or nothing. Returns what lies there afterwards. */
export async function copyIn(db: Kysely<DB>, lines: AsyncIterable<string>): Promise<Counts> {
  return db.transaction().execute(async (trx) => {
    await mustBeEmpty(trx)
    const tables = await tablesInOrder(trx)
    await quietTriggers(trx, tables, 'disable')
    for (const table of tables.toReversed()) await sql`delete from ${sql.table(table)}`.execute(trx)
    const promised = await takeLines(trx, lines)
    await quietTriggers(trx, tables, 'enable')
    await raiseSequences(trx)
    const counts = await countRows(trx)
    mustAgree(promised, counts)
    return counts
  })
}

async function takeLines(trx: Transaction<DB>, lines: AsyncIterable<string>): Promise<Counts> {
  let place = 0
  for await (const line of lines) {
    if (!line) continue
    if (place++ === 0) {
      checkHead(line)
      continue
    }
    const value: unknown = JSON.parse(line)
    const rows = rowsLine.safeParse(value)
    if (!rows.success) return tailLine.parse(value).counts
    await insertRows(trx, rows.data.table, line)
  }
  throw new NotOurs('备份文件不完整（缺少结尾），未作任何改动。')
}

function checkHead(line: string): void {
  const read = head.safeParse(parsed(line))
  if (!read.success) throw new NotOurs('这不是本系统的备份文件。')
  if (read.data.schema !== schemaNow()) {
    throw new NotOurs(
      `备份的数据结构为 ${read.data.schema}，本程序为 ${schemaNow()}。请先用备份当时的版本恢复，再升级。`,
    )
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The schema is named: `record` alone would be Postgres' own pseudo-type. */
async function insertRows(trx: Transaction<DB>, table: string, line: string): Promise<void> {
  await sql`insert into ${sql.table(table)} overriding system value
    select * from jsonb_populate_recordset(null::${sql.id('public', table)}, (${line}::text::jsonb)->'rows')`.execute(
    trx,
  )
}

async function mustBeEmpty(trx: Transaction<DB>): Promise<void> {
  const person = await trx.selectFrom('person').select('open_id').limit(1).executeTakeFirst()
  const entry = await trx.selectFrom('record').select('id').limit(1).executeTakeFirst()
  if (person || entry) throw new NotOurs('目标数据库里已有数据，未作任何改动。请使用空的数据库。')
}

/** Rows come back as they were: no before-images, no versions raised. Ours to switch off, so no superuser is needed. */
async function quietTriggers(
  trx: Transaction<DB>,
  tables: string[],
  to: 'enable' | 'disable',
): Promise<void> {
  for (const table of tables) {
    await sql`alter table ${sql.table(table)} ${sql.raw(to)} trigger user`.execute(trx)
  }
}

async function raiseSequences(trx: Transaction<DB>): Promise<void> {
  await sql`select setval('office_version_seq', (select max(version) from office_version) + 1)`.execute(
    trx,
  )
  await sql`select setval(pg_get_serial_sequence('row_image', 'n'),
    greatest(1, (select coalesce(max(n), 0) from row_image)))`.execute(trx)
}

export async function countRows(db: Kysely<DB>): Promise<Counts> {
  const counts: Counts = {}
  for (const table of await tablesInOrder(db)) {
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from ${sql.table(table)}`.execute(db)
    counts[table] = rows[0]?.n ?? 0
  }
  return counts
}

export function mustAgree(promised: Counts, found: Counts): void {
  const differing = Object.keys({ ...promised, ...found }).filter(
    (table) => (promised[table] ?? 0) !== (found[table] ?? 0),
  )
  if (differing.length > 0) throw new NotOurs(`条数不一致：${differing.join('、')}，未作任何改动。`)
}

/** Those that others refer to come first. */
async function tablesInOrder(db: Kysely<DB>): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = 'public' and c.relname not like 'kysely%'
    order by c.relname`.execute(db)
  const { rows: refs } = await sql<{ from: string; to: string }>`
    select f.relname as from, t.relname as to from pg_constraint r
    join pg_class f on f.oid = r.conrelid join pg_class t on t.oid = r.confrelid
    where r.contype = 'f' and f.oid <> t.oid`.execute(db)
  return sorted(
    tables.map(({ name }) => name),
    refs,
  )
}

function sorted(names: string[], refs: { from: string; to: string }[]): string[] {
  const done: string[] = []
  const visit = (name: string) => {
    if (done.includes(name)) return
    for (const ref of refs) if (ref.from === name) visit(ref.to)
    done.push(name)
  }
  for (const name of names) visit(name)
  return done
}
