// The token call and what the bot is: the endpoints without which nothing else works.
import { stringOf } from '../json.ts'
import type { ApiCall, Endpoint } from './call.ts'

export const appEndpoints: Endpoint[] = [
  {
    method: 'POST',
    path: '/auth/v3/tenant_access_token/internal',
    act: token,
    scopes: [],
    open: true,
  },
  { method: 'GET', path: '/bot/v3/info', act: info, scopes: [] },
]

/** Flat: no `data`. */
function token({ box, body }: ApiCall): Response {
  const { app, tokens } = box
  if (!stringOf(body.app_id) || !stringOf(body.app_secret))
    return Response.json({ code: 10003, msg: 'invalid param' })
  if (body.app_id !== app.app_id || body.app_secret !== app.app_secret)
    return Response.json({ code: 10014, msg: 'app secret invalid' })
  const { token, expire } = tokens.issue()
  return Response.json({ code: 0, msg: 'ok', tenant_access_token: token, expire })
}

/** `bot`, not `data`. */
function info({ box }: ApiCall): Response {
  const { name, open_id } = box.world.bot
  const bot = { activate_status: 2, app_name: name, avatar_url: '', ip_white_list: [], open_id }
  return Response.json({ code: 0, msg: 'ok', bot })
}
