// Reading back: one message, a chat's messages, who has read.
import type { Json } from '../json.ts'
import { sensitive } from '../scopes.ts'
import type { Chat, Message } from '../world.ts'
import { type ApiCall, type Endpoint, idTypeOf, pageOf } from './call.ts'
import { ApiFault, violation } from './fault.ts'
import { itemOf } from './message-item.ts'
import { sentMessage } from './send.ts'

const reading = ['im:message', 'im:message:readonly', 'im:message.history:readonly']

export const readEndpoints: Endpoint[] = [
  { method: 'GET', path: '/im/v1/messages', act: list, scopes: reading },
  { method: 'GET', path: '/im/v1/messages/:message_id', act: get, scopes: reading },
  {
    method: 'GET',
    path: '/im/v1/messages/:message_id/read_users',
    act: readers,
    scopes: ['im:message', 'im:message:readonly'],
  },
]

const asksOriginal = (call: ApiCall) => call.query('card_msg_content_type') === 'user_card_content'

function get(call: ApiCall): Json {
  const { box } = call
  const message = sentMessage(call)
  if (!box.world.chat(message.chat_id).bot) throw outOfChat()
  const children = message.children.flatMap((id) => box.world.messages.get(id) ?? [])
  const items = [message, ...children].map((one) => itemOf(box, one, asksOriginal(call)))
  return { items }
}

function list(call: ApiCall): Json {
  const { box } = call
  const type = call.query('container_id_type')
  if (type !== 'chat') throw violation('container_id_type', type, 'options: [chat,thread]')
  const chat = readableChat(call)
  const [from, to] = [secondsOf(call, 'start_time'), secondsOf(call, 'end_time')]
  const found = box.world
    .messagesOf(chat.chat_id)
    .filter(({ at }) => (from === null || at >= from) && (to === null || at < to + 1000))
  const sorted = call.query('sort_type') === 'ByCreateTimeDesc' ? found.reverse() : found
  const page = pageOf(call, sorted, 'listPage')
  return { ...page, items: page.items.map((one) => itemOf(box, one, asksOriginal(call))) }
}

/** Groups need the sensitive right to read all their messages. */
function readableChat(call: ApiCall): Chat {
  const { world, scopes } = call.box
  const id = call.query('container_id')
  const chat = world.chats.get(id)
  if (id === '') throw violation('container_id', id, 'container_id is required')
  if (!chat)
    throw new ApiFault(
      99992356,
      `The request you send is not a valid {chat_id} or not exists. ${id}`,
    )
  if (!chat.bot) throw outOfChat()
  if (chat.kind === 'group' && !scopes.has(sensitive))
    throw new ApiFault(
      230027,
      'Lack of necessary permissions, ext=need scope: im:message.group_msg',
    )
  return chat
}

const outOfChat = () => new ApiFault(230002, 'Bot/User can NOT be out of the chat.')

function secondsOf(call: ApiCall, name: string): number | null {
  const text = call.query(name)
  if (text === '') return null
  if (!/^\d{1,11}$/.test(text)) throw violation(name, text, 'a time in seconds')
  return Number(text) * 1000
}

function readers(call: ApiCall): Json {
  const { box } = call
  const type = idTypeOf(call)
  const message = sentMessage(call)
  if (message.from !== 'bot') throw new ApiFault(230012, 'The message is NOT sent by this bot.')
  if (box.clock.now() - message.at > box.limits.readersDays * 86_400_000)
    throw new ApiFault(230033, 'The message has been sent for too long.')
  const page = pageOf(call, [...message.readers], 'memberPage')
  return { ...page, items: page.items.flatMap((reader) => readerOf(call, message, reader, type)) }
}

function readerOf(
  { box }: ApiCall,
  _: Message,
  [id, at]: [string, number],
  type: 'open_id' | 'union_id' | 'user_id',
) {
  const person = box.world.people.get(id)
  if (!person) return []
  const { tenantKey } = box.world
  return [
    { user_id_type: type, user_id: person[type], timestamp: String(at), tenant_key: tenantKey },
  ]
}
