// Secrets at rest: each matter has its own AES-256-GCM key, wrapped by a key derived from DATA_KEY (HKDF-SHA-256).
// Re-keying re-wraps; dropping a matter's row closes it for ever. WebCrypto, so that it runs on Workers too.
import type { webcrypto } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { DB } from './schema.ts'
import { Secret } from './secret.ts'

type Trx = Transaction<DB>
type CryptoKey = webcrypto.CryptoKey
type KeyUsage = webcrypto.KeyUsage
type Bytes = Uint8Array<ArrayBuffer>

export interface Vault {
  /** Ciphertext of a text under the matter's key, which is made on first use. */
  seal(trx: Trx, matter: string, secret: Secret): Promise<Uint8Array>
  open(trx: Trx, matter: string, sealed: Uint8Array): Promise<Secret>
  /** Whole-value keyed hash for matching, stored apart from the matter. */
  remember(trx: Trx, matter: string, field: string, value: Secret): Promise<void>
  matters(trx: Trx, field: string, value: Secret): Promise<string[]>
  forget(trx: Trx, matter: string): Promise<void>
  /** `wrong`: the database was written under another DATA_KEY. */
  check(trx: Trx): Promise<'right' | 'new' | 'wrong'>
}

export async function createVault(dataKey: Uint8Array): Promise<Vault> {
  const root = await crypto.subtle.importKey('raw', copy(dataKey), 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ])
  const wrapping = await derive(root, 'duban/wrap', { name: 'AES-GCM', length: 256 }, [
    'encrypt',
    'decrypt',
  ])
  const searching = await derive(
    root,
    'duban/search',
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    ['sign'],
  )
  const keyId = await idOf(root)

  const matterKey = async (trx: Trx, matter: string): Promise<CryptoKey | undefined> => {
    const row = await trx
      .selectFrom('secret_key')
      .select('wrapped')
      .where('matter', '=', matter)
      .executeTakeFirst()
    return row && importMatterKey(await decrypt(wrapping, row.wrapped, matter))
  }
  const newMatterKey = async (trx: Trx, matter: string): Promise<CryptoKey> => {
    const raw = crypto.getRandomValues(new Uint8Array(32))
    const wrapped = await encrypt(wrapping, raw, matter)
    await trx.insertInto('secret_key').values({ matter, key_id: keyId, wrapped }).execute()
    return importMatterKey(raw)
  }
  const hashOf = async (field: string, value: Secret): Promise<Uint8Array> => {
    const text = value.reveal().normalize('NFKC').trim()
    return new Uint8Array(await crypto.subtle.sign('HMAC', searching, utf8(`${field}\0${text}`)))
  }

  return {
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
      await trx
        .insertInto('secret_hash')
        .values({ matter, field, hash: await hashOf(field, value) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async matters(trx, field, value) {
      const rows = await trx
        .selectFrom('secret_hash')
        .select('matter')
        .where('field', '=', field)
        .where('hash', '=', await hashOf(field, value))
        .execute()
      return rows.map((row) => row.matter)
    },
    async forget(trx, matter) {
      await trx.deleteFrom('secret_hash').where('matter', '=', matter).execute()
      await trx.deleteFrom('secret_key').where('matter', '=', matter).execute()
    },
    async check(trx) {
      const row = await trx.selectFrom('vault_check').selectAll().executeTakeFirst()
      if (row) return row.key_id === keyId ? 'right' : 'wrong'
      const check = await encrypt(wrapping, utf8('duban'), 'check')
      await trx.insertInto('vault_check').values({ one: true, key_id: keyId, check }).execute()
      return 'new'
    },
  }
}

/** 32 bytes from 64 hex digits or 44 base64 characters; undefined for anything else. */
export function parseDataKey(text: string): Uint8Array | undefined {
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : Buffer.from(text, 'base64')
  return bytes.length === 32 ? new Uint8Array(bytes) : undefined
}

async function derive(
  root: CryptoKey,
  info: string,
  algorithm: { name: 'AES-GCM'; length: number } | { name: 'HMAC'; hash: string; length: number },
  uses: KeyUsage[],
): Promise<CryptoKey> {
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(info) }
  return crypto.subtle.deriveKey(hkdf, root, algorithm, false, uses)
}

/** Names the master key without telling it. */
async function idOf(root: CryptoKey): Promise<string> {
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8('duban/id') }
  return Buffer.from(await crypto.subtle.deriveBits(hkdf, root, 64)).toString('hex')
}

function importMatterKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', copy(raw), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** iv (12 bytes) ‖ ciphertext; the matter is authenticated with it, so rows cannot be swapped. */
async function encrypt(key: CryptoKey, plain: Uint8Array, matter: string): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const params = { name: 'AES-GCM', iv, additionalData: utf8(matter) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(params, key, copy(plain)))
  return new Uint8Array([...iv, ...sealed])
}

async function decrypt(key: CryptoKey, sealed: Uint8Array, matter: string): Promise<Uint8Array> {
  const params = { name: 'AES-GCM', iv: copy(sealed.subarray(0, 12)), additionalData: utf8(matter) }
  return new Uint8Array(await crypto.subtle.decrypt(params, key, copy(sealed.subarray(12))))
}

const utf8 = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text))
const copy = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)
