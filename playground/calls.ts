// Every call of the bot to the Open Platform, with its answer; secrets and tokens struck out.
import { isObject } from './json.ts'

export interface Call {
  seq: number
  at: string
  method: string
  path: string
  query: Record<string, string | string[]>
  status: number
  code: number | null
  body: unknown
  answer: unknown
}

const secrets = new Set([
  'app_secret',
  'AppSecret',
  'tenant_access_token',
  'app_access_token',
  'ticket',
])

export function struck(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(struck)
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.map(([k, v]) => [k, secrets.has(k) ? '***' : struck(v)]))
}

export class CallLog {
  #calls: Call[] = []
  #underWay = 0
  #lastActivity = 0

  /** Calls that have come in and are not answered yet. */
  get underWay() {
    return this.#underWay
  }

  get count() {
    return this.#calls.length
  }

  /** Real milliseconds since the bot last called or was called. */
  get quietFor() {
    return this.#underWay > 0 ? 0 : Date.now() - this.#lastActivity
  }

  begin() {
    this.#underWay += 1
    this.stir()
  }

  end() {
    this.#underWay -= 1
    this.stir()
  }

  stir() {
    this.#lastActivity = Date.now()
  }

  add(call: Call) {
    this.#calls.push(call)
  }

  since(seq: number) {
    return this.#calls.filter((call) => call.seq > seq)
  }
}
