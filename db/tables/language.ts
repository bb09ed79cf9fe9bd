// Questions that wait for an answer: what was typed so far lies sealed, and goes when the question is closed.
import type { At } from '../types.ts'

export interface WaitingQuestionTable {
  id: string
  person: string
  /** half: one thing is missing · near: it may have been meant otherwise */
  kind: 'half' | 'near'
  state: 'open' | 'answered' | 'dropped' | 'expired'
  /** Under the question's own key; null once it is closed. */
  sealed: Uint8Array | null
  asked_at: At
  expires_at: At
}

/** A pasted notice, as read; shown before it is taken. */
export interface NoticeImportTable {
  id: string
  year: number
  by: string
  at: At
  state: 'shown' | 'done' | 'dropped'
  source: string
  /** The sentences as pasted: published by the State Council, no secret. */
  said: string
}
