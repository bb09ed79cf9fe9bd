// A petition and its states (domain.md §1.4). Facts are neutral; identity is apart, and secret. What is dated stands beside
// the state, never as a state of its own: 告知, 受理, 异议, 延期, 送达.
import type { Instant } from '../../db/instant.ts'
import type { Day } from '../calendar.ts'
import { sayMatter } from '../phrase.ts'
import type { Secret } from '../secret.ts'
import type { Clocks } from './clock.ts'
import type { Course, Handling, Opinion } from './course.ts'
import {
  classWords,
  dispositionWords,
  type Exit,
  exitWords,
  type Form,
  type Purpose,
  type Route31,
  type SourceAct,
  type SourceBody,
} from './words.ts'

export interface Facts {
  id: string
  revision: number
  form: Form
  eventDate: Day
  /** 收信日期; starts the legal clocks. */
  receivedAt: Day
  letterDate: Day | null
  headcount: number
  /** The words where the headcount is a guess. */
  headcountWords: string | null
  /** Who came is not known yet: 等12人 代表5人. */
  headcountAsked: boolean
  representatives: number | null
  affected: number | null
  collective: boolean
  anonymous: boolean
  urgent: boolean
  purpose: Purpose
  /** Neutral, no identity inside; null while it is still missing. */
  summary: string | null
  topic: string
  locality: string | null
  source: Source
  route31: Route31 | null
  simple: boolean
  registrar: string
  createdAt: Instant
  /** The distinct matter (件): its own id, or that of the item it repeats. */
  matter: string
  /** Another matter of the same visit: counted once as a visit. */
  sameVisit: string | null
  unit: string | null
  handler: string | null
  course: Course
  clocks: Clocks
}

export interface Source {
  body: SourceBody
  act: SourceAct | null
  /** 黄委, 省信访局 … */
  name: string | null
  docNo: string | null
  docDate: Day | null
  /** 来文单位的时限. */
  due: Day | null
}

export interface PetitionNumber {
  year: number
  n: number
}

export interface Numbered extends Facts {
  number: PetitionNumber
  registeredAt: Instant
  registeredOn: Day
}

export type Petition =
  /** Said and understood, not yet registered. */
  | (Facts & { state: 'draft' })
  | (Numbered & { state: 'registered' })
  | (Numbered & { state: 'proposed'; handling: Handling })
  | (Numbered & { state: 'routed'; handling: Handling })
  | (Numbered & { state: 'in_progress' })
  | (Numbered & { state: 'under_review'; opinion: Opinion })
  | (Numbered & { state: 'replied'; opinion: Opinion })
  | (Numbered & { state: 'completed' })
  | (Numbered & { state: 'review_1' })
  | (Numbered & { state: 'review_2' })
  | (Numbered & { state: 'terminated' })
  | (Numbered & { state: 'exited'; exit: Exit })
  | (Numbered & { state: 'archived' })
  | (Numbered & { state: 'voided' })

export type State = Petition['state']
export type In<S extends State> = Extract<Petition, { state: S }>
export type Registered = Exclude<Petition, { state: 'draft' }>

export const states = [
  'draft',
  'registered',
  'proposed',
  'routed',
  'in_progress',
  'under_review',
  'replied',
  'completed',
  'review_1',
  'review_2',
  'terminated',
  'exited',
  'archived',
  'voided',
] as const satisfies readonly State[]

export const stateWords: Record<State, string> = {
  draft: '待登记',
  registered: '已登记',
  proposed: '拟办待批',
  routed: '已分办',
  in_progress: '办理中',
  under_review: '待审核',
  replied: '已答复',
  completed: '已办结',
  review_1: '复查中',
  review_2: '复核中',
  terminated: '终结',
  exited: '已办结',
  archived: '归档',
  voided: '作废',
}

const before = ['registered', 'proposed', 'routed'] as const
const working = [...before, 'in_progress', 'under_review', 'replied'] as const
const answered = ['completed', 'review_1', 'review_2', 'terminated', 'exited'] as const

/** Verb → the states that allow it (domain.md §1.7): one source for guard, button and refusal. */
export const allows = {
  register: ['draft'],
  drop: ['draft'],
  amend: ['draft', ...working, ...answered],
  propose: ['registered'],
  approve: ['proposed'],
  sendBack: ['proposed'],
  route: ['registered', 'routed'],
  routeByCustom: ['registered'],
  pullBack: ['routed'],
  transferTold: ['registered', 'proposed'],
  notice: [...working, ...answered],
  accept: before,
  object: [...before, 'in_progress'],
  answerObjection: [...working],
  extend: ['in_progress', 'under_review'],
  submitOpinion: ['in_progress'],
  approveOpinion: ['under_review'],
  returnOpinion: ['under_review'],
  deliver: ['replied'],
  answer: [...before, 'in_progress'],
  routeElsewhere: [...before, 'in_progress'],
  tellWhere: ['registered', 'proposed'],
  receiveReport: ['routed'],
  acceptReport: ['routed'],
  returnReport: ['routed'],
  submitReport: [...working, 'completed', 'exited'],
  decline: before,
  noLongerAccept: ['registered', 'proposed'],
  withdraw: working,
  settle: working,
  askReview: ['completed', 'archived'],
  finishReview: ['review_1', 'review_2'],
  archive: ['completed', 'terminated', 'exited'],
  void: [...working, ...answered],
  rate: ['replied', ...answered, 'archived'],
  execute: ['replied', ...answered],
  followUp: [...working, ...answered, 'archived'],
  urge: working,
  link: [...working],
} as const satisfies Record<string, readonly State[]>

export type Verb = keyof typeof allows

export function can<V extends Verb>(
  verb: V,
  petition: Petition,
): petition is In<(typeof allows)[V][number]> {
  const wanted: readonly State[] = allows[verb]
  return wanted.includes(petition.state)
}

/** Still ours to finish. */
export function isOpen(petition: Petition): petition is In<(typeof working)[number]> {
  return working.some((state) => state === petition.state)
}

export function isRegistered(petition: Petition): petition is Registered {
  return petition.state !== 'draft'
}

export interface Identity {
  name: Secret | null
  phone: Secret | null
  address: Secret | null
  /** The sentence as it was said. */
  original: Secret
}

export function sayNumber(number: PetitionNumber): string {
  return sayMatter('信访', number.year, number.n)
}

export function nameOfPetition(petition: Petition): string {
  return petition.state === 'draft' ? '此件' : sayNumber(petition.number)
}

/** 已分办、已转送…, 办理中, an exit by its own name. */
export function sayState(petition: Petition): string {
  if (petition.state === 'routed') return `已${dispositionWords[petition.handling.disposition]}`
  if (petition.state === 'exited') return exitWords[petition.exit]
  if (petition.state === 'registered' && petition.course.noticedOn) return '已告知'
  return stateWords[petition.state]
}

export const classWordsOf = ({ purpose }: Pick<Facts, 'purpose'>): string => classWords[purpose]
