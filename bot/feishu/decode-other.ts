// What happens around the bot: chats entered and changed, messages read and recalled, staff coming and going
// (feishu-platform.md §3.2).
import { z } from 'zod'
import { namesOf } from './decode-act.ts'
import type {
  DepartmentChange,
  GroupChange,
  Ignored,
  Inbound,
  Members,
  PersonChange,
} from './inbound.ts'
import { flag, type Head, id, laterTime, listOf, person, some } from './wire.ts'

type Reader = (head: Head) => z.ZodType<Inbound>

export const otherEvents: Record<string, Reader> = {
  'im.chat.access_event.bot_p2p_chat_entered_v1': (head) =>
    z
      .object({ chat_id: id, operator_id: person })
      .transform(({ chat_id, operator_id }) => entered(head, chat_id, operator_id.open_id)),

  p2p_chat_create: (head) =>
    z
      .object({ chat_id: id, user: z.object({ open_id: id }) })
      .transform(({ chat_id, user }) => entered(head, chat_id, user.open_id)),

  'application.bot.menu_v6': (head) =>
    z
      .object({
        event_key: id,
        operator: z.object({ operator_id: person }),
        timestamp: laterTime(head.at),
      })
      .transform(({ event_key, operator, timestamp }) => ({
        kind: 'menu' as const,
        id: head.id,
        key: event_key,
        openId: operator.operator_id.open_id,
        at: timestamp,
      })),

  'im.chat.member.bot.added_v1': (head) => groupChange(head, 'bot-added'),
  'im.chat.member.bot.deleted_v1': (head) => groupChange(head, 'bot-removed'),
  'im.chat.disbanded_v1': (head) => groupChange(head, 'disbanded'),
  'im.chat.updated_v1': renamed,

  'im.chat.member.user.added_v1': (head) => members(head, 'added'),
  'im.chat.member.user.deleted_v1': (head) => members(head, 'removed'),
  'im.chat.member.user.withdrawn_v1': (head) => members(head, 'removed'),

  'im.message.recalled_v1': (head) =>
    z
      .object({ message_id: id, chat_id: id, recall_time: laterTime(head.at) })
      .transform(({ message_id, chat_id, recall_time }) => ({
        kind: 'recalled' as const,
        id: head.id,
        messageId: message_id,
        chat: chat_id,
        at: recall_time,
      })),

  'im.message.message_read_v1': (head) =>
    z
      .object({
        reader: z.object({ reader_id: person, read_time: laterTime(head.at) }),
        message_id_list: listOf(id),
      })
      .transform(({ reader, message_id_list }) => ({
        kind: 'read' as const,
        id: head.id,
        messageIds: message_id_list,
        openId: reader.reader_id.open_id,
        at: reader.read_time,
      })),

  'contact.user.created_v3': (head) => personChange(head, 'joined'),
  'contact.user.updated_v3': (head) => personChange(head, 'changed'),
  'contact.user.deleted_v3': (head) => personChange(head, 'left'),
  'contact.department.created_v3': (head) => departmentChange(head, 'added'),
  'contact.department.updated_v3': (head) => departmentChange(head, 'changed'),
  'contact.department.deleted_v3': (head) => departmentChange(head, 'removed'),
  'contact.scope.updated_v3': range,
  'application.application.visibility.added_v6': range,
}

const entered = (head: Head, chat: string, openId: string) => ({
  kind: 'entered' as const,
  id: head.id,
  chat,
  openId,
  at: head.at,
})

function groupChange(head: Head, change: GroupChange['change']): z.ZodType<GroupChange> {
  return z
    .object({ chat_id: id, name: some, external: flag })
    .transform(({ chat_id, name, external }) => ({
      kind: 'group' as const,
      id: head.id,
      change,
      chat: chat_id,
      ...(name && { name }),
      ...(external !== undefined && { external }),
      at: head.at,
    }))
}

/** Of what can change in a chat only its name concerns us. */
function renamed(head: Head): z.ZodType<GroupChange | Ignored> {
  return z
    .object({ chat_id: id, external: flag, after_change: z.object({ name: some }).nullish() })
    .transform(({ chat_id, external, after_change }): GroupChange | Ignored => {
      const name = after_change?.name
      if (!name) return { kind: 'ignored', id: head.id, type: head.type, why: 'name unchanged' }
      const seen = external === undefined ? {} : { external }
      return {
        kind: 'group',
        id: head.id,
        change: 'renamed',
        chat: chat_id,
        name,
        ...seen,
        at: head.at,
      }
    })
}

function members(head: Head, change: Members['change']): z.ZodType<Members> {
  const user = z.object({ user_id: z.object({ open_id: id }) })
  const read = z.object({ chat_id: id, external: flag, users: listOf(user) })
  return read.transform(({ chat_id, external, users }) => ({
    kind: 'members' as const,
    id: head.id,
    change,
    chat: chat_id,
    openIds: users.map(({ user_id }) => user_id.open_id),
    ...(external !== undefined && { external }),
    at: head.at,
  }))
}

/** One who has left has no departments any more; the old object still names them. */
function personChange(head: Head, change: PersonChange['change']): z.ZodType<PersonChange> {
  const departments = z.object({ department_ids: listOf(id) })
  const object = person.extend({ name: some, job_title: some, department_ids: listOf(id) })
  return z
    .object({ object, old_object: departments.nullish() })
    .transform(({ object, old_object }) => ({
      kind: 'person' as const,
      id: head.id,
      change,
      ...namesOf(object),
      ...(object.name && { name: object.name }),
      ...(object.job_title && { title: object.job_title }),
      departmentIds: change === 'left' ? (old_object?.department_ids ?? []) : object.department_ids,
      at: head.at,
    }))
}

function departmentChange(
  head: Head,
  change: DepartmentChange['change'],
): z.ZodType<DepartmentChange> {
  const object = z.object({ open_department_id: id, name: some, parent_department_id: some })
  return z.object({ object }).transform(({ object: it }) => ({
    kind: 'department' as const,
    id: head.id,
    department: it.open_department_id,
    change,
    ...(it.name && { name: it.name }),
    ...(it.parent_department_id && { parent: it.parent_department_id }),
    at: head.at,
  }))
}

function range(head: Head) {
  return z.unknown().transform(() => ({ kind: 'range' as const, id: head.id, at: head.at }))
}
