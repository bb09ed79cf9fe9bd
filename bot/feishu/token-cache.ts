// Where the SDK keeps its token: one per messenger (its own cache is shared by the whole process), and one that can
// be told that the token is no good, which the SDK never finds out by itself (feishu-platform.md §6.1).

interface Kept {
  value: unknown
  until: number
}

export class TokenCache {
  readonly #kept = new Map<string, Kept>()
  readonly #now: () => number

  /** Milliseconds by the bot's own clock, which in the playground is not the machine's. */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  async get(key: string | symbol | object, options?: { namespace?: string }): Promise<unknown> {
    const kept = this.#kept.get(nameOf(key, options))
    return kept && kept.until > this.#now() ? kept.value : undefined
  }

  async set(
    key: string | symbol | object,
    value: unknown,
    until = Number.POSITIVE_INFINITY,
    options?: { namespace?: string },
  ): Promise<boolean> {
    // The SDK reckons the end by the machine's clock.
    const left = until - Date.now()
    this.#kept.set(nameOf(key, options), { value, until: this.#now() + left })
    return true
  }

  /** Only this token: another call may have put a fresh one in its place. */
  forget(token: unknown): void {
    for (const [name, { value }] of this.#kept) if (value === token) this.#kept.delete(name)
  }
}

/** The SDK's keys are symbols. */
const nameOf = (key: string | symbol | object, options?: { namespace?: string }) =>
  `${options?.namespace ?? ''}/${String(key)}`
