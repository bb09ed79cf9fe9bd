// Tenant tokens, and the c- tokens that a card callback brings.
import type { Clock } from './clock.ts'
import { newTenantToken } from './ids.ts'
import type { Limits } from './limits.ts'

export class Tokens {
  #tokens: { token: string; until: number }[] = []
  #clock: Clock
  #limits: Limits

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock
    this.#limits = limits
  }

  /** The same token while enough of its life remains; the old one stays valid to its end. */
  issue() {
    const now = this.#clock.now()
    const { tokenSeconds, tokenRenewSeconds } = this.#limits
    const last = this.#tokens.at(-1)
    if (last && last.until - now >= tokenRenewSeconds * 1000) return this.#told(last)
    const fresh = { token: newTenantToken(), until: now + tokenSeconds * 1000 }
    this.#tokens.push(fresh)
    return this.#told(fresh)
  }

  isValid(token: string) {
    return this.#tokens.some((one) => one.token === token && one.until > this.#clock.now())
  }

  revokeAll() {
    this.#tokens = []
  }

  #told({ token, until }: { token: string; until: number }) {
    return { token, expire: Math.floor((until - this.#clock.now()) / 1000) }
  }
}

export class UpdateTokens {
  #granted = new Map<string, { message_id: string; at: number; uses: number }>()

  grant(token: string, message_id: string, at: number) {
    this.#granted.set(token, { message_id, at, uses: 0 })
  }

  find(token: string) {
    return this.#granted.get(token)
  }
}
