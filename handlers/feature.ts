// The shape that a duty fills in. bot/ and jobs/ know nothing else of it.
import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Instant } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import type { Json } from '../db/types.ts'
import type { Vault } from '../db/vault.ts'
import type { Day } from './calendar.ts'
import type {
  Button,
  Card,
  Fact,
  GroupCard,
  Payload,
  PrivateCard,
  Said,
  SentFile as SentFileBody,
} from './card.ts'
import type { Address, Happening } from './outside.ts'
import type { Office, Person, Role } from './people.ts'
import type { Refusal } from './refusal.ts'
import type { PrivateText, Secret } from './secret.ts'

export interface Feature {
  name: string
  /** Its word in the menu and in 帮助. */
  menu: string
  commands: Command[]
  /** What people say to it most, the first things first: for 帮助. */
  guide?: Guide[]
  taps: Record<string, Tap>
  views: Record<string, View>
  dues: Record<string, Due>
  answers: Record<string, Answer>
  reacts: Reacts
  /** Events that are nobody's words: people and groups that come, change and go. */
  happens?(ctx: ClockCtx, what: Happening): Promise<Outcome>
  /** A file that somebody sent in private; undefined: not this duty's. */
  files?(ctx: Ctx, file: SentFile): Promise<Outcome | Refusal | undefined>
  /** Files that an upload asks for when it is made: their bytes lie nowhere in between. */
  makes?: Record<string, (ctx: Reading, args: Json) => Promise<MadeFile>>
  waiting(ctx: Reading, person: Person): Promise<Waiting[]>
  /** 特急, or an urgent petition: what is told of it never waits for working hours. */
  isUrgent?(ctx: Reading, subject: string): Promise<boolean>
  /** Why its messages come, what comes next, and how they stop: for 为什么. */
  why?(ctx: Reading, subject: string): Promise<Why>
  offers: Record<string, Offer>
  settings: Setting[]
  samples: Sample[]
  /** What it asks decisions for, by kind. */
  approvals?: Record<string, Approvable>
  /** Internal dates of open matters that follow from the working days of `ctx.office`: compared before a notice is taken. */
  workdayDates?(ctx: Reading): Promise<WorkdayDate[]>
  /** Who must act on it: told in private where its group is gone. */
  owners?(ctx: Reading, subject: string): Promise<Person[]>
  /** After an act was taken back: what no row image can bring back. */
  undone?(ctx: Ctx, subject: string): Promise<void>
}

/** One sentence of 帮助, and whose it is. */
export interface Guide {
  says: string
  roles: Role[]
}

/** What a card needs of the office to be drawn. */
export type Sight = Pick<Reading, 'office' | 'now' | 'today'>

/** What is needed to look. `trx` is never the root database: inside a transaction that would hang PGlite. */
export interface Reading {
  trx: Transaction<DB>
  vault: Vault
  now: Instant
  today: Day
  office: Office
}

/** What is needed to act. */
export interface Ctx extends Reading {
  by: Person
  /** Where the answer to the actor goes. */
  answer: { to: Address; replyTo?: string }
  /** A new id, rising with time. */
  id(): string
  /** The act under way: what it changes is recorded, and can be taken back, under this name. */
  act: string
}

/** The clock's own acts. */
export interface ClockCtx extends Reading {
  id(): string
}

export interface SubjectRef {
  feature: string
  subject: string
}

// ── words ──

/** What somebody said, as typed, the bot's own mention taken out. Phrases fold it themselves for matching. */
export interface Words {
  text: string
  /** The same, mentions of others by their name. */
  original: string
  /** Other people's mentions in order; in `text` they stand as `@_user_N`. */
  mentions: { key: string; openId: string; name: string }[]
  where: 'private' | 'group'
  /** The card that the message replies to, if it is one of ours. */
  about?: SubjectRef
}

/** A reading of words: not mine, understood, one thing missing, or no. */
export type Understood<S> = undefined | { slots: S } | { ask: Question } | Refusal

export interface Question {
  question: string
  /** Ready answers; each is a whole sentence that would have been understood. */
  choices: { label: string; sentence: string }[]
  /** What was understood already, for the card that asks. */
  known?: { label: string; value: string }[]
  /** The sentence with one `＿` where a typed answer belongs; without it an answer goes to the end of what was said. */
  gap?: string
}

export interface Command<S = unknown> {
  name: string
  /** How people say it; shown in 帮助. */
  says: string[]
  /** Whose 帮助 shows it, and who may; empty: everybody in the roster. */
  roles: Role[]
  /** In a group the answer goes to the group only where this says so; else in private. */
  inGroup: 'answer' | 'private'
  read(words: Words, ctx: Pick<Ctx, 'today' | 'now' | 'office' | 'by'>): Understood<S>
  act(ctx: Ctx, slots: S): Promise<Outcome | Refusal>
  /** What of a sentence may be kept while its question waits, even sealed; all of it where this is not said. */
  keeps?(text: string): string
}

/** Keeps the slots' type between read and act, and forgets it for the list. */
export function command<S>(it: Command<S>): Command {
  return it as Command
}

// ── taps ──

export interface Tap<V = Record<string, unknown>, F = Record<string, unknown>> {
  value: z.ZodType<V>
  form?: z.ZodType<F>
  act(ctx: Ctx, subject: string, value: V, form: F): Promise<Outcome | Refusal>
}

/** A button declared once: views pack with `on`, actions unpack with `tap`. */
export interface ButtonKind<V, F> {
  on(subject: string, ...value: Record<string, never> extends V ? [] : [V]): Payload
  tap(act: Tap<V, F>['act']): Tap
}

export function buttonKind<V extends Payload['value'], F = Record<string, never>>(
  feature: string,
  name: string,
  value: z.ZodType<V>,
  form?: z.ZodType<F>,
): ButtonKind<V, F> {
  return {
    on: (subject, ...given) => ({ feature, tap: name, subject, value: given[0] ?? {} }),
    tap: (act) => ({ value, ...(form && { form }), act }) as Tap,
  }
}

// ── views ──

/** `gone`: no longer worth sending; it is dropped as overtaken. */
export interface View {
  /** It has 〔撤销〕 where it wants it; else it stands at the end of the actor's card. */
  ownUndo?: true
  group?(
    ctx: Reading,
    subject: string,
    args: Json,
    chat: string,
  ): Promise<GroupCard | Said | 'gone'>
  person?(
    ctx: Reading,
    subject: string,
    args: Json,
    person: Person,
  ): Promise<PrivateCard | Said<PrivateText> | 'gone'>
}

// ── outcomes ──

export interface Outcome {
  entries: Entry[]
  tell?: Tell[]
  redraw?: SubjectRef[]
  arm?: Arm[]
  errands?: ErrandOrder[]
  offers?: OfferCall[]
  /** Lanes that have something to send, by what the act did to their rows. */
  wake?: string[]
  toast?: string
  /** The view that the tapped card turns into; without it the card is drawn anew as it is. */
  card?: { view: string; args?: Json }
  /** Recorded, and nothing else: no card changes by it, and it cannot be taken back. */
  quiet?: true
  /** Why it can never be taken back, where that is so. */
  final?: string
  /** The act that this one takes back: its messages and its agenda go back with its rows. */
  undoes?: string
  /** What the other duties must hear of, in the same transaction. */
  news?: News[]
  /** Acts of their own in the same transaction, each with an undo of its own. */
  acts?: { act: string; outcome: Outcome }[]
}

/** One line of the record. Facts hold no secret. */
export interface Entry extends SubjectRef {
  verb: string
  facts: Record<string, Json>
  onBehalfOf?: string
}

/** 0 answers and decisions · 1 notices · 2 sheets and bulk */
export type Class = 0 | 1 | 2

export type Tell = ViewTell | NoticeTell | RecallTell

interface Telling {
  to: Address
  /** Natural and unique; without it, made from the act and the place in the list. */
  key?: string
  class?: Class
  at?: Instant
  replyTo?: string
  /** The law demands it: sent again where its fate cannot be learnt, and first when calls run out. */
  statutory?: true
  /** 特急 and urgent petitions: at once, also outside working hours. */
  atOnce?: true
}

/** Rendered when it is sent. */
export interface ViewTell extends Telling, SubjectRef {
  kind: 'view'
  view: string
  args?: Json
}

/** Frozen now, always sent. `secret`: sealed under the matter's key until then; only to a person. */
export type NoticeTell =
  | (Telling & { kind: 'notice'; body: GroupCard | Said })
  | (Telling & { kind: 'notice'; to: { person: string }; body: GroupCard | Said | SentFileBody })
  | (Telling & { kind: 'notice'; to: { person: string }; body: SealedBody; matter: string })

export interface SealedBody {
  sealed: Secret
}

export interface RecallTell extends Telling {
  kind: 'recall'
  messageId: string
}

export interface Arm extends SubjectRef {
  kind: string
  /** null disarms. */
  at: Instant | null
}

/** Something to fetch or do outside; what it brings back goes to the feature's `answers`, once. */
export interface ErrandOrder {
  key: string
  feature: string
  answer: string
  what: Json
  /** Not before; now where it is not said. */
  at?: Instant
}

export interface OfferCall {
  feature: string
  offer: string
  args: Json
}

// ── decisions ──

/** What a duty asks a decision for: the asking itself is the same for all of them. */
export interface Approvable {
  /** What is asked, as a heading: 督办立项 */
  title: string
  /** The words of the two buttons, and of the third where another date may be set. */
  words: { agree: string; refuse: string; amend?: string }
  /** Whose decision it is. */
  role: Role
  /** Three ready reasons for a no. */
  reasons: readonly [string, string, string]
  /** The duty's own row, locked before the request is; false when it is no more. */
  lock(ctx: Ctx, subject: string): Promise<boolean>
  shows(ctx: Reading, subject: string): Promise<Matter | 'gone'>
  decide(ctx: Ctx, subject: string, verdict: Verdict): Promise<Outcome | Refusal>
  /** The asker takes the request back while nobody has decided. */
  withdraw(ctx: Ctx, subject: string): Promise<Outcome | Refusal>
}

export type Verdict =
  | { kind: 'agree' }
  | { kind: 'refuse'; reason: string }
  | { kind: 'amend'; day: Day; reason: string | null }

export interface Matter {
  /** Its number, else its title. */
  name: string
  facts: Fact<PrivateText>[]
  /** What is so for as long as nobody decides. */
  ifNot: string
  /** What the card says once it is decided. */
  decided?: string
  /** Folded away. */
  details?: Fact<PrivateText>[]
}

// ── the clock ──

/** A line of a morning sheet: for whom, how late, the words, and what can be tapped. */
export interface Line {
  to: Address
  text: string
  /** Late lines come first. */
  rank: 'late' | 'today' | 'soon' | 'info'
  mention?: string[]
  buttons?: Button[]
  /** Goes on in a declared emergency, and where calls run out: a legal date, 特急, or what is marked for the emergency. */
  standsOut?: 'legal' | 'extra-urgent' | 'marked'
}

/** Asked when the agenda says so, and again when the sheet is drawn: it must follow from the present state. */
export type Due = (
  ctx: Reading,
  subject: string,
) => Promise<{
  lines: Line[]
  next?: Instant
  /** The lines stand for the card of that id from now on: it says so, and has no buttons any more. */
  instead?: string
}>

export type Answer = (ctx: ClockCtx, result: Json) => Promise<Outcome>

export interface Reacts {
  personLeft?(ctx: ClockCtx, person: string): Promise<Outcome>
  absenceChanged?(ctx: ClockCtx, person: string): Promise<Outcome>
  calendarChanged?(ctx: ClockCtx): Promise<Outcome>
  settingChanged?(ctx: ClockCtx, key: string): Promise<Outcome>
  groupGone?(ctx: ClockCtx, chat: string): Promise<Outcome>
  /** These are somebody else's from now on. */
  handedOver?(ctx: ClockCtx, items: SubjectRef[], from: string, to: string): Promise<Outcome>
}

/** `office` as it has become. */
export type News =
  | { kind: 'personLeft'; person: string }
  | { kind: 'absenceChanged'; person: string }
  | { kind: 'calendarChanged' }
  | { kind: 'settingChanged'; key: string }
  | { kind: 'groupGone'; chat: string }
  | { kind: 'handedOver'; items: SubjectRef[]; from: string; to: string }

export interface SentFile {
  messageId: string
  key: string
  name: string
}

export interface MadeFile {
  name: string
  bytes: Uint8Array
}

export type Offer = (ctx: Ctx, args: Json) => Promise<Outcome | Refusal>

/** One date of one open matter; nothing of it is secret. */
export interface WorkdayDate {
  subject: string
  /** Which date of which matter: 信访〔2026〕12号内部目标 */
  what: string
  day: Day
  owners: string[]
}

export interface Waiting extends SubjectRef {
  text: string
  buttons: Button[]
}

export interface Setting {
  key: string
  title: string
  value: z.ZodType
  fallback: Json
  /** Under which 设置 shows it; else by its duty. */
  topic?: string
  /** When a change takes effect, and on what. */
  effect?: string
  /** The words of its values, where they are not numbers or 是/否. */
  words?: Record<string, string>
}

/** The office's own value where it has set one that fits. */
export function settingOf(office: Office, setting: Setting): Json {
  const read = setting.value.safeParse(office.settings.get(setting.key))
  return read.success ? JSON.parse(JSON.stringify(read.data)) : setting.fallback
}

export interface Why {
  rule: string
  next?: string
  stop: string
}

/** A card of the product in one of its states, for the gallery and the snapshot tests. */
export interface Sample {
  name: string
  card: Card<PrivateText>
}
