// SQL that looks for others: the same visit, the same person, the same matter, the last one.
import type { Transaction } from 'kysely'
import type { DB } from '../../../db/schema.ts'
import { json } from '../../../db/types.ts'
import type { Vault } from '../../../db/vault.ts'
import type { Day } from '../../calendar.ts'
import type { Secret } from '../../secret.ts'
import type { Facts, Petition, Registered } from '../petition.ts'
import { oneRegistered, registered } from '../rows.ts'
import { identityOf, petitionsOf } from '../store.ts'

type Trx = Transaction<DB>

/** Others' registrations of the same day and form that may be the same visit. */
export async function twinsOf(trx: Trx, vault: Vault, draft: Petition): Promise<Registered[]> {
  const known = await sameIdentity(trx, vault, draft)
  const rows = await trx
    .selectFrom('petition')
    .selectAll()
    .where('event_date', '=', draft.eventDate)
    .where('form', '=', draft.form)
    .where('registrar', '<>', draft.registrar)
    .where('state', 'not in', ['draft', 'voided'])
    .orderBy('n')
    .execute()
  return registered(rows).filter((other) => known.has(other.id) || isAlike(other, draft))
}

const isAlike = (a: Facts, b: Facts) =>
  a.summary !== null && a.summary === b.summary && a.headcount === b.headcount

/** Ids of petitions with the same name or telephone, by keyed hash. */
export async function sameIdentity(trx: Trx, vault: Vault, it: Petition): Promise<Set<string>> {
  const identity = await identityOf(trx, vault, it.id)
  const byName = identity.name ? await vault.matters(trx, 'name', identity.name) : []
  const byPhone = identity.phone ? await vault.matters(trx, 'phone', identity.phone) : []
  return new Set([...byName, ...byPhone].map(idOf).filter((id) => id !== it.id))
}

const idOf = (matter: string) => matter.replace(/^petition\//u, '')

/** Whose name or telephone it is. */
export async function idsOf(
  trx: Trx,
  vault: Vault,
  field: 'name' | 'phone',
  value: Secret,
): Promise<string[]> {
  return (await vault.matters(trx, field, value)).map(idOf)
}

/** Earlier matters that this may be another visit of: the same person first, then the same place and topic. */
export async function candidatesOf(trx: Trx, vault: Vault, it: Petition): Promise<Registered[]> {
  const same = await petitionsOf(trx, [...(await sameIdentity(trx, vault, it))])
  const alike = it.locality
    ? registered(
        await trx
          .selectFrom('petition')
          .selectAll()
          .where('locality', '=', it.locality)
          .where('topic', '=', it.topic)
          .where('id', '<>', it.id)
          .where('state', 'not in', ['draft', 'voided'])
          .limit(5)
          .execute(),
      )
    : []
  const all = [...same, ...alike].filter((p) => p.state !== 'voided')
  return [...new Map(all.map((p) => [p.matter, p])).values()].slice(0, 5)
}

/** How often a matter was brought. */
export async function visitsOf(trx: Trx, matter: string): Promise<number> {
  const row = await trx
    .selectFrom('petition')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('matter', '=', matter)
    .where('state', 'not in', ['draft', 'voided'])
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** 复核意见已出 on the matter (第三十六条第三款). */
export async function isTerminated(trx: Trx, matter: string): Promise<boolean> {
  const row = await trx
    .selectFrom('petition')
    .select('id')
    .where('matter', '=', matter)
    .where('state', 'in', ['terminated', 'archived'])
    .where('course', '@>', json({ reviews: [{ kind: 'review_2' }] }))
    .executeTakeFirst()
  return row !== undefined
}

export async function lastOf(
  trx: Trx,
  registrar: string,
  on: Day,
): Promise<Registered | undefined> {
  const row = await trx
    .selectFrom('petition')
    .selectAll()
    .where('registrar', '=', registrar)
    .where('registered_on', '=', on)
    .where('state', '<>', 'voided')
    .orderBy('registered_at', 'desc')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && oneRegistered(row)
}
