// What the app was granted: which endpoints it may call is said by each of them, which events reach it and which fields
// it sees is said here.
import { isObject, type Json } from './json.ts'

/** User messages of groups in which nobody mentioned the bot; needs an administrator's review, so not granted unasked. */
export const sensitive = 'im:message.group_msg'
export const seesUserIds = 'contact:user.employee_id:readonly'
export const privateMessages = ['im:message.p2p_msg:readonly', 'im:message.p2p_msg']
export const mentioningMessages = [
  'im:message.group_at_msg:readonly',
  'im:message.group_at_msg',
  'im:message.group_at_msg.include_bot:readonly',
]

const ofMessage = ['im:message', 'im:message:readonly']
const ofChat = ['im:chat', 'im:chat:readonly', 'im:chat:read']
const ofMembers = ['im:chat', 'im:chat:readonly', 'im:chat.members:read']
const ofBotMembers = ['im:chat', 'im:chat:readonly', 'im:chat.members:bot_access']
const ofContacts = ['contact:contact.base:readonly', 'contact:contact:readonly_as_app']

/** One of them is enough; an event that is not named here needs none. */
export const eventScopes: Record<string, string[]> = {
  'im.message.recalled_v1': ofMessage,
  'im.message.message_read_v1': ofMessage,
  'im.chat.member.bot.added_v1': ofBotMembers,
  'im.chat.member.bot.deleted_v1': ofBotMembers,
  'im.chat.member.user.added_v1': ofMembers,
  'im.chat.member.user.deleted_v1': ofMembers,
  'im.chat.updated_v1': ofChat,
  'im.chat.disbanded_v1': ofChat,
  'contact.user.created_v3': ofContacts,
  'contact.user.updated_v3': ofContacts,
  'contact.user.deleted_v3': ofContacts,
}

/** Fields of a user that are absent, without an error, where the scope is not granted. */
export const fieldScopes: Record<string, string> = {
  user_id: seesUserIds,
  name: 'contact:user.base:readonly',
  en_name: 'contact:user.base:readonly',
  department_ids: 'contact:user.department:readonly',
  leader_user_id: 'contact:user.department:readonly',
  job_title: 'contact:user.employee:readonly',
}

const ofNoEndpoint = [
  ...privateMessages,
  ...mentioningMessages,
  ...Object.values(eventScopes).flat(),
  ...Object.values(fieldScopes),
]

/** All that the endpoints name, and all that events and fields need; without what is sensitive. */
export function usualScopes(endpoints: { scopes: string[] }[]): string[] {
  const all = [...endpoints.flatMap(({ scopes }) => scopes), ...ofNoEndpoint]
  return [...new Set(all)].filter((scope) => scope !== sensitive)
}

export const grantsOneOf = (granted: Set<string>, wanted: string[]) =>
  wanted.length === 0 || wanted.some((scope) => granted.has(scope))

export function withoutHiddenFields(user: Json, granted: Set<string>): Json {
  const seen = ([key]: [string, unknown]) =>
    granted.has(fieldScopes[key] ?? '') || !fieldScopes[key]
  return Object.fromEntries(Object.entries(user).filter(seen))
}

/** The ids of a person without the one that the app may not see. */
export function withoutUserIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUserIds)
  if (!isObject(value)) return value
  const { user_id, ...others } = value
  const kept = 'open_id' in value || typeof user_id === 'object' ? others : value
  const inner = Object.entries(kept).map(([k, v]) => [k, withoutUserIds(v)])
  const nested = typeof user_id === 'object' && user_id ? { user_id: withoutUserIds(user_id) } : {}
  return { ...Object.fromEntries(inner), ...nested }
}
