// The master key (DATA_KEY): what is derived from it, and how it wraps other keys. WebCrypto, so that it runs on Workers too.
import type { webcrypto } from 'node:crypto'

export type CryptoKey = webcrypto.CryptoKey
type Bytes = Uint8Array<ArrayBuffer>

export interface MasterKey {
  /** Names the key without telling it. */
  id: string
  wrap(raw: Uint8Array, name: string): Promise<Uint8Array>
  unwrap(wrapped: Uint8Array, name: string): Promise<Uint8Array>
}

export async function masterKey(dataKey: Uint8Array): Promise<MasterKey> {
  const uses = ['deriveKey', 'deriveBits'] as const
  const root = await crypto.subtle.importKey('raw', copy(dataKey), 'HKDF', false, [...uses])
  const algorithm = { name: 'AES-GCM', length: 256 }
  const wrapping = await crypto.subtle.deriveKey(hkdf('duban/wrap'), root, algorithm, false, [
    'encrypt',
    'decrypt',
  ])
  const id = Buffer.from(await crypto.subtle.deriveBits(hkdf('duban/id'), root, 64)).toString('hex')
  return {
    id,
    wrap: (raw, name) => encrypt(wrapping, raw, name),
    unwrap: (wrapped, name) => decrypt(wrapping, wrapped, name),
  }
}

/** 32 bytes from 64 hex digits or 44 base64 characters; undefined for anything else. */
export function parseDataKey(text: string): Uint8Array | undefined {
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : Buffer.from(text, 'base64')
  return bytes.length === 32 ? new Uint8Array(bytes) : undefined
}

/** iv (12 bytes) ‖ ciphertext; the name is authenticated with it, so that rows cannot be swapped. */
export async function encrypt(key: CryptoKey, plain: Uint8Array, name: string) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const params = { name: 'AES-GCM', iv, additionalData: utf8(name) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(params, key, copy(plain)))
  return new Uint8Array([...iv, ...sealed])
}

export async function decrypt(key: CryptoKey, sealed: Uint8Array, name: string) {
  const params = { name: 'AES-GCM', iv: copy(sealed.subarray(0, 12)), additionalData: utf8(name) }
  return new Uint8Array(await crypto.subtle.decrypt(params, key, copy(sealed.subarray(12))))
}

const hkdf = (info: string) => ({
  name: 'HKDF',
  hash: 'SHA-256',
  salt: new Uint8Array(0),
  info: utf8(info),
})

export const utf8 = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text))
export const copy = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)
