// A message as the Open Platform answers it.
import type { Box } from '../box.ts'
import type { Json } from '../json.ts'
import type { Message } from '../world.ts'
import { degraded } from './card.ts'

export function itemOf(box: Box, message: Message, original = false): Json {
  const { world, app } = box
  const fromBot = message.from === 'bot'
  return {
    message_id: message.message_id,
    ...(message.root && { root_id: message.root }),
    ...(message.parent && { parent_id: message.parent }),
    msg_type: message.type,
    create_time: String(message.at),
    update_time: String(message.updatedAt),
    deleted: message.recalled,
    updated: message.updated && !message.recalled,
    chat_id: message.chat_id,
    sender: fromBot
      ? { id: app.app_id, id_type: 'app_id', sender_type: 'app', tenant_key: world.tenantKey }
      : { id: message.from, id_type: 'open_id', sender_type: 'user', tenant_key: world.tenantKey },
    body: { content: bodyOf(box, message, original) },
    ...(message.mentions.length > 0 && { mentions: mentionsOf(box, message) }),
  }
}

function bodyOf(box: Box, message: Message, original: boolean) {
  if (message.recalled) return 'This message was recalled'
  if (!message.card) return message.content
  return original ? JSON.stringify(message.card) : degraded(box, message.card)
}

const mentionsOf = ({ world }: Box, { mentions }: Message) =>
  mentions.map(({ key, open_id, name }) => ({
    key,
    id: open_id,
    id_type: 'open_id',
    name,
    tenant_key: world.tenantKey,
  }))
