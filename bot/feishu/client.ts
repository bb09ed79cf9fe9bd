// The messenger over Feishu's own SDK: one token per instance, one retry when it has gone stale, every failure
// classified. Nothing that Feishu answers, and no way in which it fails, leaves here as an exception.

import type { HttpInstance } from '@larksuiteoapi/node-sdk'
import { Client } from '@larksuiteoapi/node-sdk'
import { z } from 'zod'
import type { Address, Failure, Messenger, Sent, Wire } from '../../handlers/outside.ts'
import { calendarErrand } from './calendar.ts'
import { runErrand } from './errands.ts'
import { failureOf, isStaleToken, type Reply, unreadable } from './failure.ts'
import { createHttp, replied, thrown } from './http.ts'
import { readBack } from './read-back.ts'
import { type SdkLog, sdkLogger } from './sdk-log.ts'
import { TokenCache } from './token-cache.ts'

export interface Connection {
  appId: string
  appSecret: string
  /** Without a slash at the end. */
  domain: string
  logger: SdkLog
  timeoutMs?: number
  /** Milliseconds; by which a token grows old. */
  now?: () => number
  /** Plain data, which may outlive the messenger. */
  cache?: TokenCache
  http?: HttpInstance
}

const warnings = 2

export function createMessenger(connection: Connection): Messenger {
  const { appId, appSecret, logger, timeoutMs = 8000 } = connection
  const cache = connection.cache ?? new TokenCache(connection.now)
  const client = new Client({
    appId,
    appSecret,
    domain: connection.domain.replace(/\/+$/, ''),
    cache,
    logger: sdkLogger(logger),
    loggerLevel: warnings,
    httpInstance: connection.http ?? createHttp(timeoutMs),
  })
  const call = caller(client, cache)
  const im = client.im.v1.message
  return {
    async send(to, wire, uuid) {
      const { receive_id, receive_id_type } = receiver(to)
      const data = { receive_id, ...contentOf(wire), uuid }
      return sentOf(await call(() => im.create({ params: { receive_id_type }, data })))
    },
    async reply(messageId, wire, uuid) {
      const path = { message_id: encodeURIComponent(messageId) }
      return sentOf(await call(() => im.reply({ path, data: { ...contentOf(wire), uuid } })))
    },
    async update(messageId, card) {
      const path = { message_id: encodeURIComponent(messageId) }
      return doneOf(await call(() => im.patch({ path, data: { content: card } })))
    },
    async recall(messageId) {
      const path = { message_id: encodeURIComponent(messageId) }
      return doneOf(await call(() => im.delete({ path })))
    },
    readBack: (chat, from, to) => readBack(call, client, appId, { chat, from, to }),
    errand: (what) => calendarErrand(call, client, what) ?? runErrand(call, client, what),
    async whoAmI() {
      const url = '/open-apis/bot/v3/info'
      return whoOf(await call(() => client.request<unknown>({ method: 'GET', url })))
    },
  }
}

export type Call = (ask: () => Promise<unknown>) => Promise<Reply>

/** A call with a good token: fetched once however many wait for it, dropped and fetched once more when it is stale. */
function caller(client: Client, cache: TokenCache): Call {
  const token = onceAtATime(() => attempt(() => client.tokenManager.getTenantAccessToken()))
  return async (ask) => {
    const first = await token()
    if (!isToken(first)) return withoutToken(first)
    const reply = await attempt(ask)
    if (!isStaleToken(reply)) return reply
    cache.forget(first.body)
    const second = await token()
    return isToken(second) ? attempt(ask) : withoutToken(second)
  }
}

const isToken = ({ status, body }: Reply) =>
  status === 200 && typeof body === 'string' && body !== ''

async function attempt(ask: () => Promise<unknown>): Promise<Reply> {
  return ask().then(replied, thrown)
}

function onceAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= work().finally(() => {
      running = undefined
    })
    return running
  }
}

/** Nothing was asked of Feishu, so the fate is known: where the token endpoint is silent, the same again is safe. */
function withoutToken(reply: Reply): Reply {
  const failure = failureOf(reply) ?? unreadable(reply.status)
  const kind = failure.kind === 'unreachable' ? 'busy' : failure.kind
  return { ...reply, failure: { ...failure, kind, detail: `no token: ${failure.detail}` } }
}

function receiver(to: Address) {
  return 'person' in to
    ? { receive_id: to.person, receive_id_type: 'open_id' as const }
    : { receive_id: to.group, receive_id_type: 'chat_id' as const }
}

const contentOf = (wire: Wire) => ({ msg_type: wire.type, content: wire.content })

const sent = z.object({ data: z.object({ message_id: z.string().min(1), chat_id: z.string() }) })

function sentOf(reply: Reply): Sent {
  const failure = failureOf(reply)
  if (failure) return failure
  const read = sent.safeParse(reply.body)
  if (!read.success) return unreadable(reply.status)
  return { ok: true, messageId: read.data.data.message_id, chat: read.data.data.chat_id }
}

const doneOf = (reply: Reply): { ok: true } | Failure => failureOf(reply) ?? { ok: true }

const info = z.object({ bot: z.object({ open_id: z.string().min(1), app_name: z.string() }) })

function whoOf(reply: Reply): { ok: true; openId: string; name: string } | Failure {
  const failure = failureOf(reply)
  if (failure) return failure
  const read = info.safeParse(reply.body)
  if (!read.success) return unreadable(reply.status)
  return { ok: true, openId: read.data.bot.open_id, name: read.data.bot.app_name }
}
