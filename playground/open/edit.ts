// Changing what was sent: a card replaced, a text edited, a message recalled, people buzzed.
import type { Json } from '../json.ts'
import { listOf, stringOf } from '../json.ts'
import type { Message } from '../world.ts'
import { type ApiCall, type Endpoint, idTypeOf, requiredText, userBy } from './call.ts'
import { readCard } from './card.ts'
import { readContent } from './content.ts'
import { ApiFault, violation } from './fault.ts'
import { itemOf } from './message-item.ts'
import { countPatch } from './rates.ts'
import { sentMessage } from './send.ts'

const dayMs = 86_400_000

const updating = ['im:message', 'im:message:send_as_bot', 'im:message:update']
const recalling = ['im:message', 'im:message:send_as_bot', 'im:message:recall']

export const editEndpoints: Endpoint[] = [
  { method: 'PATCH', path: '/im/v1/messages/:message_id', act: patch, scopes: updating },
  { method: 'PUT', path: '/im/v1/messages/:message_id', act: edit, scopes: updating },
  { method: 'DELETE', path: '/im/v1/messages/:message_id', act: recall, scopes: recalling },
  {
    method: 'PATCH',
    path: '/im/v1/messages/:message_id/urgent_app',
    act: buzz,
    scopes: ['im:message.urgent'],
  },
  { method: 'POST', path: '/interactive/v1/card/update', act: delayedUpdate, scopes: [] },
]

function patch(call: ApiCall): Json {
  const { box } = call
  const message = ownMessage(call)
  const content = requiredText(call, 'content')
  standing(message)
  if (!message.card)
    throw new ApiFault(
      230001,
      'Your request contains an invalid request parameter, ext=This message is NOT a card.',
    )
  if (box.clock.now() - message.at > box.limits.patchDays * dayMs)
    throw new ApiFault(230031, 'The message has been sent for too long to be updated.')
  inChat(call, message)
  const card = readCard(box, content)
  countPatch(box, message.message_id)
  box.world.change(message, { card, content })
  return {}
}

function edit(call: ApiCall): Json {
  const { box } = call
  const message = ownMessage(call)
  const type = requiredText(call, 'msg_type')
  const editable = type === message.type && (type === 'text' || type === 'post')
  if (!editable)
    throw new ApiFault(
      230001,
      'Your request contains an invalid request parameter, ext=msg_type can NOT be edited.',
    )
  standing(message)
  inChat(call, message)
  if (message.edits >= box.limits.editCount)
    throw new ApiFault(230072, 'The message has reached the number of times it can be edited.')
  const { content, mentions } = readContent(box, type, requiredText(call, 'content'))
  box.world.change(message, { content, mentions, edits: message.edits + 1 })
  return itemOf(box, message)
}

function recall(call: ApiCall): Json {
  const { box } = call
  const message = sentMessage(call)
  if (message.from !== 'bot') throw new ApiFault(230026, 'No permission to recall this message.')
  if (message.recalled) throw new ApiFault(230110, 'The message has been deleted.')
  if (box.clock.now() - message.at > box.limits.recallHours * 3_600_000)
    throw new ApiFault(230009, 'This message has been sent for too long to be recalled.')
  inChat(call, message)
  box.world.change(message, { recalled: true, recalledBy: 'bot' })
  return {}
}

function buzz(call: ApiCall): Json {
  const { box, body } = call
  const type = idTypeOf(call)
  const message = sentMessage(call)
  if (message.from !== 'bot') throw new ApiFault(230012, 'The message is NOT sent by this bot.')
  standing(message)
  const ids = listOf(body.user_id_list).map(stringOf)
  if (ids.length === 0 || ids.length > box.limits.urgentUsers)
    throw violation(
      'user_id_list',
      String(ids.length),
      `the range is 1 to ${box.limits.urgentUsers}`,
    )
  const { members } = box.world.chat(message.chat_id)
  const invalid = ids.filter((id) => !members.includes(userBy(call, type, id).open_id))
  if (invalid.length === ids.length)
    throw new ApiFault(
      230001,
      'Your request contains an invalid request parameter, ext=all users are out of the chat.',
    )
  return { invalid_user_id_list: invalid }
}

function delayedUpdate(call: ApiCall): Json {
  const { box, body } = call
  const granted = box.updateTokens.find(stringOf(body.token))
  const refuse = (code: number, message: string) => new ApiFault(code, message, { status: 200 })
  if (!granted) throw refuse(300020, 'token is invalid')
  if (box.clock.now() - granted.at > box.limits.updateTokenSeconds * 1000)
    throw refuse(300030, 'token is expired')
  if (granted.uses >= box.limits.updateTokenUses) throw refuse(300040, 'token is used up')
  const message = box.world.messages.get(granted.message_id)
  if (!message || message.recalled) throw refuse(200000, 'message is recalled')
  const card = readCard(box, JSON.stringify(body.card ?? {}))
  granted.uses += 1
  box.world.change(message, { card })
  return {}
}

function ownMessage(call: ApiCall): Message {
  const message = sentMessage(call)
  if (message.from === 'bot') return message
  throw new ApiFault(
    230001,
    'Your request contains an invalid request parameter, ext=The operator is NOT the sender of the message.',
  )
}

function standing(message: Message) {
  if (message.recalled) throw new ApiFault(230011, 'The message was recalled.')
}

function inChat({ box }: ApiCall, message: Message) {
  const chat = box.world.chat(message.chat_id)
  if (chat.disbanded) throw new ApiFault(232009, 'The chat has been dissolved.')
  if (!chat.bot) throw new ApiFault(230002, 'Bot/User can NOT be out of the chat.')
}
