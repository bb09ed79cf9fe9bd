// The door without a public address: events and card callbacks over the long connection, into the same receive.
import type { Config } from './config.ts'
import { openSocket, type Socket } from './feishu/socket.ts'
import { type Receiving, receive } from './receive.ts'

export function openLongDoor(it: Receiving, feishu: Config['feishu']): Socket {
  return openSocket({
    ...feishu,
    logger: it.parts.log,
    async take(body) {
      const received = await receive(it, body)
      if (received.kind === 'tap') return received.body
      if (!received.taken) throw new Error('not committed in time')
      return undefined
    },
  })
}
