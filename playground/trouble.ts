// A "no" of the playground itself, as the HTTP contract answers it: a status, a Chinese sentence,
// the choices if any.

export type TroubleStatus = 400 | 403 | 404 | 409

export class Trouble extends Error {
  readonly status: TroubleStatus
  readonly choices: unknown[] | undefined

  constructor(status: TroubleStatus, sentence: string, choices?: unknown[]) {
    super(sentence)
    this.status = status
    this.choices = choices
  }
}

export const malformed = (sentence: string, choices?: unknown[]) =>
  new Trouble(400, sentence, choices)
export const forbidden = (sentence: string) => new Trouble(403, sentence)
export const missing = (sentence: string) => new Trouble(404, sentence)
export const ambiguous = (sentence: string, choices?: unknown[]) =>
  new Trouble(409, sentence, choices)
