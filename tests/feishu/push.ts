// A push as Feishu makes it: encrypted, signed over its exact bytes. Each test changes the one thing it is about.
import { createCipheriv, createHash } from 'node:crypto'
import { type Keys, type Push, signatureOf } from '../../bot/feishu/verify.ts'
import { instant, msOf } from '../../db/instant.ts'

export const keys: Keys = {
  encryptKey: 'test key',
  verificationToken: 'vtok',
  appId: 'cli_a1b2c3d4e5f60718',
}

export const now = instant('2026-11-25T01:00:00Z')

export const seconds = (ms = msOf(now)) => String(Math.floor(ms / 1000))

export const event = (header: Record<string, unknown> = {}) => ({
  schema: '2.0',
  header: {
    event_id: 'e1',
    event_type: 'im.message.receive_v1',
    create_time: '1764034800123',
    token: keys.verificationToken,
    app_id: keys.appId,
    tenant_key: 'tk1',
    ...header,
  },
  event: {},
})

export function encryptBody(encryptKey: string, text: string, iv = Buffer.alloc(16, 1)) {
  const key = createHash('sha256').update(encryptKey, 'utf8').digest()
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

export const bytes = (body: unknown) =>
  new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))

export const sealed = (body: unknown, encryptKey = keys.encryptKey) =>
  bytes({ encrypt: encryptBody(encryptKey, JSON.stringify(body)) })

interface Given {
  raw: Uint8Array
  timestamp?: string
  headers?: Record<string, string | undefined>
  keys?: Partial<Keys>
}

/** Signed as it should be, unless `headers` says otherwise. */
export function push({ raw, timestamp = seconds(), headers = {}, keys: more = {} }: Given): Push {
  const all: Record<string, string | undefined> = {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': 'n0nce',
    'x-lark-signature': signatureOf(timestamp, 'n0nce', keys.encryptKey, raw),
    ...headers,
  }
  return { headers: (name) => all[name.toLowerCase()], raw, keys: { ...keys, ...more }, now }
}

export const unsigned = {
  'x-lark-request-timestamp': undefined,
  'x-lark-request-nonce': undefined,
  'x-lark-signature': undefined,
}
