// Is this push from Feishu, for this app, and fresh? Pure, over the raw bytes (feishu-platform.md §1.2–1.4).
// Every refusal is a value; the caller answers its status and nothing else, so that no answer helps a guesser.
import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import { hours, type Instant, minutes, msOf } from '../../db/instant.ts'
import { isRecord, parseJson, type Rec } from './json.ts'

export interface Push {
  headers: (name: string) => string | undefined
  raw: Uint8Array
  keys: Keys
  now: Instant
}

export interface Keys {
  encryptKey: string
  verificationToken: string
  appId: string
  tenantKey?: string
}

export type Verified =
  | { ok: true; kind: 'challenge'; challenge: string }
  | { ok: true; kind: 'push'; body: unknown }
  | { ok: false; status: 400 | 401 | 413; why: string }

export const maxPushBytes = 1024 * 1024

const eventAge = hours(8)
const tapAge = minutes(5)
const ahead = minutes(5)

export function verifyPush({ headers, raw, keys, now }: Push): Verified {
  if (raw.byteLength > maxPushBytes) return { ok: false, status: 413, why: 'too large' }
  const outer = parseBytes(raw)
  if (!isRecord(outer)) return { ok: false, status: 400, why: 'not a JSON object' }
  const signed = isSigned(headers, raw, keys.encryptKey)
  const inner = open(outer, keys.encryptKey)
  if (inner && isChallenge(inner)) return answerChallenge(inner, keys)
  if (!signed) return no('signature missing or wrong')
  if (typeof outer.encrypt !== 'string') return no('not encrypted')
  const sentAt = sentAtMs(headers('x-lark-request-timestamp'))
  if (sentAt === undefined) return no('timestamp unreadable')
  if (!inner) return no('cannot be decrypted')
  const age = msOf(now) - sentAt
  if (age > (isTap(inner) ? tapAge : eventAge)) return no('stale')
  if (age < -ahead) return no('from the future')
  return checkAddressee(inner, keys)
}

/** Lowercase hex SHA-256 of timestamp, nonce, key and the bytes as received. */
export function signatureOf(timestamp: string, nonce: string, encryptKey: string, raw: Uint8Array) {
  return createHash('sha256')
    .update(timestamp + nonce + encryptKey, 'utf8')
    .update(raw)
    .digest('hex')
}

/** AES-256-CBC, key = SHA-256 of the encrypt key, the first 16 bytes are the IV. Undefined: not made with this key. */
export function decryptBody(encryptKey: string, base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length < 32 || bytes.length % 16 !== 0) return undefined
  try {
    const key = createHash('sha256').update(encryptKey, 'utf8').digest()
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16))
    return utf8(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]))
  } catch {
    return undefined
  }
}

/** Equal in constant time, whatever their lengths. */
export function sameSecret(a: string, b: string) {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** The header's seconds or milliseconds, as milliseconds; documents do not say which it is. */
export function sentAtMs(header: string | undefined): number | undefined {
  if (!header || !/^\d{9,14}$/.test(header)) return undefined
  const number = Number(header)
  return number < 1e11 ? number * 1000 : number
}

function isSigned(headers: Push['headers'], raw: Uint8Array, encryptKey: string) {
  const timestamp = headers('x-lark-request-timestamp')
  const nonce = headers('x-lark-request-nonce')
  const signature = headers('x-lark-signature')
  if (!timestamp || !nonce || !signature) return false
  return sameSecret(signature, signatureOf(timestamp, nonce, encryptKey, raw))
}

function open(outer: Rec, encryptKey: string): Rec | undefined {
  if (typeof outer.encrypt !== 'string') return outer
  const text = decryptBody(encryptKey, outer.encrypt)
  const inner = text === undefined ? undefined : parseJson(text)
  return isRecord(inner) ? inner : undefined
}

const isChallenge = (inner: Rec) => inner.type === 'url_verification'

const isTap = (inner: Rec) =>
  isRecord(inner.header) && inner.header.event_type === 'card.action.trigger'

/** Never signed (§1.2): its token is what vouches for it. */
function answerChallenge(inner: Rec, keys: Keys): Verified {
  if (!matches(inner.token, keys.verificationToken)) return no('verification token wrong')
  if (typeof inner.challenge !== 'string') return { ok: false, status: 400, why: 'no challenge' }
  return { ok: true, kind: 'challenge', challenge: inner.challenge }
}

/** Schema 2.0 says it in `header`; 1.0 says the token at the top and the rest in `event`. */
function checkAddressee(inner: Rec, keys: Keys): Verified {
  const header = isRecord(inner.header) ? inner.header : undefined
  const event = isRecord(inner.event) ? inner.event : {}
  const from = header ?? { token: inner.token, app_id: event.app_id, tenant_key: event.tenant_key }
  if (!matches(from.token, keys.verificationToken)) return no('verification token wrong')
  if (!matches(from.app_id, keys.appId)) return no('for another app')
  if (keys.tenantKey && !matches(from.tenant_key, keys.tenantKey)) return no('of another tenant')
  return { ok: true, kind: 'push', body: inner }
}

const matches = (given: unknown, own: string) => typeof given === 'string' && sameSecret(given, own)

const no = (why: string): Verified => ({ ok: false, status: 401, why })

function parseBytes(raw: Uint8Array): unknown {
  const text = utf8(raw)
  return text === undefined ? undefined : parseJson(text)
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
