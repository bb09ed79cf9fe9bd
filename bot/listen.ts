// Listens on a port. Whoever is slow to say what he wants is cut off: a push of Feishu's comes whole within seconds.
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'

export interface Listening {
  fetch(request: Request): Response | Promise<Response>
  host: string
  port: number
  /** For the head of a request; the whole of it has twice as long. */
  patienceMs?: number
}

export function listen({ fetch, host, port, patienceMs = 5_000 }: Listening): Server {
  const server = serve({
    fetch,
    hostname: host,
    port,
    serverOptions: {
      headersTimeout: patienceMs,
      requestTimeout: 2 * patienceMs,
      connectionsCheckingInterval: Math.max(50, patienceMs / 5),
      maxHeaderSize: 16 * 1024,
    },
  })
  if (!('headersTimeout' in server)) throw new Error('not an HTTP/1 server')
  server.maxConnections = 1_000
  return server
}
