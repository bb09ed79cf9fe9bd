// Keeps foreign web pages out: a browser on this machine could be made to call a loopback port.
import type { MiddlewareHandler } from 'hono'

const local = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/

export const isLoopback = (host: string, origin: string | undefined) =>
  local.test(host) && (origin === undefined || origin === `http://${host}`)

export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  if (!isLoopback(c.req.header('host') ?? '', c.req.header('origin')))
    return c.json({ error: '只接受本机的请求' }, 403)
  await next()
}
