// The payloads of the events that Feishu pushes, field by field.
// Pure: from the world to JSON; pushing is push.ts.
import type { Json } from './json.ts'
import type { Chat, Message, Person, World } from './world.ts'

/** Guests have no user_id with us. */
export const userIds = ({ open_id, union_id, user_id, guest }: Person) => ({
  open_id,
  union_id,
  user_id: guest ? null : user_id,
})

export function messageReceived(world: World, message: Message, sender: Person): Json {
  const { parent, root, chat_id } = message
  const chat = world.chats.get(chat_id)
  return {
    sender: {
      sender_id: userIds(sender),
      sender_type: 'user',
      tenant_key: world.tenantOf(sender),
    },
    message: {
      message_id: message.message_id,
      ...(root && { root_id: root }),
      ...(parent && { parent_id: parent }),
      create_time: String(message.at),
      update_time: String(message.updatedAt),
      chat_id,
      chat_type: chat?.kind ?? 'group',
      message_type: message.type,
      content: message.content,
      ...(message.mentions.length > 0 && { mentions: mentionsOf(world, message) }),
    },
  }
}

/** Ids are an object here, a string in answers of the Open Platform. */
function mentionsOf(world: World, { mentions }: Message) {
  return mentions.map(({ key, open_id, name }) => {
    const person = world.people.get(open_id)
    const bot = { open_id: world.bot.open_id, union_id: '', user_id: '' }
    return {
      key,
      id: person ? userIds(person) : bot,
      mentioned_type: person ? 'user' : 'bot',
      name,
      tenant_key: person ? world.tenantOf(person) : world.tenantKey,
    }
  })
}

export function chatEvent(world: World, chat: Chat, operator: Person): Json {
  return {
    chat_id: chat.chat_id,
    operator_id: userIds(operator),
    external: chat.external,
    operator_tenant_key: world.tenantOf(operator),
    name: chat.name,
    i18n_names: { zh_cn: chat.name, en_us: '', ja_jp: '' },
  }
}

export function membersEvent(world: World, chat: Chat, operator: Person, who: Person[]): Json {
  const users = who.map((person) => ({
    name: person.name,
    tenant_key: world.tenantOf(person),
    user_id: userIds(person),
  }))
  return { ...chatEvent(world, chat, operator), users }
}

export function chatUpdated(world: World, chat: Chat, operator: Person, before: Json, after: Json) {
  return { ...chatEvent(world, chat, operator), before_change: before, after_change: after }
}

export function chatEntered(world: World, chat: Chat, person: Person): Json {
  const last = world.messagesOf(chat.chat_id).at(-1)
  return {
    chat_id: chat.chat_id,
    operator_id: userIds(person),
    last_message_id: last?.message_id ?? '',
    last_message_create_time: last ? String(last.at) : '',
  }
}

/** Of schema 1.0, when a person and the bot first have a chat. */
export function p2pChatCreated(chat: Chat, person: Person): Json {
  const { open_id, user_id, name } = person
  const who = { open_id, user_id }
  return { chat_id: chat.chat_id, operator: who, user: { ...who, name } }
}

export const menuTapped = (person: Person, key: string, now: number): Json => ({
  operator: { operator_name: person.name, operator_id: userIds(person) },
  event_key: key,
  timestamp: Math.floor(now / 1000),
})

export const messageRecalled = (message: Message, now: number): Json => ({
  message_id: message.message_id,
  chat_id: message.chat_id,
  recall_time: String(now),
  recall_type: 'message_owner',
})

export const messagesRead = (world: World, person: Person, ids: string[], now: number): Json => ({
  reader: {
    reader_id: userIds(person),
    read_time: String(now),
    tenant_key: world.tenantKey,
  },
  message_id_list: ids,
})

export function userObject(person: Person): Json {
  return {
    ...userIds(person),
    name: person.name,
    en_name: '',
    job_title: person.title,
    department_ids: [person.department],
    leader_user_id: '',
    status: {
      is_frozen: false,
      is_resigned: person.left,
      is_activated: !person.left,
      is_exited: false,
      is_unjoin: false,
    },
  }
}

/** Feishu empties the departments of who has left; the old object still has them. */
export const userDeleted = (person: Person): Json => ({
  object: { ...userObject(person), department_ids: [] },
  old_object: { ...userIds(person), department_ids: [person.department] },
})

export const userUpdated = (person: Person, oldDepartment: string): Json => ({
  object: userObject(person),
  old_object: { department_ids: [oldDepartment] },
})

export const visibilityAdded = (people: Person[]): Json => ({
  users: people.map((person) => ({ user_id: userIds(person) })),
  departments: [],
  groups: [],
  source: 'availability',
})

export function scopeUpdated(people: Person[], added: boolean): Json {
  const some = { users: people.map(userObject), departments: [], user_groups: [] }
  const none = { users: [], departments: [], user_groups: [] }
  return added ? { added: some, removed: none } : { added: none, removed: some }
}
