// What this Feishu knows: people, departments, chats, messages, files, calendars.
// Plain state with one counter: every appearance or change of a message raises `seq`.
import type { Clock } from './clock.ts'
import { newMessageId } from './ids.ts'
import type { Json } from './json.ts'
import { forbidden, missing } from './trouble.ts'

export interface Person {
  open_id: string
  union_id: string
  user_id: string
  name: string
  title: string
  roles: string[]
  department: string
  p2p: string
  left: boolean
  /** In the bot's availability range: can find it, can be written to. */
  inRange: boolean
  /** In its contact range: the contact API tells of them. */
  inContact: boolean
  /** Of another tenant: has no user_id here, and is met in external groups only. */
  guest: boolean
}

export interface Department {
  open_department_id: string
  name: string
  parent: string
}

export interface Chat {
  chat_id: string
  kind: 'group' | 'p2p'
  name: string
  members: string[]
  bot: boolean
  external: boolean
  disbanded: boolean
  /** A private chat into which the person has come at least once. */
  entered?: boolean
}

export interface Mention {
  key: string
  open_id: string
  name: string
}

export interface Message {
  seq: number
  message_id: string
  chat_id: string
  /** An open_id, or `bot`. */
  from: string
  at: number
  updatedAt: number
  updated: boolean
  type: string
  /** The JSON string that events and the list call carry. */
  content: string
  card: Json | null
  mentions: Mention[]
  parent: string | null
  root: string | null
  recalled: boolean
  recalledBy: string | null
  forwarded: boolean
  edits: number
  readers: Map<string, number>
  children: string[]
}

export interface StoredFile {
  key: string
  name: string
  type: string
  bytes: Uint8Array
  /** An open_id, or `bot`: the bot may fetch by key alone only what it uploaded. */
  owner: string
}

export interface CalendarEvent {
  event_id: string
  calendar_id: string
  summary: string
  description: string
  from: number
  to: number
  allDay: boolean
  attendees: string[]
  cancelled: boolean
}

const guestTenant = '1a2b3c4d5e6f7081'

type NewMessage = Pick<Message, 'chat_id' | 'from' | 'type' | 'content'> & Partial<Message>

export class World {
  readonly people = new Map<string, Person>()
  readonly departments = new Map<string, Department>()
  readonly chats = new Map<string, Chat>()
  readonly messages = new Map<string, Message>()
  readonly files = new Map<string, StoredFile>()
  readonly events = new Map<string, CalendarEvent>()
  readonly clock: Clock
  readonly bot: { open_id: string; name: string; app_id: string }
  readonly tenantKey: string
  #seq = 0
  #watchers = new Set<(message: Message) => void>()

  constructor(clock: Clock, bot: World['bot'], tenantKey: string) {
    this.clock = clock
    this.bot = bot
    this.tenantKey = tenantKey
  }

  get seq() {
    return this.#seq
  }

  nextSeq() {
    this.#seq += 1
    return this.#seq
  }

  watch(watcher: (message: Message) => void) {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  add(message: NewMessage): Message {
    const now = this.clock.now()
    const added: Message = {
      seq: 0,
      message_id: newMessageId(),
      at: now,
      updatedAt: now,
      updated: false,
      card: null,
      mentions: [],
      parent: null,
      root: null,
      recalled: false,
      recalledBy: null,
      forwarded: false,
      edits: 0,
      readers: new Map(),
      children: [],
      ...message,
    }
    this.messages.set(added.message_id, added)
    this.touched(added)
    return added
  }

  /** Tells that the message is shown differently from now on. */
  touched(message: Message) {
    message.seq = this.nextSeq()
    for (const watcher of this.#watchers) watcher(message)
  }

  change(message: Message, changes: Partial<Message>) {
    Object.assign(message, changes, { updated: true, updatedAt: this.clock.now() })
    this.touched(message)
  }

  messagesOf(chatId: string) {
    return [...this.messages.values()].filter((message) => message.chat_id === chatId)
  }

  changedSince(seq: number) {
    return [...this.messages.values()]
      .filter((message) => message.seq > seq)
      .sort((a, b) => a.seq - b.seq)
  }

  unitOf(person: Person) {
    if (person.guest) return '外部单位'
    return this.departments.get(person.department)?.name ?? ''
  }

  nameOf(id: string) {
    if (id === 'bot' || id === this.bot.open_id || id === this.bot.app_id) return this.bot.name
    if (id === 'all') return '所有人'
    return this.people.get(id)?.name ?? this.byAnyId(id)?.name ?? id
  }

  byAnyId(id: string) {
    const known = this.people.get(id)
    if (known) return known
    return [...this.people.values()].find((p) => p.union_id === id || p.user_id === id)
  }

  /** By name or any id; a name that somebody left behind is only found if nobody else bears it. */
  person(nameOrId: string): Person {
    const byId = this.byAnyId(nameOrId)
    if (byId) return byId
    const named = [...this.people.values()].filter((person) => person.name === nameOrId)
    const found = named.find((person) => !person.left) ?? named[0]
    if (!found) throw missing(`没有这个人：${nameOrId}`)
    return found
  }

  actor(nameOrId: string): Person {
    const person = this.person(nameOrId)
    if (person.left) throw forbidden(`${person.name}已离职`)
    return person
  }

  department(nameOrId: string): Department {
    const found =
      this.departments.get(nameOrId) ??
      [...this.departments.values()].find((department) => department.name === nameOrId)
    if (!found) throw missing(`没有这个部门：${nameOrId}`)
    return found
  }

  chat(nameOrId: string, as?: Person): Chat {
    const id = nameOrId === 'bot' && as ? as.p2p : nameOrId
    const found =
      this.chats.get(id) ??
      [...this.chats.values()].find((c) => c.kind === 'group' && c.name === id && !c.disbanded)
    if (!found) throw missing(`没有这个会话：${nameOrId}`)
    return found
  }

  chatFor(nameOrId: string, as: Person): Chat {
    const chat = this.chat(nameOrId, as)
    if (chat.disbanded) throw missing(`群已解散：${chat.name}`)
    if (!chat.members.includes(as.open_id)) throw forbidden(`${as.name}不在会话“${chat.name}”中`)
    if (chat.kind === 'p2p' && !as.inRange) throw forbidden(`${as.name}不在应用的可用范围内`)
    return chat
  }

  message(id: string): Message {
    const found = this.messages.get(id)
    if (!found) throw missing(`没有这条消息：${id}`)
    return found
  }

  messageFor(id: string, as: Person): Message {
    const message = this.message(id)
    this.chatFor(message.chat_id, as)
    return message
  }

  tenantOf({ guest }: Person) {
    return guest ? guestTenant : this.tenantKey
  }

  addPerson(person: Omit<Person, 'left' | 'inRange' | 'inContact' | 'guest'>, guest = false) {
    const added: Person = { ...person, left: false, inRange: !guest, inContact: !guest, guest }
    this.people.set(added.open_id, added)
    this.chats.set(added.p2p, {
      chat_id: added.p2p,
      kind: 'p2p',
      name: added.name,
      members: [added.open_id],
      bot: true,
      external: false,
      disbanded: false,
    })
    return added
  }
}
