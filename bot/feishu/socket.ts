// The long connection through Feishu's own SDK: what comes in over it is handed on whole, as the webhook hands it on
// once it is verified. The SDK verifies at connecting; here nothing is signed or encrypted (feishu-platform.md §2).
import { EventDispatcher, WSClient } from '@larksuiteoapi/node-sdk'
import { createHttp } from './http.ts'
import { isRecord } from './json.ts'
import { type SdkLog, sdkLogger } from './sdk-log.ts'

export interface SocketSettings {
  appId: string
  appSecret: string
  /** Without a slash at the end. */
  domain: string
  logger: SdkLog
  /** The answer to a card callback; undefined to an event. What it throws makes Feishu push again. */
  take(body: unknown): Promise<object | undefined>
  /** Real seconds after a ping in which something must have come in. */
  pingTimeout?: number
  /** Real milliseconds before a client that gave up is started again. */
  againAfterMs?: number
}

export interface Socket {
  /** Resolves at the first connection. */
  ready: Promise<void>
  state(): string
  close(): void
}

const warnings = 2
/** Longer than the 120 s between two pings of Feishu would never be noticed (the SDK arms it at each ping). */
const usualPingTimeout = 60
const connectWithinMs = 15_000

export function openSocket(settings: SocketSettings): Socket {
  const { appId, appSecret, domain, logger, pingTimeout = usualPingTimeout } = settings
  const dispatcher = new Whole(settings)
  const ready = Promise.withResolvers<void>()
  let again: NodeJS.Timeout | undefined
  let closed = false
  const client = new WSClient({
    appId,
    appSecret,
    domain: domain.replace(/\/+$/, ''),
    logger: sdkLogger(logger),
    loggerLevel: warnings,
    httpInstance: createHttp(connectWithinMs),
    handshakeTimeoutMs: connectWithinMs,
    wsConfig: { pingTimeout },
    onReady: () => {
      logger('info', 'the long connection is up')
      ready.resolve()
    },
    onReconnecting: () => logger('warn', 'the long connection is lost, connecting again'),
    onReconnected: () => logger('info', 'the long connection is up again'),
    // The SDK gives up where Feishu is busy or has 50 connections already; both pass.
    onError: () => {
      logger('error', 'the long connection was refused, trying again later')
      if (!closed) again = setTimeout(start, settings.againAfterMs ?? 30_000)
    },
  })
  takeCardFrames(client, logger)
  const start = () => void client.start({ eventDispatcher: dispatcher })
  start()
  return {
    ready: ready.promise,
    state: () => client.getConnectionStatus().state,
    close() {
      closed = true
      clearTimeout(again)
      client.close({ force: true })
    },
  }
}

/** Hands the envelope on as it came: the SDK's own dispatch flattens it and loses half of a card callback. */
class Whole extends EventDispatcher {
  readonly #take: SocketSettings['take']

  constructor({ take, logger }: SocketSettings) {
    super({ logger: sdkLogger(logger), loggerLevel: warnings })
    this.#take = take
  }

  override async invoke(body: unknown): Promise<object | undefined> {
    return this.#take(body)
  }
}

/** Card callbacks are documented as frames of type `event` and also seen as `card`, which the SDK drops unread (§2.3). */
function takeCardFrames(client: object, logger: SdkLog) {
  const handle: unknown = Reflect.get(client, 'handleEventData')
  if (typeof handle !== 'function') {
    logger('warn', 'this version of the sdk reads frames otherwise, card frames are left to it')
    return
  }
  Reflect.set(client, 'handleEventData', (frame: unknown) => handle.call(client, asEvent(frame)))
}

function asEvent(frame: unknown): unknown {
  if (!isRecord(frame) || !Array.isArray(frame.headers)) return frame
  const headers = frame.headers.map((header: unknown) =>
    isRecord(header) && header.key === 'type' && header.value === 'card'
      ? { ...header, value: 'event' }
      : header,
  )
  return { ...frame, headers }
}
