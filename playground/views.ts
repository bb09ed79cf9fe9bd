// People, chats and messages as the HTTP contract shows them.
import { isoOf } from './clock.ts'
import { buttonPlaces, type Field, fieldPlaces, type ShownButton } from './fields.ts'
import { type Json, parseObject, stringOf } from './json.ts'
import { renderMessage } from './render.ts'
import type { Chat, Message, Person, World } from './world.ts'

export interface PersonView {
  id: string
  name: string
  roles: string[]
  unit: string
  p2p: string
  left: boolean
}

export interface ChatView {
  id: string
  kind: 'group' | 'p2p'
  name: string
  members: string[]
  bot: boolean
  external: boolean
}

export interface MessageView {
  seq: number
  message_id: string
  chat: string
  from: string
  at: string
  updated_at: string
  type: string
  text: string
  card: Json | null
  buttons: ShownButton[]
  fields: Field[]
  file: { key: string; name: string } | null
  reply_to: string | null
  recalled: boolean
  readers: string[]
}

export const viewPerson = (world: World, person: Person): PersonView => ({
  id: person.open_id,
  name: person.name,
  roles: person.roles,
  unit: world.unitOf(person),
  p2p: person.p2p,
  left: person.left,
})

export const viewChat = ({ chat_id, kind, name, members, bot, external }: Chat): ChatView => ({
  id: chat_id,
  kind,
  name,
  members,
  bot,
  external,
})

export function viewMessage(world: World, message: Message): MessageView {
  const nameOf = (id: string) => world.nameOf(id)
  const card = message.recalled ? null : message.card
  return {
    seq: message.seq,
    message_id: message.message_id,
    chat: message.chat_id,
    from: message.from,
    at: isoOf(message.at),
    updated_at: isoOf(message.updatedAt),
    type: message.type,
    text: renderMessage(message, nameOf),
    card,
    buttons: card ? buttonPlaces(card).map(({ button }) => button) : [],
    fields: card ? fieldPlaces(card, nameOf).map(({ field }) => field) : [],
    file: message.recalled ? null : fileOf(world, message),
    reply_to: message.parent,
    recalled: message.recalled,
    readers: [...message.readers.keys()],
  }
}

function fileOf(world: World, message: Message) {
  const content = parseObject(message.content)
  const key = stringOf(content.file_key) || stringOf(content.image_key)
  if (!key) return null
  return { key, name: stringOf(content.file_name) || (world.files.get(key)?.name ?? key) }
}
