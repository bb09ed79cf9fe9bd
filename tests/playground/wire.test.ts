// The vectors of the fact sheet for encryption and signature.
import { describe, expect, test } from 'vitest'
import { decrypt, encrypt, sign } from '../../playground/wire.ts'

describe('what makes a push genuine', () => {
  test("decrypts Feishu's own vector", () => {
    const sealed = 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk='
    expect(decrypt('test key', sealed)).toBe('hello world')
  })

  test('encrypts to the second vector', () => {
    const plain = '{"schema":"2.0","header":{"event_type":"x","event_id":"e1"},"event":{"a":1}}'
    const sealed = encrypt('test key', plain, new Uint8Array(16).fill(1))
    expect(sealed).toBe(
      'AQEBAQEBAQEBAQEBAQEBAVAbkfcp1VU+fO2woAEQNaM+G9wymQfZtjUuTtoKD0HUxdqz7Ue+wHWLMDmj86j7MDrpHFaDQ7cyVPIY7iaQrl/xAL5sqIBuUaxHF8ruWZQF',
    )
    expect(decrypt('test key', sealed)).toBe(plain)
  })

  test('signs the exact bytes', () => {
    const body = Buffer.from('{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}')
    expect(sign('1700000000', 'n0nce', 'test key', body)).toBe(
      'bed8fdd3e4bbc581364c140b572ec676edff3db612d57bbc07a24d062c40ddf3',
    )
  })

  test('refuses what another key encrypted', () => {
    expect(() => decrypt('another', encrypt('test key', 'hello world'))).toThrow()
  })
})
