// Everything that lies in the database, every table row by row, also what stands in bytes; to look for canaries in it.
import { sql } from 'kysely'
import type { Database } from '../../db/open.ts'

export async function everythingIn({ db }: Pick<Database, 'db'>): Promise<string> {
  const tables = await sql<{ name: string }>`select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'm')`.execute(
    db,
  )
  const parts: string[] = []
  for (const { name } of tables.rows) {
    const rows = await sql<{
      text: string
    }>`select t::text as text from ${sql.table(name)} t`.execute(db)
    for (const { text } of rows.rows) parts.push(`${name}: ${text}`, ...readable(text))
  }
  return parts.join('\n')
}

/** Bytes as the characters they may be, and characters that JSON has escaped. */
function readable(text: string): string[] {
  const bytes = [...text.matchAll(/\\x([0-9a-f]{2,})/g)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').toString('utf8'),
  )
  const base64 = [...text.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)].map(([code]) =>
    Buffer.from(code, 'base64').toString('utf8'),
  )
  const escaped = text.replace(/\\+u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return [...bytes, ...base64, ...(escaped === text ? [] : [escaped])]
}
