// The parts of a playground, as they are handed to everything that acts in it.
import type { CallLog } from './calls.ts'
import type { Chaos } from './chaos.ts'
import type { Clock } from './clock.ts'
import type { Instances } from './instances.ts'
import type { Json } from './json.ts'
import type { Limits } from './limits.ts'
import type { LongConnections } from './long/connections.ts'
import type { Pusher } from './push.ts'
import type { Tokens, UpdateTokens } from './tokens.ts'
import type { World } from './world.ts'

export interface AppConfig {
  app_id: string
  app_secret: string
  encrypt_key: string
  verification_token: string
}

export interface Behaviour {
  /** How an optional form field that nobody touched arrives: not at all, as '' (a choice of many as []), or as []. */
  untouched: 'absent' | 'empty' | 'list'
  /** How the time of an event is told; card callbacks always in microseconds. */
  eventTime: 'ms' | 'us'
  /** A received post stands in a locale, as a sent one does. */
  postInLocale: boolean
  /** The app also subscribed the events of schema 1.0: p2p_chat_create at the first time that a person comes. */
  formerEvents: boolean
  /** What a uuid answers that was sent within the hour: the first message, or 230049. */
  repeatedUuid: 'first' | 'refused'
  /** Cards that are sent by a template id. */
  templates: Record<string, Json>
  /** The header `type` under which the long connection brings card callbacks. */
  cardFrames: 'event' | 'card'
}

export type Way = 'webhook' | 'websocket'

/** How the app hears: the console sets it apart for events and for callbacks. */
export interface Subscribed {
  events: Way
  callbacks: Way
}

export interface Box {
  app: AppConfig
  /** The own address, known once it listens. */
  origin: { url: string }
  subscribed: Subscribed
  long: LongConnections
  behaviour: Behaviour
  /** What the app was granted. */
  scopes: Set<string>
  limits: Limits
  clock: Clock
  world: World
  chaos: Chaos
  calls: CallLog
  instances: Instances
  pusher: Pusher
  tokens: Tokens
  updateTokens: UpdateTokens
}
