// SQL of petitions: found, locked, registered, saved; and who they are, as ciphertext.
import type { Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import { nextNumber } from '../../db/ledger/numbers.ts'
import type { DB } from '../../db/schema.ts'
import { json } from '../../db/types.ts'
import type { Vault } from '../../db/vault.ts'
import { type Day, type Holidays, parts } from '../calendar.ts'
import { Secret } from '../secret.ts'
import { clocksOf, type Numbers } from './clock.ts'
import type { Facts, Identity, In, Petition, PetitionNumber, Registered } from './petition.ts'
import { oneRegistered, petitionOf, registered, rowOf } from './rows.ts'
import type { Change } from './transitions.ts'

type Trx = Transaction<DB>

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
  { year, n }: PetitionNumber,
): Promise<Registered | undefined> {
  const row = await trx
    .selectFrom('petition')
    .selectAll()
    .where('year', '=', year)
    .where('n', '=', n)
    .executeTakeFirst()
  const found = row && petitionOf(row)
  return found && found.state !== 'draft' ? found : undefined
}

export async function petitionsOf(trx: Trx, ids: string[]): Promise<Registered[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('petition')
    .selectAll()
    .where('id', 'in', ids)
    .where('state', '<>', 'draft')
    .orderBy('year')
    .orderBy('n')
    .execute()
  return registered(rows)
}

export async function addDraft(
  trx: Trx,
  vault: Vault,
  facts: Facts,
  identity: Identity,
): Promise<void> {
  const matter = matterOf(facts.id)
  const sealed = await vault.seal(trx, matter, document(identity))
  await trx
    .insertInto('petition')
    .values({ ...rowOf(facts), state: 'draft', identity: sealed })
    .execute()
  await remember(trx, vault, matter, identity)
}

async function remember(trx: Trx, vault: Vault, matter: string, it: Identity): Promise<void> {
  if (it.name) await vault.remember(trx, matter, 'name', it.name)
  if (it.phone) await vault.remember(trx, matter, 'phone', it.phone)
}

/** Takes the next number of the year of the registration's Shanghai day. */
export async function register(
  trx: Trx,
  draft: In<'draft'>,
  { on, now }: { on: Day; now: Instant },
): Promise<Registered> {
  const { year } = parts(on)
  const n = await nextNumber(trx, 'petition', year)
  const row = await trx
    .updateTable('petition')
    .set({
      ...{ state: 'registered', year, n, registered_at: now, registered_on: on },
      revision: draft.revision + 1,
    })
    .where('id', '=', draft.id)
    .where('revision', '=', draft.revision)
    .returningAll()
    .executeTakeFirstOrThrow()
  return oneRegistered(row)
}

/** What a change leaves: the clocks follow from the facts, whatever the change was. */
export async function save<P extends Petition>(
  trx: Trx,
  petition: P,
  change: Change,
  given: { holidays: Holidays; numbers: Numbers },
): Promise<Petition> {
  const course = { ...petition.course, ...change.course }
  const facts: Facts = { ...petition, ...change.facts, course, revision: petition.revision + 1 }
  const told = petition.clocks.petitionerDeadline
  facts.clocks = clocksOf(given.holidays, facts, given.numbers, told)
  const row = await trx
    .updateTable('petition')
    .set({ ...rowOf(facts), state: change.state ?? petition.state })
    .where('id', '=', petition.id)
    .where('revision', '=', petition.revision)
    .returningAll()
    .executeTakeFirstOrThrow()
  return petitionOf(row)
}

/** A draft that was not wanted leaves nothing behind, its identity least of all. */
export async function dropDraft(trx: Trx, vault: Vault, draft: In<'draft'>): Promise<void> {
  await trx.deleteFrom('petition').where('id', '=', draft.id).execute()
  await vault.forget(trx, matterOf(draft.id))
}

// ── identity ──

export async function identityOf(trx: Trx, vault: Vault, id: string): Promise<Identity> {
  const row = await trx
    .selectFrom('petition')
    .select('identity')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return openIdentity(await vault.open(trx, matterOf(id), row.identity))
}

export function openIdentity(opened: Secret): Identity {
  const read: Record<string, unknown> = JSON.parse(opened.reveal())
  const secret = (key: string) => (typeof read[key] === 'string' ? new Secret(read[key]) : null)
  return {
    name: secret('name'),
    phone: secret('phone'),
    address: secret('address'),
    original: secret('original') ?? new Secret(''),
  }
}

/** The old value stays in the row's image, as ciphertext. */
export async function putIdentity(
  trx: Trx,
  vault: Vault,
  petition: Petition,
  identity: Identity,
): Promise<void> {
  const matter = matterOf(petition.id)
  const identityBytes = await vault.seal(trx, matter, document(identity))
  await trx
    .updateTable('petition')
    .set({ identity: identityBytes, revision: petition.revision + 1 })
    .where('id', '=', petition.id)
    .where('revision', '=', petition.revision)
    .executeTakeFirstOrThrow()
  await remember(trx, vault, matter, identity)
}

export function document(identity: Identity): Secret {
  const open = Object.entries(identity).map(([key, value]) => [key, value?.reveal() ?? null])
  return new Secret(JSON.stringify(Object.fromEntries(open)))
}

export async function addFile(
  trx: Trx,
  petition: Registered,
  file: { key: string; kind: string; message: string },
): Promise<void> {
  const course = { ...petition.course, files: [...petition.course.files, file] }
  await trx
    .updateTable('petition')
    .set({ course: json(course), revision: petition.revision + 1 })
    .where('id', '=', petition.id)
    .where('revision', '=', petition.revision)
    .executeTakeFirstOrThrow()
}
