// What the playground's HTTP contract answers, as far as the page reads it.
// The page uses nothing else of the playground.
export type Json = Record<string, unknown>

export interface Person {
  id: string
  name: string
  roles: string[]
  unit: string
  p2p: string
  left: boolean
}

export interface Chat {
  id: string
  kind: 'group' | 'p2p'
  name: string
  members: string[]
  bot: boolean
  external: boolean
}

export interface Button {
  name: string
  text: string
  disabled: boolean
  confirm: unknown
}

export interface Field {
  name: string
  label: string
}

export interface Message {
  seq: number
  message_id: string
  chat: string
  from: string
  at: string
  updated_at: string | null
  type: string
  text: string
  card: unknown
  buttons: Button[] | null
  fields: Field[] | null
  file: { key: string; name: string } | null
  reply_to: string | null
  recalled: boolean
  readers: string[] | null
}

export interface Bot {
  instances: { pid: number; ready: boolean }[]
  app_id: string
}

export interface Said {
  message_id: string
  status: number
  error: string | number | null
  settled: boolean
}

export interface Tapped {
  status: number
  toast: { type?: string; content?: string } | string | null
  error: number | null
  message: Message | null
  settled: boolean
}

export interface Call {
  seq: number
  at: string
  method: string
  path: string
  query: unknown
  status: number
  code: number | null
  body: unknown
  answer: unknown
}

export const botName = '督办助手'
