// Nothing that people typed, and no key of ours, through any path into the log or out to a chat (TC-091).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consoleLog } from '../../bot/console-log.ts'
import { sdkLogger } from '../../bot/feishu/sdk-log.ts'
import { errorFacts, type Log, redacted } from '../../bot/log.ts'
import { pinoLog } from '../../bot/pino-log.ts'
import { Secret } from '../../handlers/secret.ts'

const typed = '张某某13812345678住柳林镇大李村3组，身份证11010519491231002X'
const pieces = ['张某某', '13812345678', '大李村', '11010519491231002X']
const ours = {
  app_secret: 'app-secret-canary',
  tenant_access_token: 't-canary',
  encrypt_key: 'key-canary',
}

const linesOf = (write: (log: Log) => void): string => {
  const lines: string[] = []
  write(pinoLog('debug', { write: (line) => lines.push(line) }))
  const kept = console.error
  console.error = (line: string) => lines.push(line)
  try {
    write(consoleLog('debug'))
  } finally {
    console.error = kept
  }
  return lines.join('\n')
}

describe('日志', () => {
  it.each([
    ['an error whose message is what was typed', new Error(typed)],
    ['a message that looks like a stack', new Error(`x\n    at ${typed} (/x.ts:1:1)`)],
    ['an error named after what was typed', Object.assign(new Error('x'), { name: typed })],
    ['a code that is what was typed', Object.assign(new Error('x'), { code: typed })],
    [
      'an error of the network with the whole request in it',
      Object.assign(new Error('Request failed'), {
        config: { data: typed, headers: ours },
        response: { data: typed },
      }),
    ],
    ['an error within an error', new Error('x', { cause: new Error(typed) })],
    ['something thrown that is no error', typed],
    ['an object thrown', { text: typed }],
  ])('%s: name, code and place alone', (_name, error) => {
    const said = linesOf((log) => log('error', 'failed', errorFacts(error)))
    for (const piece of [...pieces, ...Object.values(ours)]) expect(said).not.toContain(piece)
    expect(said).toContain('failed')
  })

  it('an error can be found again: by the id that the person was told, and by its place', () => {
    const id = 'm:om_cd0f273c79ada497b0d9428bd13812345678'
    const said = linesOf((log) => log('error', 'failed', { id, ...errorFacts(new Error(typed)) }))
    expect(said.split(id).length - 1).toBe(2)
    expect(said).toMatch(/log\.test\.ts:\d+/)
  })

  it('what the database or the SDK says of itself: numbers, passwords and long texts are struck out', () => {
    const line = `connection to postgres://duban:hunter2@db/duban lost, 13812345678 ${'长'.repeat(900)}`
    const said = linesOf((log) =>
      log('error', line, { why: `身份证11010519491231002X`, n: 13812345678 }),
    )
    expect(said).not.toMatch(/hunter2|13812345678|11010519491231002X|长{401}/)
    expect(said).toContain('138****5678')
  })

  it('facts under the name of a secret or of a text are not shown', () => {
    const { facts } = redacted('x', {
      ...ours,
      data_key: 'k',
      Authorization: 'Bearer x',
      text: typed,
      password: 'p',
      code: 230002,
    })
    expect(JSON.stringify(facts)).not.toMatch(/canary|Bearer|张某某/)
    expect(facts.code).toBe(230002)
  })

  it('the SDK, whatever it is given to print, shows codes alone', () => {
    const request = {
      config: { url: 'https://x/open-apis/im/v1/messages', data: typed, headers: ours },
      message: typed,
    }
    const said = linesOf((log) => {
      const logger = sdkLogger((level, line) => log(level, line))
      for (const given of [
        typed,
        [typed],
        request,
        [request, { response: { status: 400, data: { code: 230001, msg: typed } } }],
        new Error(typed),
      ])
        logger.error(given)
    })
    for (const piece of [...pieces, ...Object.values(ours)]) expect(said).not.toContain(piece)
    expect(said).toContain('code=230001')
  })

  it('no telephone gets through, wherever it stands', () => {
    const phone = fc.integer({ min: 3_000_000_000, max: 9_999_999_999 }).map((n) => `1${n}`)
    const around = fc.string({
      unit: fc.constantFrom('a', '张', ' ', '：', '-', '。'),
      maxLength: 12,
    })
    fc.assert(
      fc.property(phone, around, around, (n, before, after) => {
        const { line, facts } = redacted(`${before}${n}${after}`, { why: `${before}${n}${after}` })
        expect(`${line}${String(facts.why)}`).not.toContain(n)
      }),
    )
  })

  it('a secret prints as one, whatever prints it', () => {
    const secret = new Secret(typed)
    const printed = [
      `${secret}`,
      String(secret),
      JSON.stringify({ secret }),
      `${[secret]}`,
      secret.toLocaleString(),
    ]
    for (const text of printed) for (const piece of pieces) expect(text).not.toContain(piece)
    expect(Object.keys(secret)).toEqual([])
    expect(structuredClone({ ...secret })).toEqual({})
  })
})
