// A petition and its states. Facts are neutral; identity is apart, and secret.
import type { Instant } from '../../db/instant.ts'
import { type Day, type Holidays, legalDue } from '../calendar.ts'
import { sayMatter } from '../phrase.ts'
import type { Secret } from '../secret.ts'

export type Form = 'visit' | 'letter' | 'phone_call' | 'online'
export type Purpose = 'appeal_request' | 'suggestion' | 'consultation' | 'other'

export interface Facts {
  id: string
  revision: number
  form: Form
  eventDate: Day
  receivedAt: Day
  headcount: number
  /** The words where the headcount is a guess. */
  headcountWords: string | null
  purpose: Purpose
  topic: string
  collective: boolean
  noticeDue: Day
  registrar: string
}

export type Petition = Draft | Registered | Voided

/** Said and understood, not yet registered. */
export interface Draft extends Facts {
  state: 'draft'
}

export interface Registered extends Facts {
  state: 'registered'
  number: PetitionNumber
  registeredAt: Instant
  /** Told in writing on that day (Art. 23¶2); null while it is still owed. */
  noticedOn: Day | null
}

/** Keeps its number. */
export interface Voided extends Facts {
  state: 'voided'
  number: PetitionNumber
}

export interface PetitionNumber {
  year: number
  n: number
}

export interface Identity {
  name: Secret | null
  phone: Secret | null
  address: Secret | null
  /** The sentence as it was said. */
  original: Secret
}

export const formWords: Record<Form, string> = {
  visit: '来访',
  letter: '来信',
  phone_call: '来电',
  online: '网上信访',
}

export const purposeWords: Record<Purpose, string> = {
  appeal_request: '申诉求决类',
  suggestion: '建议意见类',
  consultation: '咨询',
  other: '其他',
}

export function sayNumber(number: PetitionNumber): string {
  return sayMatter('信访', number.year, number.n)
}

/** 书面告知：收到之日起 15 日内，日历日，当日不计（《信访工作条例》第二十三条第二款）。 */
export function noticeDue(holidays: Holidays, receivedAt: Day): Day {
  return legalDue(holidays, receivedAt, 15).day
}

/** 〔已当场书面告知〕 is possible while the petition is registered and nobody was told. */
export function canNotice(petition: Petition): petition is Registered & { noticedOn: null } {
  return petition.state === 'registered' && petition.noticedOn === null
}

export function sayState(petition: Petition): string {
  switch (petition.state) {
    case 'draft':
      return '待登记'
    case 'registered':
      return petition.noticedOn ? '已告知' : '已登记'
    case 'voided':
      return '作废'
  }
}
