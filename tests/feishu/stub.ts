// A Feishu that does what it is told: answers by path, in order, the last one for ever. Listens on loopback, port 0.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createMessenger } from '../../bot/feishu/client.ts'
import { isRecord, parseJson, type Rec } from '../../bot/feishu/json.ts'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  authorization: string
  body: Rec
}

type Answer = (asked: Asked, response: ServerResponse) => void

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }

export const page =
  (status: number): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' })
    response.end('<html>Bad Gateway</html>')
  }

export const cut: Answer = (_, response) => response.socket?.destroy()
export const silence: Answer = () => {}

export const fault = (code: number, msg = 'failed', error: object = {}) => ({
  code,
  msg,
  error: { log_id: '2026112509000001', ...error },
})

export const sentMessage = (id = 'om_1') =>
  json({ code: 0, msg: 'success', data: { message_id: id, chat_id: 'oc_1', msg_type: 'text' } })

export const tokenPath = '/open-apis/auth/v3/tenant_access_token/internal'
export const sendPath = '/open-apis/im/v1/messages'

export async function feishu(answers: Record<string, Answer[]>, timeoutMs = 2000) {
  const asked: Asked[] = []
  const lines: string[] = []
  let tokens = 0
  const counted: Answer = (one, response) =>
    json({ code: 0, msg: 'ok', tenant_access_token: `t-canary${++tokens}`, expire: 7200 })(
      one,
      response,
    )
  const left = new Map(Object.entries({ [tokenPath]: [counted], ...answers }))
  const next = (path: string): Answer => {
    const list = left.get(path) ?? []
    const first = list.length > 1 ? list.shift() : list[0]
    return first === token ? counted : (first ?? json({ code: 404, msg: 'no such' }, 404))
  }
  const server = createServer(async (request, response) => {
    const one = await read(request)
    asked.push(one)
    next(one.path)(one, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const messenger = createMessenger({
    appId: 'cli_a1b2c3d4e5f60718',
    appSecret: 'canary-secret',
    domain: `http://127.0.0.1:${port}/`,
    logger: (level, line) => lines.push(`${level} ${line}`),
    timeoutMs,
  })
  return {
    messenger,
    asked,
    lines,
    askedOf: (path: string) => asked.filter((one) => one.path === path),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** In a list for the token path: a fresh token. */
export const token: Answer = () => {}

async function read(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const body = parseJson(Buffer.concat(chunks).toString('utf8'))
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization ?? '',
    body: isRecord(body) ? body : {},
  }
}
