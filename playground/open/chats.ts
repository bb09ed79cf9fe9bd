// Groups and their members, as the bot may see them.
import type { Json } from '../json.ts'
import type { Chat, World } from '../world.ts'
import { type ApiCall, type Endpoint, idTypeOf, pageOf } from './call.ts'
import { ApiFault } from './fault.ts'

const chats = ['im:chat', 'im:chat:readonly', 'im:chat:read']
const memberLists = ['im:chat', 'im:chat:readonly', 'im:chat.members:read']

export const chatEndpoints: Endpoint[] = [
  { method: 'GET', path: '/im/v1/chats', act: list, scopes: chats },
  { method: 'GET', path: '/im/v1/chats/:chat_id', act: get, scopes: chats },
  { method: 'GET', path: '/im/v1/chats/:chat_id/members', act: members, scopes: memberLists },
  {
    method: 'GET',
    path: '/im/v1/chats/:chat_id/members/is_in_chat',
    act: isIn,
    scopes: memberLists,
  },
]

function list(call: ApiCall): Json {
  const { world } = call.box
  const own = [...world.chats.values()].filter((chat) => chat.kind === 'group' && chat.bot)
  const page = pageOf(call, own, 'memberPage')
  return {
    ...page,
    items: page.items.map((chat) => ({ chat_id: chat.chat_id, ...shown(world, chat) })),
  }
}

function get(call: ApiCall): Json {
  const chat = known(call)
  const { world } = call.box
  if (!chat.bot && !chat.disbanded) throw notIn()
  return {
    ...shown(world, chat),
    chat_mode: chat.kind,
    chat_type: 'private',
    group_message_type: 'chat',
    user_count: String(chat.members.length),
    bot_count: chat.bot ? '1' : '0',
  }
}

function members(call: ApiCall): Json {
  const chat = inside(call)
  const { world } = call.box
  const type = idTypeOf(call, 'member_id_type')
  const people = chat.members.flatMap((id) => world.people.get(id) ?? [])
  const page = pageOf(call, people, 'memberPage')
  const items = page.items.map((person) => ({
    member_id_type: type,
    member_id: person[type],
    name: person.name,
    tenant_key: world.tenantKey,
  }))
  return { ...page, items, member_total: people.length }
}

function isIn(call: ApiCall): Json {
  return { is_in_chat: known(call).bot }
}

function known(call: ApiCall): Chat {
  const id = call.param('chat_id')
  const chat = call.box.world.chats.get(id)
  if (!chat) throw new ApiFault(232006, `Your request specifies a chat_id which is invalid. ${id}`)
  return chat
}

function inside(call: ApiCall): Chat {
  const chat = known(call)
  if (chat.disbanded)
    throw new ApiFault(232009, 'Your request specifies a chat which has already been dissolved.')
  if (!chat.bot) throw notIn()
  return chat
}

const notIn = () => new ApiFault(232011, 'Operator can NOT be out of the chat.')

const shown = (world: World, chat: Chat): Json => ({
  avatar: '',
  name: chat.kind === 'group' ? chat.name : '',
  description: '',
  owner_id: chat.kind === 'group' ? (chat.members[0] ?? '') : '',
  owner_id_type: 'open_id',
  external: chat.external,
  tenant_key: world.tenantKey,
  chat_status: chat.disbanded ? 'dissolved' : 'normal',
})
