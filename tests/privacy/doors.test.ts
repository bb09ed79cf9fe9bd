// The HTTP door towards anybody: slow clients are cut off, large bodies refused, nothing told that helps a guesser.
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../bot/app.ts'
import { listen } from '../../bot/listen.ts'
import { useHouse } from '../house.ts'

describe('门', () => {
  const house = useHouse('postgres')
  let server: ReturnType<typeof listen>
  let port: number
  beforeAll(async () => {
    const { parts, playground } = house()
    const {
      app_id: appId,
      encrypt_key: encryptKey,
      verification_token: verificationToken,
    } = playground.app
    const app = createApp({
      parts,
      keys: { appId, encryptKey, verificationToken },
      lasting: () => {},
      wake: () => {},
      ready: async () => false,
    })
    server = listen({
      fetch: (request) => app.fetch(request),
      host: '127.0.0.1',
      port: 0,
      patienceMs: 200,
    })
    if (!server.listening) await once(server, 'listening')
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  afterAll(() => server.close())

  const at = (path: string) => `http://127.0.0.1:${port}${path}`

  /** What comes back, and whether the server has ended it. */
  async function talk(words: string): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    socket.on('error', () => {})
    socket.write(words)
    await once(socket, 'close')
    return said
  }

  it.each([
    ['a head that never ends', 'POST /feishu HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'a body that never comes',
      'POST /feishu HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"enc',
    ],
  ])('%s is cut off', async (_name, words) => {
    const begun = performance.now()
    expect(await talk(words)).toMatch(/^(?:HTTP\/1\.1 408|$)/)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  it('other paths and methods tell nothing; every answer forbids to be framed, sniffed or run', async () => {
    const paths = ['/', '/feishu', '/../etc/passwd', '/api/say', '/healthz', '/readyz']
    const answers = await Promise.all(paths.map((path) => fetch(at(path))))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 200, 503])
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it('a body over the limit is refused, said or unsaid in its length', async () => {
    const large = new Uint8Array(1024 * 1024 + 1)
    expect((await fetch(at('/feishu'), { method: 'POST', body: large })).status).toBe(413)
    const stream = new ReadableStream({
      start(to) {
        to.enqueue(large)
        to.close()
      },
    })
    const unsaid = new Request(at('/feishu'), { method: 'POST', body: stream, duplex: 'half' })
    expect((await fetch(unsaid)).status).toBe(413)
  })
})
