// SQL of the questions that wait. One is open per person; closing it drops the key of what was typed.
import type { Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import type { DB } from '../../db/schema.ts'
import type { WaitingQuestionTable } from '../../db/tables/language.ts'
import type { Vault } from '../../db/vault.ts'
import { Secret } from '../secret.ts'
import { type WaitingQuestion, waiting } from './question.ts'

type Trx = Transaction<DB>
type State = WaitingQuestionTable['state']
interface Keeping {
  trx: Trx
  vault: Vault
  now: Instant
}

export interface Kept {
  id: string
  person: string
  expires: Instant
  asked: WaitingQuestion
}

export async function keepQuestion(
  { trx, vault, now }: Keeping,
  { id, person, expires, asked }: Kept,
): Promise<void> {
  const sealed = await vault.seal(trx, id, new Secret(JSON.stringify(asked)))
  await trx
    .insertInto('waiting_question')
    .values({
      id,
      person,
      kind: asked.kind,
      state: 'open',
      sealed,
      asked_at: now,
      expires_at: expires,
    })
    .execute()
}

/** What waits for this person, locked, the latest first; nothing whose time is over. */
export async function openQuestionsOf(it: Keeping, person: string): Promise<Kept[]> {
  const rows = await it.trx
    .selectFrom('waiting_question')
    .select('id')
    .where('person', '=', person)
    .where('state', '=', 'open')
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const open: Kept[] = []
  for (const { id } of rows) {
    const kept = await lockQuestion(it, id)
    if (kept) open.push(kept)
  }
  return open
}

export async function lockQuestion(it: Keeping, id: string): Promise<Kept | undefined> {
  const row = await it.trx
    .selectFrom('waiting_question')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  return row && row.expires_at > it.now ? opened(it, row) : undefined
}

/** For the card: still asked, or how it ended. */
export async function findQuestion(
  it: Keeping,
  id: string,
): Promise<Kept | { state: Exclude<State, 'open'> } | undefined> {
  const row = await it.trx
    .selectFrom('waiting_question')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.state !== 'open') return { state: row.state }
  return row.expires_at > it.now ? opened(it, row) : { state: 'expired' }
}

async function opened(
  { trx, vault }: Keeping,
  row: { id: string; person: string; sealed: Uint8Array | null; expires_at: Instant },
): Promise<Kept | undefined> {
  if (!row.sealed) return undefined
  const said = await vault.open(trx, row.id, row.sealed)
  const asked = waiting.parse(JSON.parse(said.reveal()))
  return { id: row.id, person: row.person, expires: row.expires_at, asked }
}

export async function closeQuestion(
  { trx, vault }: Keeping,
  id: string,
  state: Exclude<State, 'open'>,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('waiting_question')
    .set({ state, sealed: null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await vault.forget(trx, id)
}

/** Whatever still waits for this person, in time or not: all of it, or only what was nearly meant. */
export async function closeOpen(
  it: Keeping,
  person: string,
  kinds: readonly WaitingQuestion['kind'][],
): Promise<string[]> {
  const rows = await it.trx
    .selectFrom('waiting_question')
    .select('id')
    .where('person', '=', person)
    .where('state', '=', 'open')
    .where('kind', 'in', kinds)
    .execute()
  for (const { id } of rows) await closeQuestion(it, id, 'dropped')
  return rows.map(({ id }) => id)
}

/** Closed ones say nothing any more. */
export async function pruneQuestions(trx: Trx, before: Instant): Promise<void> {
  await trx
    .deleteFrom('waiting_question')
    .where('state', '<>', 'open')
    .where('asked_at', '<', before)
    .execute()
}
