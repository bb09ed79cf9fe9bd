// Petitions: neutral facts in the open, identity only as ciphertext.
import type { At, Json, JsonColumn } from '../types.ts'

export type PetitionState =
  | 'draft'
  | 'registered'
  | 'proposed'
  | 'routed'
  | 'in_progress'
  | 'under_review'
  | 'replied'
  | 'completed'
  | 'review_1'
  | 'review_2'
  | 'terminated'
  | 'exited'
  | 'archived'
  | 'voided'

export interface PetitionTable {
  id: string
  revision: number
  state: PetitionState
  year: number | null
  n: number | null
  form: 'visit' | 'letter' | 'phone_call' | 'online' | 'fax'
  event_date: string
  received_at: string
  letter_date: string | null
  registered_at: At | null
  /** The Shanghai day of registration: the year of the number. */
  registered_on: string | null
  headcount: number
  /** The words used where the headcount is a guess, else null. */
  headcount_words: string | null
  /** Who came is not known yet. */
  headcount_asked: boolean
  representatives: number | null
  affected: number | null
  collective: boolean
  anonymous: boolean
  urgent: boolean
  purpose: 'appeal_request' | 'appeal' | 'suggestion' | 'consultation' | 'thanks' | 'other'
  summary: string | null
  topic: string
  locality: string | null
  source_body: 'direct' | 'petition_office' | 'upper' | 'discipline' | 'hotline' | 'other'
  source_act: 'transfer' | 'assign' | null
  source_name: string | null
  source_doc_no: string | null
  source_doc_date: string | null
  source_due: string | null
  route31: number | null
  simple: boolean
  registrar: string
  created_at: At
  matter: string
  same_visit: string | null
  unit: string | null
  handler: string | null
  disposition: string | null
  exit: string | null
  /** What was decided and done: handlers/petition/course.ts. */
  course: JsonColumn<Json>
  notice_due: string
  noticed_on: string | null
  objection_due: string | null
  legal_due: string | null
  extended_due: string | null
  internal_target: string | null
  sender_internal: string | null
  simple_due: string | null
  petitioner_deadline: string | null
  archive_on: string | null
  finished_on: string | null
  /** name, phone, address, original text: one sealed document. */
  identity: Uint8Array
}

/** 检举控告: form, date and hand-over, nothing else; a hidden series of its own. */
export interface AccusationTable {
  id: string
  revision: number
  year: number
  n: number
  form: 'visit' | 'letter' | 'phone_call' | 'online' | 'fax'
  received_at: string
  /** The request part of the same letter: the link stands here alone. */
  beside: string | null
  registrar: string
  handed_on: string | null
  signer: string | null
}

/** 复查、复核 asked of us. */
export interface IncomingReviewTable {
  id: string
  revision: number
  state: 'received' | 'examining' | 'opinion_pending' | 'decided' | 'delivered' | 'closed'
  kind: 'review_1' | 'review_2'
  year: number
  n: number
  organ: string
  original_delivered_on: string | null
  received_at: string
  hearing_days: number
  due: string
  result: string | null
  decided_on: string | null
  decided_by: string | null
  delivered_on: string | null
  recused: JsonColumn<Json>
  registrar: string
  identity: Uint8Array
}

/** Topic → 处室, for 按惯例分办; approved once by the director. */
export interface PetitionCustomTable {
  id: string
  revision: number
  topic: string
  unit: string
  proposed_by: string
  approved_by: string | null
}

/** A 督办 proposal: each cause once per petition. */
export interface PetitionProposalTable {
  id: string
  revision: number
  petition: string
  cause: string
  state: 'open' | 'agreed' | 'declined'
  decided_by: string | null
  decided_on: string | null
}

/** Papers that were made, and for whom; their words are made anew when they are sent. */
export interface PaperTable {
  id: string
  revision: number
  petition: string
  kind: string
  made_by: string
  made_at: At
  doc_no: string | null
}

/** A template of the office's own, in place of the one that comes with the program. */
export interface PaperTemplateTable {
  id: string
  revision: number
  kind: string
  name: string
  bytes: Uint8Array
  put_by: string
  put_at: At
}
