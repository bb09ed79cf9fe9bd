// One POST to a bot over a fresh connection, telling apart: answered, refused, broken off, too
// late.
import http from 'node:http'

export type Reply =
  | { kind: 'answered'; status: number; body: string; ms: number }
  | { kind: 'refused' | 'unknown_host' | 'broken' | 'late'; ms: number }

export function post(
  url: string,
  body: Uint8Array | string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<Reply> {
  const started = performance.now()
  const ms = () => Math.round(performance.now() - started)
  return new Promise((resolve) => {
    const request = http.request(url, { method: 'POST', agent: false, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => finish({ kind: 'broken', ms: ms() }))
      response.on('end', () =>
        finish({
          kind: 'answered',
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          ms: ms(),
        }),
      )
    })
    const timer = setTimeout(() => {
      finish({ kind: 'late', ms: ms() })
      request.destroy()
    }, timeoutMs)
    const finish = (reply: Reply) => {
      clearTimeout(timer)
      resolve(reply)
    }
    request.on('error', (error: NodeJS.ErrnoException) => finish({ kind: kindOf(error), ms: ms() }))
    request.end(body)
  })
}

function kindOf({ code }: NodeJS.ErrnoException) {
  if (code === 'ECONNREFUSED') return 'refused'
  return code === 'ENOTFOUND' ? 'unknown_host' : 'broken'
}
