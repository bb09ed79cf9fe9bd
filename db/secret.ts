// A text that is not a string: a group card, a sheet, a log line or an export cannot take it.
// It opens for the vault and for the encoding of a private card alone.
import { inspect } from 'node:util'

const shown = '［保密］'

export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** Only the vault and the private encoding of a card call this. */
  reveal(): string {
    return this.#text
  }

  /** A new secret made from this one. */
  map(change: (text: string) => string): Secret {
    return new Secret(change(this.#text))
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  [inspect.custom](): string {
    return shown
  }
}
