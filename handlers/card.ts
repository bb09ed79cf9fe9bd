// Our vocabulary of cards. Text is plain text: nothing that a person typed is ever markup. T is `string` for a group,
// `string | Secret` for one person, so that a secret on a group card does not compile.
import type { PrivateText } from './secret.ts'

export type Light = 'green' | 'yellow' | 'red' | 'grey' | 'blue'

export interface Card<T = string> {
  title: string
  light?: Light
  /** A short word beside the title: the state. */
  tag?: string
  blocks: Block<T>[]
}

export type GroupCard = Card<string>
export type PrivateCard = Card<PrivateText>

export type Block<T> =
  | { kind: 'facts'; facts: Fact<T>[] }
  | { kind: 'text'; text: T }
  | { kind: 'note'; text: string }
  /** The only way to mention someone: by id. */
  | { kind: 'mention'; people: string[] }
  | { kind: 'table'; columns: string[]; rows: T[][] }
  | { kind: 'fold'; title: string; blocks: Block<T>[] }
  | { kind: 'line' }
  | { kind: 'buttons'; buttons: Button[] }
  | { kind: 'form'; name: string; fields: Field[]; buttons: Button[] }

export interface Fact<T> {
  label: string
  value: T
}

/** What a button carries, packed by `buttons.ts` of its feature and checked again when it comes back. */
export interface Payload {
  feature: string
  tap: string
  subject: string
  value: Record<string, string | number | boolean>
}

export interface Button {
  text: string
  payload: Payload
  style?: 'primary' | 'danger'
  confirm?: { title: string; text: string }
}

export type Field =
  | {
      kind: 'input'
      name: string
      label: string
      required?: boolean
      lines?: number
      value?: string
      maxLength?: number
    }
  | { kind: 'date'; name: string; label: string; required?: boolean; value?: string }
  | {
      kind: 'person'
      name: string
      label: string
      required?: boolean
      among?: string[]
      value?: string
    }
  | {
      kind: 'choice'
      name: string
      label: string
      required?: boolean
      options: Option[]
      value?: string
    }
  | {
      kind: 'choices'
      name: string
      label: string
      required?: boolean
      options: Option[]
      values?: string[]
    }

export interface Option {
  text: string
  value: string
}

/** What a card says once its matter is no more, or once another card stands for it: no buttons, nothing to tap. */
export function superseded(title: string, why: string, tag = '已失效'): GroupCard {
  return { title, light: 'grey', tag, blocks: [{ kind: 'text', text: why }] }
}

/** A file that we uploaded, by its key. */
export interface SentFile {
  file: string
}

/** A view that is words alone. */
export interface Said<T = string> {
  said: T
  mention?: string[]
}

export function isSaid<T>(view: Card<T> | Said<T>): view is Said<T> {
  return 'said' in view
}
