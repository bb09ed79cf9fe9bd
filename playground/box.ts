// The parts of a playground, as they are handed to everything that acts in it.
import type { CallLog } from './calls.ts'
import type { Chaos } from './chaos.ts'
import type { Clock } from './clock.ts'
import type { Instances } from './instances.ts'
import type { Json } from './json.ts'
import type { Limits } from './limits.ts'
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
  /** The app has im:message.group_msg: it may list the messages of groups. */
  groupHistory: boolean
  /** How an optional form field that nobody touched arrives. */
  untouched: 'absent' | 'empty'
  /** Cards that are sent by a template id. */
  templates: Record<string, Json>
}

export interface Box {
  app: AppConfig
  behaviour: Behaviour
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
