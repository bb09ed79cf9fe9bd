// Secrets at rest: each matter has its own AES-256-GCM key, wrapped by DATA_KEY. Re-keying re-wraps; dropping a matter's
// key closes it for ever. Values are found again by keyed hashes; the key of those is wrapped like the others.
import type { Transaction } from 'kysely'
import { type CryptoKey, copy, decrypt, encrypt, masterKey, utf8 } from './master-key.ts'
import type { DB } from './schema.ts'
import { Secret } from './secret.ts'

export { parseDataKey } from './master-key.ts'

type Trx = Transaction<DB>

export interface Vault {
  /** Ciphertext of a text under the matter's key, which is made on first use. */
  seal(trx: Trx, matter: string, secret: Secret): Promise<Uint8Array>
  open(trx: Trx, matter: string, sealed: Uint8Array): Promise<Secret>
  /** Whole-value keyed hash for matching, stored apart from the matter. */
  remember(trx: Trx, matter: string, field: string, value: Secret): Promise<void>
  matters(trx: Trx, field: string, value: Secret): Promise<string[]>
  /** Whether any of the values is one that some matter remembers. */
  knowsAny(trx: Trx, field: string, values: string[]): Promise<boolean>
  forget(trx: Trx, matter: string): Promise<void>
  check(trx: Trx): Promise<KeyCheck>
}

/** wrong: the data was written under another DATA_KEY · half: `rekey` has not come to its end */
export type KeyCheck = 'right' | 'new' | 'wrong' | 'half'

/** A process that goes on under a key that was replaced may write nothing that nobody could open any more. */
export class ReplacedKey extends Error {
  override name = 'ReplacedKey'
}

export async function createVault(dataKey: Uint8Array): Promise<Vault> {
  const master = await masterKey(dataKey)

  const matterKey = async (trx: Trx, matter: string): Promise<CryptoKey | undefined> => {
    const row = await trx
      .selectFrom('secret_key')
      .select('wrapped')
      .where('matter', '=', matter)
      .executeTakeFirst()
    return row && importMatterKey(await master.unwrap(row.wrapped, matter))
  }
  const newMatterKey = async (trx: Trx, matter: string): Promise<CryptoKey> => {
    await present(trx, true)
    const raw = crypto.getRandomValues(new Uint8Array(32))
    const wrapped = await master.wrap(raw, matter)
    await trx.insertInto('secret_key').values({ matter, key_id: master.id, wrapped }).execute()
    return importMatterKey(raw)
  }
  const present = async (trx: Trx, hold: boolean) => {
    const find = () => {
      const query = trx.selectFrom('vault_check').selectAll()
      return (hold ? query.forShare() : query).executeTakeFirst()
    }
    const row = (await find()) ?? (await check(trx).then(find))
    if (row?.key_id !== master.id) throw new ReplacedKey('DATA_KEY was replaced meanwhile')
    return row
  }
  /** Whoever writes under the key holds it until the commit: `rekey` comes to its end before this or after it. */
  const hashes = async (trx: Trx, field: string, values: string[], hold: boolean) => {
    const raw = await master.unwrap((await present(trx, hold)).check, 'search')
    const hmac = { name: 'HMAC', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('raw', copy(raw), hmac, false, ['sign'])
    const hash = async (value: string) => {
      const text = `${field}\0${value.normalize('NFKC').trim()}`
      return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(text)))
    }
    return Promise.all(values.map(hash))
  }
  const found = async (trx: Trx, field: string, values: string[]): Promise<string[]> => {
    if (values.length === 0) return []
    const rows = await trx
      .selectFrom('secret_hash')
      .select('matter')
      .where('field', '=', field)
      .where('hash', 'in', await hashes(trx, field, values, false))
      .execute()
    return rows.map((row) => row.matter)
  }

  const check = async (trx: Trx): Promise<KeyCheck> => {
    const row = await trx.selectFrom('vault_check').selectAll().executeTakeFirst()
    const keys = await keysInUse(trx, master.id)
    if (row?.key_id === master.id) return keys.others ? 'half' : 'right'
    if (row || keys.own || keys.others) return keys.own ? 'half' : 'wrong'
    const search = crypto.getRandomValues(new Uint8Array(32))
    const made = await trx
      .insertInto('vault_check')
      .values({ one: true, key_id: master.id, check: await master.wrap(search, 'search') })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key_id')
      .executeTakeFirst()
    // Another process that starts at the same moment was quicker: perhaps with another key.
    return made ? 'new' : check(trx)
  }

  return {
    check,
    async seal(trx, matter, secret) {
      const key = (await matterKey(trx, matter)) ?? (await newMatterKey(trx, matter))
      return encrypt(key, utf8(secret.reveal()), matter)
    },
    async open(trx, matter, sealed) {
      const key = await matterKey(trx, matter)
      if (!key) throw new Error('the key of this matter was dropped')
      return new Secret(new TextDecoder().decode(await decrypt(key, sealed, matter)))
    },
    async remember(trx, matter, field, value) {
      const [hash] = await hashes(trx, field, [value.reveal()], true)
      if (!hash) return
      await trx
        .insertInto('secret_hash')
        .values({ matter, field, hash })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    matters: (trx, field, value) => found(trx, field, [value.reveal()]),
    async knowsAny(trx, field, values) {
      return (await found(trx, field, values)).length > 0
    },
    async forget(trx, matter) {
      await trx.deleteFrom('secret_hash').where('matter', '=', matter).execute()
      await trx.deleteFrom('secret_key').where('matter', '=', matter).execute()
    },
  }
}

async function keysInUse(trx: Trx, own: string): Promise<{ own: boolean; others: boolean }> {
  const has = (is: '=' | '<>') =>
    trx.selectFrom('secret_key').select('matter').where('key_id', is, own).limit(1)
  return {
    own: (await has('=').executeTakeFirst()) !== undefined,
    others: (await has('<>').executeTakeFirst()) !== undefined,
  }
}

function importMatterKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', copy(raw), 'AES-GCM', false, ['encrypt', 'decrypt'])
}
