// Messages that Feishu has stopped pushing: after an outage longer than its retries, the private chats are read from where we
// last heard, and each message is taken as if it had come then, by its own time. Groups are not read: there somebody repeats it.
import { hours, type Instant, msOf, plusMs } from '../db/instant.ts'
import type { Heard } from '../handlers/outside.ts'
import type { Outage } from '../jobs/outages.ts'
import { dispatch } from './dispatch.ts'
import { decode } from './feishu/decode.ts'
import { errorFacts } from './log.ts'
import type { Parts } from './parts.ts'

/** Feishu pushes an event again for 7.1 hours (feishu-platform.md §1). */
const retriesMs = 7.1 * hours(1)
/** Older than this a sentence is no wish any more: its author has long asked again. */
const longestMs = 24 * 3 * hours(1)

export interface Recovered {
  taken: number
  /** Chats that could not be read. */
  unread: number
  /** Not tried: the outage was short, or calls are scarce. */
  skipped?: 'short' | 'scarce'
}

export async function recover(
  parts: Parts,
  { since, until, lastBeat }: Outage,
): Promise<Recovered> {
  if (msOf(until) - msOf(since) <= retriesMs) return { taken: 0, unread: 0, skipped: 'short' }
  if (parts.governor.optionalFrom(until)) return { taken: 0, unread: 0, skipped: 'scarce' }
  const earliest = plusMs(until, -longestMs)
  const from = lastBeat > earliest ? lastBeat : earliest
  const recovered: Recovered = { taken: 0, unread: 0 }
  for (const chat of await privateChats(parts)) {
    const read = await parts.messenger.readBack(chat, from, until)
    if (!read.ok) recovered.unread += 1
    else for (const heard of read.heard ?? []) recovered.taken += await takeLate(parts, heard)
  }
  return recovered
}

async function privateChats(parts: Parts): Promise<string[]> {
  const rows = await parts.db
    .selectFrom('person')
    .select('p2p_chat')
    .where('p2p_chat', 'is not', null)
    .where('status', '=', 'active')
    .orderBy('open_id')
    .execute()
  return rows.flatMap((row) => row.p2p_chat ?? [])
}

/** Once, whoever else reads the same chat: the inbox knows the message by its id. */
async function takeLate(parts: Parts, heard: Heard): Promise<number> {
  if (await isKnown(parts, heard.messageId)) return 0
  const inbound = decode(eventOf(heard), (await parts.whoAmI()).openId)
  try {
    await dispatch({ ...parts, clock: { now: (): Instant => heard.at } }, inbound)
    return 1
  } catch (error) {
    parts.log('error', 'a recovered message could not be taken', {
      id: heard.messageId,
      ...errorFacts(error),
    })
    return 0
  }
}

async function isKnown(parts: Parts, messageId: string): Promise<boolean> {
  const row = await parts.db
    .selectFrom('inbox')
    .select('id')
    .where('id', '=', `m:${messageId}`)
    .executeTakeFirst()
  return row !== undefined
}

/** As Feishu would have pushed it. */
function eventOf({ messageId, chat, sender, at, type, content }: Heard): object {
  const time = String(msOf(at))
  return {
    schema: '2.0',
    header: {
      ...{ event_id: `recovered-${messageId}`, event_type: 'im.message.receive_v1' },
      create_time: time,
    },
    event: {
      sender: { sender_id: { open_id: sender }, sender_type: 'user' },
      message: {
        ...{ message_id: messageId, chat_id: chat, chat_type: 'p2p', create_time: time },
        ...{ message_type: type, content },
      },
    },
  }
}

export function sayRecovered({ taken, unread, skipped }: Recovered): string {
  if (skipped === 'short') return ''
  if (skipped === 'scarce') return '调用额度不足，期间的私聊消息未补收，请提醒相关人员重发。'
  const missed = unread > 0 ? `另有${unread}个私聊无法读取。` : ''
  return `已补收私聊消息${taken}条。${missed}群内发给机器人的消息无法补收，请提醒重发。`
}
