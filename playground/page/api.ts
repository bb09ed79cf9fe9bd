// The page's only way out: JSON to the same origin, and the stream of what happens there.
// A refusal of the playground becomes an Error with its words.
import type { Bot, Call, Chat, Json, Message, Person, Said, Tapped } from './contract.ts'

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init)
  const body: unknown = await response.json().catch(() => ({}))
  if (response.ok) return body as T
  throw new Error(reasonOf(body) ?? `演练场应答 ${response.status}`)
}

function reasonOf(body: unknown) {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined
  return typeof body.error === 'string' ? body.error : JSON.stringify(body.error)
}

const post = <T>(path: string, body: Json) =>
  ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

export const api = {
  people: () => ask<Person[]>('/api/people'),
  chats: () => ask<Chat[]>('/api/chats'),
  messages: (chat: string) => ask<Message[]>(`/api/chats/${encodeURIComponent(chat)}/messages`),
  say: (body: Json) => post<Said>('/api/say', body),
  tap: (body: Json) => post<Tapped>('/api/tap', body),
  act: (body: Json) => post<Json>('/api/do', body),
  clock: () => ask<{ now: string }>('/api/clock'),
  turn: (body: Json) => post<{ now: string; settled: boolean }>('/api/clock', body),
  bot: () => ask<Bot>('/api/bot'),
  power: (what: 'kill' | 'stop' | 'start') => post<Json>('/api/bot', { do: what }),
  calls: (since: number) => ask<Call[]>(`/api/calls?since=${since}`),
  upload: (file: File) =>
    ask<{ file_key: string }>(`/api/files?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    }),
}

export const fileUrl = (key: string) => `/api/files/${encodeURIComponent(key)}`

interface Listener {
  message(message: Message): void
  now(now: string): void
  online(yes: boolean): void
}

/** Follows the stream for good; after a break it goes on from the last number seen. */
export function follow(listener: Listener) {
  let seen = 0
  const open = () => {
    const stream = new EventSource(`/api/stream?since=${seen}`)
    const take = (event: MessageEvent<string>) => {
      seen = Math.max(seen, deliver(event.data, listener))
    }
    for (const kind of ['message', 'now', 'clock', 'update']) stream.addEventListener(kind, take)
    stream.onopen = () => listener.online(true)
    stream.onerror = () => {
      stream.close()
      listener.online(false)
      setTimeout(open, 1000)
    }
  }
  open()
}

function deliver(text: string, listener: Listener): number {
  const data: unknown = JSON.parse(text)
  if (typeof data !== 'object' || data === null) return 0
  if ('message_id' in data) {
    const message = data as Message
    listener.message(message)
    return message.seq
  }
  if ('now' in data && typeof data.now === 'string') listener.now(data.now)
  return 0
}
