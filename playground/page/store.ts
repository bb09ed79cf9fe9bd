// What the page knows: people, chats, messages, who looks and where.
// Views subscribe and are told once per frame.
import { api } from './api.ts'
import { botName, type Chat, type Message, type Person } from './contract.ts'

const people = new Map<string, Person>()
const chats = new Map<string, Chat>()
const messages = new Map<string, Map<string, Message>>()
const seen = new Map<string, string>(readSeen())
const views: (() => void)[] = []
let drawn = true

export const here = { as: '', chat: '', now: '', online: true }

export function watch(view: () => void) {
  views.push(view)
}

export function changed() {
  if (!drawn) return
  drawn = false
  requestAnimationFrame(() => {
    drawn = true
    for (const view of views) view()
  })
}

export async function refresh() {
  const [allPeople, allChats] = await Promise.all([api.people(), api.chats()])
  people.clear()
  chats.clear()
  for (const person of allPeople) people.set(person.id, person)
  for (const { id, name, p2p } of allPeople)
    chats.set(p2p, { id: p2p, kind: 'p2p', name, members: [id], bot: true, external: false })
  for (const chat of allChats)
    chats.set(chat.id, { ...chat, members: [...new Set([...chat.members, ...ownerOf(chat.id)])] })
  changed()
}

const ownerOf = (chat: string) =>
  [...people.values()].filter((person) => person.p2p === chat).map((person) => person.id)

export const everybody = () => [...people.values()]
export const personOf = (id: string) => people.get(id)
export const chatOf = (id: string) => chats.get(id)
export const me = () => people.get(here.as)

export const nameOf = (id: string) =>
  id === 'bot' ? botName : id === 'all' ? '所有人' : (people.get(id)?.name ?? id)

export const titleOf = (chat: Chat) => (chat.kind === 'p2p' ? botName : chat.name)

/** The person's private chat first, then the groups by their last message. */
export function chatsOf(person: string): Chat[] {
  const own = [...chats.values()].filter((chat) => chat.members.includes(person))
  const rank = (chat: Chat) => (chat.kind === 'p2p' ? 0 : 1)
  const last = (chat: Chat) => lastOf(chat.id)?.at ?? ''
  return own.sort(
    (a, b) => rank(a) - rank(b) || last(b).localeCompare(last(a)) || a.name.localeCompare(b.name),
  )
}

export const messagesOf = (chat: string) => [...(messages.get(chat)?.values() ?? [])]

export const messageOf = (chat: string, id: string) => messages.get(chat)?.get(id)

export const lastOf = (chat: string) => messagesOf(chat).at(-1)

export function take(message: Message) {
  const own = messages.get(message.chat) ?? new Map<string, Message>()
  const known = own.get(message.message_id)
  if (known && known.seq > message.seq) return
  own.set(message.message_id, message)
  messages.set(message.chat, own)
  if (!chats.has(message.chat)) void refresh().catch(() => {})
  changed()
}

/** The chat's own order is the true one: the stream tells changes, not places. */
export async function loadChat(chat: string) {
  const list = await api.messages(chat)
  const streamed = messages.get(chat) ?? new Map<string, Message>()
  const ordered = new Map<string, Message>()
  for (const message of list) {
    const known = streamed.get(message.message_id)
    ordered.set(message.message_id, known && known.seq > message.seq ? known : message)
  }
  for (const [id, message] of streamed) if (!ordered.has(id)) ordered.set(id, message)
  messages.set(chat, ordered)
  changed()
}

const seenKey = (person: string, chat: string) => `${person}/${chat}`

export function unread(person: string, chat: string): number {
  const list = messagesOf(chat)
  const mark = seen.get(seenKey(person, chat))
  const from = list.findIndex((message) => message.message_id === mark)
  return list.slice(from + 1).filter((message) => message.from !== person && !message.recalled)
    .length
}

export function markSeen() {
  const last = lastOf(here.chat)
  if (!last || !here.as) return
  const key = seenKey(here.as, here.chat)
  if (seen.get(key) === last.message_id) return
  seen.set(key, last.message_id)
  sessionStorage.setItem('seen', JSON.stringify([...seen]))
  changed()
}

function readSeen(): [string, string][] {
  try {
    return JSON.parse(sessionStorage.getItem('seen') ?? '[]') as [string, string][]
  } catch {
    return []
  }
}
