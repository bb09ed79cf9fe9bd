// What people do to the bot: say something to it, tap on its cards (feishu-platform.md §1.6, 3.1).
import { z } from 'zod'
import { attachmentOf, textOf } from './content.ts'
import { formValues, withoutOffset } from './form.ts'
import type { Ignored, Mention, Message, Tapped } from './inbound.ts'
import { type Head, id, isForeign, laterTime, listOf, person, some } from './wire.ts'

const mention = z.object({
  key: some,
  id: z.union([z.object({ open_id: some }), z.string()]).nullish(),
  name: some,
})

const said = (head: Head) =>
  z.object({
    message_id: id,
    chat_id: id,
    chat_type: id,
    message_type: id,
    content: id,
    create_time: laterTime(head.at),
    parent_id: some,
    mentions: listOf(mention),
  })

/** Only people are listened to: `bot` and `app` are other machines, or ourselves. */
export function messageEvent(head: Head, botOpenId: string): z.ZodType<Message | Ignored> {
  const others = z
    .object({ sender: z.object({ sender_type: some }) })
    .refine(({ sender }) => sender.sender_type !== 'user')
    .transform(
      (): Ignored => ({ kind: 'ignored', id: head.id, type: head.type, why: 'not from a person' }),
    )
  return z.union([others, fromPerson(head, botOpenId)])
}

function fromPerson(head: Head, botOpenId: string): z.ZodType<Message> {
  const sender = z.object({ sender_id: person, tenant_key: some })
  return z.object({ sender, message: said(head) }).transform(({ sender, message }, ctx) => {
    const text = textOf(message.message_type, message.content)
    if (text === undefined) {
      ctx.addIssue({
        code: 'custom',
        path: ['message', 'content'],
        message: 'not JSON of its type',
      })
      return z.NEVER
    }
    const mentions = message.mentions.flatMap((given) => mentionOf(given, botOpenId))
    const attachment = attachmentOf(message.message_type, message.content)
    return {
      kind: 'message' as const,
      id: `m:${message.message_id}`,
      eventId: head.eventId,
      messageId: message.message_id,
      chat: message.chat_id,
      chatKind: message.chat_type === 'p2p' ? ('p2p' as const) : ('group' as const),
      sender: {
        ...namesOf(sender.sender_id),
        ...(sender.tenant_key && { tenantKey: sender.tenant_key }),
      },
      ...(isForeign(head, sender.tenant_key) && { foreign: true as const }),
      at: message.create_time,
      messageType: message.message_type,
      text,
      mentions,
      mentionsBot: mentions.some(({ isBot }) => isBot),
      ...(message.parent_id && { parentId: message.parent_id }),
      ...(attachment && { attachment }),
    }
  })
}

export function namesOf({ open_id, union_id, user_id }: z.infer<typeof person>) {
  return {
    openId: open_id,
    ...(union_id && { unionId: union_id }),
    ...(user_id && { userId: user_id }),
  }
}

function mentionOf(given: z.infer<typeof mention>, botOpenId: string): Mention[] {
  if (!given.key || given.key === '@_all') return []
  const openId = (typeof given.id === 'string' ? given.id : given.id?.open_id) || null
  const isBot = openId !== null && openId === botOpenId
  return [{ key: given.key, openId, name: given.name ?? '', isBot }]
}

const place = z.object({ open_message_id: id, open_chat_id: id })

export function tapEvent(head: Head): z.ZodType<Tapped> {
  const action = z.object({
    value: z.unknown().optional(),
    form_value: z.unknown().optional(),
    name: some,
    option: some,
  })
  const operator = z.object({ open_id: id, tenant_key: some }).nullish()
  return z.object({ operator, action, context: place }).transform((event) => ({
    kind: 'tap' as const,
    id: head.id,
    messageId: event.context.open_message_id,
    chat: event.context.open_chat_id,
    operator: event.operator ? operatorOf(event.operator) : null,
    ...(isForeign(head, event.operator?.tenant_key) && { foreign: true as const }),
    value: event.action.value,
    form: formValues(event.action.form_value),
    ...(event.action.name && { name: event.action.name }),
    ...(event.action.option && { option: withoutOffset(event.action.option) }),
    at: head.at,
  }))
}

const operatorOf = ({
  open_id,
  tenant_key,
}: {
  open_id: string
  tenant_key?: string | undefined
}) => ({
  openId: open_id,
  ...(tenant_key && { tenantKey: tenant_key }),
})
