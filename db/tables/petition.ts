// Petitions: neutral facts in the open, identity only as ciphertext.
import type { At } from '../types.ts'

export type PetitionState = 'draft' | 'registered' | 'voided'

export interface PetitionTable {
  id: string
  revision: number
  state: PetitionState
  year: number | null
  n: number | null
  form: 'visit' | 'letter' | 'phone_call' | 'online'
  event_date: string
  received_at: string
  registered_at: At | null
  headcount: number
  /** The words used where the headcount is a guess, else null. */
  headcount_words: string | null
  purpose: 'appeal_request' | 'suggestion' | 'consultation' | 'other'
  topic: string
  collective: boolean
  notice_due: string
  noticed_on: string | null
  registrar: string
  created_at: At
  /** name, phone, address, original text: one sealed document. */
  identity: Uint8Array
}
