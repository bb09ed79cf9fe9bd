// SQL of petitions; the only crossing between row and domain.
import type { Selectable, Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import { nextNumber } from '../../db/ledger/numbers.ts'
import type { DB } from '../../db/schema.ts'
import type { PetitionTable } from '../../db/tables/petition.ts'
import type { Vault } from '../../db/vault.ts'
import { type Day, day, parts } from '../calendar.ts'
import { Secret } from '../secret.ts'
import type { Draft, Facts, Identity, Petition, Registered } from './petition.ts'

type Trx = Transaction<DB>
type Row = Selectable<PetitionTable>

export const matterOf = (id: string) => `petition/${id}`

export async function findPetition(trx: Trx, id: string): Promise<Petition | undefined> {
  const row = await trx.selectFrom('petition').selectAll().where('id', '=', id).executeTakeFirst()
  return row && petitionOf(row)
}

export async function lockPetition(trx: Trx, id: string): Promise<Petition | undefined> {
  const row = await trx
    .selectFrom('petition')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && petitionOf(row)
}

export async function petitionByNumber(
  trx: Trx,
  year: number,
  n: number,
): Promise<Petition | undefined> {
  const row = await trx
    .selectFrom('petition')
    .selectAll()
    .where('year', '=', year)
    .where('n', '=', n)
    .executeTakeFirst()
  return row && petitionOf(row)
}

export async function addDraft(
  trx: Trx,
  vault: Vault,
  facts: Facts,
  identity: Identity,
  now: Instant,
): Promise<void> {
  const matter = matterOf(facts.id)
  await trx
    .insertInto('petition')
    .values({
      id: facts.id,
      revision: 1,
      state: 'draft',
      form: facts.form,
      event_date: facts.eventDate,
      received_at: facts.receivedAt,
      headcount: facts.headcount,
      headcount_words: facts.headcountWords,
      purpose: facts.purpose,
      topic: facts.topic,
      collective: facts.collective,
      notice_due: facts.noticeDue,
      registrar: facts.registrar,
      created_at: now,
      identity: await vault.seal(trx, matter, document(identity)),
    })
    .execute()
  if (identity.name) await vault.remember(trx, matter, 'name', identity.name)
  if (identity.phone) await vault.remember(trx, matter, 'phone', identity.phone)
}

/** Takes the next number of the year of the registration's Shanghai day. */
export async function registerDraft(
  trx: Trx,
  draft: Draft,
  on: Day,
  told: boolean,
  now: Instant,
): Promise<Registered> {
  const { year } = parts(on)
  const n = await nextNumber(trx, 'petition', year)
  const row = await trx
    .updateTable('petition')
    .set({
      state: 'registered',
      year,
      n,
      registered_at: now,
      noticed_on: told ? on : null,
      revision: draft.revision + 1,
    })
    .where('id', '=', draft.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const registered = petitionOf(row)
  if (registered.state !== 'registered') throw new Error('a registered petition has another state')
  return registered
}

export async function noteNoticed(trx: Trx, petition: Registered, on: Day): Promise<void> {
  await trx
    .updateTable('petition')
    .set({ noticed_on: on, revision: petition.revision + 1 })
    .where('id', '=', petition.id)
    .execute()
}

/** A draft that was not wanted leaves nothing behind, its identity least of all. */
export async function dropDraft(trx: Trx, vault: Vault, draft: Draft): Promise<void> {
  await trx.deleteFrom('petition').where('id', '=', draft.id).execute()
  await vault.forget(trx, matterOf(draft.id))
}

export async function identityOf(trx: Trx, vault: Vault, id: string): Promise<Identity> {
  const row = await trx
    .selectFrom('petition')
    .select('identity')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const opened = await vault.open(trx, matterOf(id), row.identity)
  const read: Record<string, unknown> = JSON.parse(opened.reveal())
  const secret = (key: string) => (typeof read[key] === 'string' ? new Secret(read[key]) : null)
  return {
    name: secret('name'),
    phone: secret('phone'),
    address: secret('address'),
    original: secret('original') ?? new Secret(''),
  }
}

function document(identity: Identity): Secret {
  const open = Object.entries(identity).map(([key, value]) => [key, value?.reveal() ?? null])
  return new Secret(JSON.stringify(Object.fromEntries(open)))
}

function petitionOf(row: Row): Petition {
  const facts: Facts = {
    id: row.id,
    revision: row.revision,
    form: row.form,
    eventDate: day(row.event_date),
    receivedAt: day(row.received_at),
    headcount: row.headcount,
    headcountWords: row.headcount_words,
    purpose: row.purpose,
    topic: row.topic,
    collective: row.collective,
    noticeDue: day(row.notice_due),
    registrar: row.registrar,
  }
  if (row.state === 'draft') return { ...facts, state: 'draft' }
  if (row.year === null || row.n === null) throw new Error('a petition without a number')
  const number = { year: row.year, n: row.n }
  if (row.state === 'voided') return { ...facts, state: 'voided', number }
  if (row.registered_at === null) throw new Error('a petition without its day of registration')
  const noticedOn = row.noticed_on === null ? null : day(row.noticed_on)
  return { ...facts, state: 'registered', number, registeredAt: row.registered_at, noticedOn }
}
