// Keeps foreign web pages out: a browser on this machine could be made to call a loopback port.
import type { MiddlewareHandler } from 'hono'

const local = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/

export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? ''
  const origin = c.req.header('origin')
  const own = origin === undefined || origin === `http://${host}`
  if (!local.test(host) || !own) return c.json({ error: '只接受本机的请求' }, 403)
  await next()
}
