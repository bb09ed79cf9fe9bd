// Runs statements one after the other.
import { type Kysely, sql } from 'kysely'

export async function run(db: Kysely<unknown>, statements: string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
