// The gate in front of everything: vectors of feishu-platform.md §1.3 and 1.4, and every way of being refused.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decryptBody,
  maxPushBytes,
  sentAtMs,
  signatureOf,
  verifyPush,
} from '../../bot/feishu/verify.ts'
import { hours, minutes, msOf } from '../../db/instant.ts'
import { bytes, encryptBody, event, keys, now, push, sealed, seconds, unsigned } from './push.ts'

const challenge = { challenge: 'c-1', token: keys.verificationToken, type: 'url_verification' }
const tap = event({ event_type: 'card.action.trigger' })
const at = (ms: number) => seconds(msOf(now) + ms)
const refused = (status: number, why: string) => ({ ok: false, status, why })

describe('vectors', () => {
  test('the vector of the documents decrypts', () => {
    const given = 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk='
    expect(decryptBody('test key', given)).toBe('hello world')
  })

  test('our own vector encrypts and decrypts', () => {
    const text = '{"schema":"2.0","header":{"event_type":"x","event_id":"e1"},"event":{"a":1}}'
    const encrypted =
      'AQEBAQEBAQEBAQEBAQEBAVAbkfcp1VU+fO2woAEQNaM+G9wymQfZtjUuTtoKD0HUxdqz7Ue+wHWLMDmj86j7MDrpHFaDQ7cyVPIY7iaQrl/xAL5sqIBuUaxHF8ruWZQF'
    expect(encryptBody('test key', text)).toBe(encrypted)
    expect(decryptBody('test key', encrypted)).toBe(text)
  })

  test('the signature is over the bytes as received', () => {
    const raw = bytes('{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}')
    expect(signatureOf('1700000000', 'n0nce', 'test key', raw)).toBe(
      'bed8fdd3e4bbc581364c140b572ec676edff3db612d57bbc07a24d062c40ddf3',
    )
  })
})

describe('accepted', () => {
  test('a signed, fresh push for us', () => {
    const result = verifyPush(push({ raw: sealed(event()) }))
    expect(result).toEqual({ ok: true, kind: 'push', body: event() })
  })

  test('a body with spaces and escapes, signed as it was sent', () => {
    const encrypt = encryptBody(keys.encryptKey, JSON.stringify(event()))
    const raw = bytes(`{ "encrypt" :\n "${encrypt.replaceAll('/', '\\/')}" }`)
    expect(verifyPush(push({ raw }))).toMatchObject({ ok: true, kind: 'push' })
  })

  test('schema 1.0, whose token lies at the top', () => {
    const body = {
      uuid: 'u1',
      ts: '1764034800.12',
      token: keys.verificationToken,
      type: 'event_callback',
      event: { type: 'p2p_chat_create', app_id: keys.appId, tenant_key: 'tk1' },
    }
    const result = verifyPush(push({ raw: sealed(body), keys: { tenantKey: 'tk1' } }))
    expect(result).toMatchObject({ ok: true, kind: 'push' })
  })

  test.each([
    ['seconds', at(0)],
    ['milliseconds', String(msOf(now))],
    ['a retry of Feishu, 7 hours later', at(-hours(7))],
    ['4 minutes ahead', at(minutes(4))],
  ])('an event of %s', (_, timestamp) => {
    expect(verifyPush(push({ raw: sealed(event()), timestamp }))).toMatchObject({ ok: true })
  })

  test('a tap of 4 minutes ago', () => {
    const given = push({ raw: sealed(tap), timestamp: at(-minutes(4)) })
    expect(verifyPush(given)).toMatchObject({ ok: true })
  })

  test.each([
    ['encrypted', sealed(challenge)],
    ['plain', bytes(challenge)],
  ])('a challenge, %s, unsigned', (_, raw) => {
    const result = verifyPush(push({ raw, headers: unsigned }))
    expect(result).toEqual({ ok: true, kind: 'challenge', challenge: 'c-1' })
  })
})

describe('refused', () => {
  const signature = (value: string | undefined) => ({ 'x-lark-signature': value })
  const raw = sealed(event())

  test.each([
    ['no signature', signature(undefined)],
    ['a wrong signature', signature('0'.repeat(64))],
    ['a short signature', signature('0')],
    ['no nonce', { 'x-lark-request-nonce': undefined }],
    ['no timestamp', { 'x-lark-request-timestamp': undefined }],
    ['another timestamp than signed', { 'x-lark-request-timestamp': at(1000) }],
  ])('%s', (_, headers) => {
    expect(verifyPush(push({ raw, headers }))).toEqual(refused(401, 'signature missing or wrong'))
  })

  test('one byte changed after signing', () => {
    const given = push({ raw })
    const changed = Uint8Array.from(raw)
    changed[20] = changed[20] === 65 ? 66 : 65
    expect(verifyPush({ ...given, raw: changed })).toMatchObject({ ok: false, status: 401 })
  })

  test.each([
    ['an event of 9 hours ago', event(), at(-hours(9)), 'stale'],
    ['an event 6 minutes ahead', event(), at(minutes(6)), 'from the future'],
    ['a tap of 6 minutes ago', tap, at(-minutes(6)), 'stale'],
    ['a tap 6 minutes ahead', tap, at(minutes(6)), 'from the future'],
    ['a timestamp that is none', event(), 'yesterday', 'timestamp unreadable'],
  ])('%s', (_, body, timestamp, why) => {
    expect(verifyPush(push({ raw: sealed(body), timestamp }))).toEqual(refused(401, why))
  })

  test.each([
    ['a wrong token', event({ token: 'other' }), {}, 'verification token wrong'],
    ['no token', event({ token: undefined }), {}, 'verification token wrong'],
    ['another app', event({ app_id: 'cli_ffffffffffffffff' }), {}, 'for another app'],
    ['another tenant', event(), { tenantKey: 'tk2' }, 'of another tenant'],
  ])('%s', (_, body, more, why) => {
    expect(verifyPush(push({ raw: sealed(body), keys: more }))).toEqual(refused(401, why))
  })

  test('a challenge with a wrong token', () => {
    const body = { ...challenge, token: 'other' }
    for (const given of [sealed(body), bytes(body)])
      expect(verifyPush(push({ raw: given, headers: unsigned }))).toMatchObject({ status: 401 })
  })

  test('a plain event, even a signed one', () => {
    expect(verifyPush(push({ raw: bytes(event()) }))).toEqual(refused(401, 'not encrypted'))
  })

  test('what another key encrypted: bad padding', () => {
    const given = push({ raw: sealed(event(), 'other key') })
    expect(verifyPush(given)).toEqual(refused(401, 'cannot be decrypted'))
  })

  test.each(['', 'no json', '[]', 'null', '"text"'])('garbage: %s', (text) => {
    expect(verifyPush(push({ raw: bytes(text) }))).toEqual(refused(400, 'not a JSON object'))
  })

  test('bytes that are no UTF-8', () => {
    const given = push({ raw: Uint8Array.of(0x7b, 0xff, 0x7d) })
    expect(verifyPush(given)).toMatchObject({ status: 400 })
  })

  test('more than a megabyte', () => {
    const given = push({ raw: new Uint8Array(maxPushBytes + 1) })
    expect(verifyPush(given)).toEqual(refused(413, 'too large'))
  })

  test('nothing ever throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.base64String(), (raw, encrypt) => {
        expect(verifyPush(push({ raw })).ok).toBe(false)
        expect(verifyPush(push({ raw: bytes({ encrypt }) })).ok).toBe(false)
      }),
    )
  })
})

test('timestamps are digits alone', () => {
  expect(sentAtMs('1700000000')).toBe(1_700_000_000_000)
  expect(sentAtMs('1700000000123')).toBe(1_700_000_000_123)
  for (const text of ['', '-1700000000', '1e9', '0x65', ' 1700000000', '17', '9'.repeat(20)])
    expect(sentAtMs(text)).toBeUndefined()
})
