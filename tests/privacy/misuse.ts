// Misuse of a secret, each kind once. Compiled by tsc and never run: where one of them compiles, the error that is expected
// above it is not there, and the type check fails.
import { encodeCard } from '../../bot/feishu/encode.ts'
import type { Facts, Log } from '../../bot/log.ts'
import type {
  Block,
  Button,
  Field,
  GroupCard,
  Payload,
  PrivateCard,
  Said,
} from '../../handlers/card.ts'
import type {
  Entry,
  ErrandOrder,
  Line,
  NoticeTell,
  OfferCall,
  Outcome,
  Question,
  Verdict,
  View,
  ViewTell,
  Waiting,
} from '../../handlers/feature.ts'
import type { Wire } from '../../handlers/outside.ts'
import type { Refusal } from '../../handlers/refusal.ts'
import { maskName, type Secret } from '../../handlers/secret.ts'

type InGroup = Block<string>

declare const name: Secret
declare const log: Log
const group = { group: 'oc_a' }
const of = { feature: 'petition', subject: 'a' }

// ── a group's card ──

// @ts-expect-error identity as the value of a fact
export const facts: InGroup = { kind: 'facts', facts: [{ label: '信访人', value: name }] }
// @ts-expect-error original text as a paragraph
export const text: InGroup = { kind: 'text', text: name }
// @ts-expect-error in a cell of a table
export const table: InGroup = { kind: 'table', columns: [''], rows: [[name]] }
// @ts-expect-error folded away is not hidden
export const fold: InGroup = { kind: 'fold', title: '', blocks: [{ kind: 'text', text: name }] }
// @ts-expect-error in a note
export const note: InGroup = { kind: 'note', text: name }
// @ts-expect-error as the title
export const title: GroupCard = { title: name, blocks: [] }
// @ts-expect-error as the word beside it
export const tag: GroupCard = { title: '', tag: name, blocks: [] }
// @ts-expect-error on a button
export const button: Button = { text: name, payload: { ...of, tap: 'x', value: {} } }
// @ts-expect-error within what a button carries
export const payload: Payload = { ...of, tap: 'x', value: { name } }
// @ts-expect-error prefilled in a form
export const field: Field = { kind: 'input', name: 'n', label: '', value: name }
// @ts-expect-error as words
export const said: Said = { said: name }

export const person: PrivateCard = { title: '', blocks: [{ kind: 'text', text: name }] }
// @ts-expect-error a person's card is none for a group
export const turned: GroupCard = person
// @ts-expect-error nor may it be encoded for one
export const encoded = encodeCard(person, 'group', 'x')
// @ts-expect-error nor drawn for one
export const view: View = { group: async () => person }

// ── a sheet ──

// @ts-expect-error a line stands on sheets of groups and of persons
export const line: Line = { to: group, text: name, rank: 'soon' }
// @ts-expect-error what waits is shown to whoever is handed the work
export const waiting: Waiting = { ...of, text: name, buttons: [] }

// ── messages ──

const notice = { kind: 'notice', to: { person: 'ou_a' } } as const
// @ts-expect-error a notice lies in the outbox as it is
export const plain: NoticeTell = { ...notice, body: { said: name } }
// @ts-expect-error what is sealed goes to one person
export const sealed: NoticeTell = { ...notice, to: group, body: { sealed: name }, matter: 'a' }
// @ts-expect-error arguments of a view lie in the database
export const viewTell: ViewTell = { ...of, kind: 'view', to: group, view: 'x', args: { name } }
// @ts-expect-error and those of an errand
export const errand: ErrandOrder = { key: '', feature: '', answer: '', what: { name } }
// @ts-expect-error and those of an offer go to another feature
export const offer: OfferCall = { feature: '', offer: '', args: { name } }
// @ts-expect-error a toast is seen over anybody's shoulder, and kept in the inbox
export const toast: Outcome = { entries: [], toast: name }
// @ts-expect-error a refusal is said in groups as well
export const refusal: Refusal = { refused: 'not-found', what: name }
// @ts-expect-error a question's ready answers are sentences
export const question: Question = { question: name, choices: [] }
// @ts-expect-error the reason of a decision is read by whoever asked for it
export const verdict: Verdict = { kind: 'refuse', reason: name }

// ── the record, the log, what is exported ──

// @ts-expect-error the record holds no secret
export const entry: Entry = { ...of, verb: 'register', facts: { name } }
// @ts-expect-error nor deep within
export const deep: Entry = { ...of, verb: 'register', facts: { who: [{ name }] } }
// @ts-expect-error a log line takes none
export const logLine = () => log('info', name)
// @ts-expect-error nor do its facts
export const logged: Facts = { name }
// @ts-expect-error a file is made of strings, which a secret is not
export const file: Wire = { type: 'file', content: name }
// @ts-expect-error nor a cell of one
export const row: string[] = ['来访', name]
// @ts-expect-error its text cannot be got at but by opening it
export const inside: string = name.text
// @ts-expect-error what is masked was opened first, by the store of its feature
export const masked: string = maskName(name)
