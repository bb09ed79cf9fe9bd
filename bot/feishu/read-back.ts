// Our own messages in a chat between two instants, page by page: to learn what became of a send that got no answer.
// Outside private chats Feishu gives them only with a sensitive scope (feishu-platform.md §4.2).
import type { Client } from '@larksuiteoapi/node-sdk'
import { z } from 'zod'
import { type Instant, instantOfMs, msOf } from '../../db/instant.ts'
import type { Heard, ReadBack } from '../../handlers/outside.ts'
import type { Call } from './client.ts'
import { failureOf, unreadable } from './failure.ts'

const page = z.object({
  data: z.object({
    has_more: z.boolean().nullish(),
    page_token: z.string().nullish(),
    items: z
      .array(
        z.object({
          message_id: z.string(),
          deleted: z.boolean().nullish(),
          msg_type: z.string().nullish(),
          create_time: z.coerce.number().nullish(),
          sender: z
            .object({ id: z.string().nullish(), sender_type: z.string().nullish() })
            .nullish(),
          body: z.object({ content: z.string() }).nullish(),
        }),
      )
      .nullish(),
  }),
})

const mostPages = 20

interface Span {
  chat: string
  from: Instant
  to: Instant
}

export async function readBack(
  call: Call,
  client: Client,
  appId: string,
  span: Span,
): Promise<ReadBack> {
  const messages: { messageId: string; content: string }[] = []
  const heard: Heard[] = []
  let page_token: string | undefined
  for (let pages = 0; pages < mostPages; pages++) {
    const params = { ...spanParams(span), ...(page_token && { page_token }) }
    const reply = await call(() => client.im.v1.message.list({ params }))
    const failure = failureOf(reply)
    if (failure) return failure
    const read = page.safeParse(reply.body)
    if (!read.success) return unreadable(reply.status)
    const { items, has_more, page_token: next } = read.data.data
    for (const { sender, body, message_id, deleted, msg_type, create_time } of items ?? []) {
      const ours = sender?.sender_type === 'app' && (!sender.id || sender.id === appId)
      if (ours && body && !deleted) messages.push({ messageId: message_id, content: body.content })
      if (sender?.sender_type === 'user' && sender.id && body && !deleted && create_time) {
        heard.push({
          ...{ messageId: message_id, chat: span.chat, sender: sender.id },
          ...{ at: instantOfMs(create_time), type: msg_type ?? 'text', content: body.content },
        })
      }
    }
    if (!has_more || !next) return { ok: true, messages, heard }
    page_token = next
  }
  return { ok: false, kind: 'unreachable', code: 0, detail: 'more pages than can be read back' }
}

/** The list's times are seconds; cards come back as they were sent only when asked for so. */
function spanParams({ chat, from, to }: Span) {
  return {
    container_id_type: 'chat',
    container_id: chat,
    start_time: String(Math.floor(msOf(from) / 1000)),
    end_time: String(Math.ceil(msOf(to) / 1000)),
    sort_type: 'ByCreateTimeAsc' as const,
    page_size: 50,
    card_msg_content_type: 'user_card_content',
  }
}
