// Pushes a message's event as Feishu does when it does not know whether the first push arrived.
import { messageReceived } from '../../playground/events.ts'
import type { Playground } from '../../playground/server.ts'
import { encrypt, sign } from '../../playground/wire.ts'

/** `times` at once, in turn to every bot that is ready, under one event id; signed with the present time. */
export function redeliver(playground: Playground, messageId: string, times = 1): Promise<number[]> {
  const { box, app } = playground
  const message = box.world.message(messageId)
  const header = {
    event_id: `e-${messageId}`,
    event_type: 'im.message.receive_v1',
    create_time: String(message.at),
    token: app.verification_token,
    app_id: app.app_id,
    tenant_key: box.world.tenantKey,
  }
  const event = messageReceived(box.world, message, box.world.person(message.from))
  const json = JSON.stringify({ schema: '2.0', header, event })
  const body = Buffer.from(JSON.stringify({ encrypt: encrypt(app.encrypt_key, json) }))
  const timestamp = String(Math.floor(box.clock.now() / 1000))
  const push = async (n: number) => {
    const { ready } = box.instances
    const headers = {
      'content-type': 'application/json',
      'X-Lark-Request-Timestamp': timestamp,
      'X-Lark-Request-Nonce': `n${n}`,
      'X-Lark-Signature': sign(timestamp, `n${n}`, app.encrypt_key, body),
    }
    const webhook = ready[n % ready.length]?.webhook ?? ''
    return (await fetch(webhook, { method: 'POST', headers, body })).status
  }
  return Promise.all(Array.from({ length: times }, (_, n) => push(n)))
}
