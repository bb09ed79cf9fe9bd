// Sending and replying: who may receive, once per uuid within the hour.
import type { Box } from '../box.ts'
import type { Json } from '../json.ts'
import type { Chat, Message, Person } from '../world.ts'
import { type ApiCall, asIdType, type Endpoint, requiredText, userBy } from './call.ts'
import { readContent } from './content.ts'
import { ApiFault, violation } from './fault.ts'
import { itemOf } from './message-item.ts'
import { countMessage } from './rates.ts'

const receiveTypes = ['open_id', 'union_id', 'user_id', 'email', 'chat_id']

const sending = ['im:message', 'im:message:send_as_bot', 'im:message:send']

export const sendEndpoints: Endpoint[] = [
  { method: 'POST', path: '/im/v1/messages', act: create, scopes: sending },
  { method: 'POST', path: '/im/v1/messages/:message_id/reply', act: reply, scopes: sending },
]

function create(call: ApiCall): Json {
  const chat = receiverOf(call)
  return once(call, () => send(call, chat, null))
}

function reply(call: ApiCall): Json {
  const { box } = call
  const parent = sentMessage(call)
  requiredText(call, 'content')
  requiredText(call, 'msg_type')
  if (parent.recalled) throw new ApiFault(230011, 'The message was recalled.')
  const chat = box.world.chat(parent.chat_id)
  mayReceive(box, chat)
  return once(call, () => send(call, chat, parent))
}

function send(call: ApiCall, chat: Chat, parent: Message | null): Message {
  const { box } = call
  const content = readContent(box, requiredText(call, 'msg_type'), requiredText(call, 'content'))
  countMessage(box, chat.chat_id)
  return box.world.add({
    ...content,
    chat_id: chat.chat_id,
    from: 'bot',
    parent: parent?.message_id ?? null,
    root: parent ? (parent.root ?? parent.message_id) : null,
  })
}

const sentByUuid = new WeakMap<Box, Map<string, { at: number; message: Message }>>()

/** Feishu does not say what a repeated uuid answers; here it is the first message, or 230049 by choice. */
function once(call: ApiCall, make: () => Message): Json {
  const { box, body } = call
  const uuid = typeof body.uuid === 'string' ? body.uuid : ''
  if (uuid.length > box.limits.uuidLength)
    throw violation('uuid', uuid, `the max len is ${box.limits.uuidLength}`)
  const sent = sentByUuid.get(box) ?? new Map<string, { at: number; message: Message }>()
  sentByUuid.set(box, sent)
  const known = sent.get(uuid)
  const fresh = known && box.clock.now() - known.at < box.limits.uuidSeconds * 1000
  if (uuid && fresh) {
    if (box.behaviour.repeatedUuid === 'first') return itemOf(box, known.message)
    throw new ApiFault(230049, 'The message is being sent.')
  }
  const message = make()
  if (uuid) sent.set(uuid, { at: box.clock.now(), message })
  return itemOf(box, message)
}

export function sentMessage(call: ApiCall): Message {
  const id = call.param('message_id')
  const found = call.box.world.messages.get(id)
  if (!found)
    throw new ApiFault(
      99992354,
      `The request you send is not a valid {message_id} or not exists. ${id}`,
    )
  return found
}

function receiverOf(call: ApiCall): Chat {
  const { box } = call
  const type = call.query('receive_id_type')
  if (!receiveTypes.includes(type))
    throw violation('receive_id_type', type, `options: [${receiveTypes.join(',')}]`)
  const id = requiredText(call, 'receive_id')
  requiredText(call, 'msg_type')
  requiredText(call, 'content')
  const chat = type === 'chat_id' ? chatBy(box, id) : privateChat(call, type, id)
  mayReceive(box, chat)
  return chat
}

function chatBy(box: Box, id: string): Chat {
  const chat = box.world.chats.get(id)
  if (!chat)
    throw new ApiFault(
      99992356,
      `The request you send is not a valid {chat_id} or not exists. ${id}`,
    )
  return chat
}

function privateChat(call: ApiCall, type: string, id: string): Chat {
  const idType = asIdType(type)
  if (!idType) throw new ApiFault(230034, 'The receive_id is invalid.')
  return chatBy(call.box, userBy(call, idType, id).p2p)
}

function mayReceive(box: Box, chat: Chat) {
  if (chat.disbanded) throw new ApiFault(232009, 'The chat has been dissolved.')
  if (!chat.bot) throw new ApiFault(230002, 'Bot/User can NOT be out of the chat.')
  if (chat.kind === 'p2p') mayReach(box.world.people.get(chat.members[0] ?? ''))
}

function mayReach(person: Person | undefined) {
  if (person?.guest) throw new ApiFault(230038, 'Cross tenant p2p chat is not allowed.')
  if (person?.left) throw new ApiFault(230029, 'User has resigned.')
  if (!person?.inRange) throw new ApiFault(230013, 'Bot has NO availability to this user.')
}
