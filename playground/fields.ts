// The things on a card that a person can operate: buttons with their names, fields with their
// labels.
import { type Placed, placed, plain } from './card-nodes.ts'
import { isObject, type Json, objectsOf, stringOf } from './json.ts'
import { readMarkdown } from './markdown.ts'

export interface ShownButton {
  name: string
  text: string
  disabled: boolean
  /** The text of the question asked first. */
  confirm: string | null
}

export interface Field {
  name: string
  label: string
  kind: FieldKind
  options: { text: string; value: string }[]
  required: boolean
}

export type FieldKind =
  | 'text'
  | 'select'
  | 'multi_select'
  | 'person'
  | 'multi_person'
  | 'date'
  | 'time'
  | 'datetime'
  | 'checker'
  | 'overflow'
  | 'image'

const kinds: Record<string, FieldKind> = {
  input: 'text',
  select_static: 'select',
  multi_select_static: 'multi_select',
  select_person: 'person',
  multi_select_person: 'multi_person',
  date_picker: 'date',
  picker_time: 'time',
  picker_datetime: 'datetime',
  checker: 'checker',
  overflow: 'overflow',
  select_img: 'image',
}

export interface ButtonPlace extends Placed {
  button: ShownButton
}

export interface FieldPlace extends Placed {
  field: Field
  /** Every way in which a person may call it. */
  calledBy: string[]
}

export type NameOf = (id: string) => string

export function buttonPlaces(card: Json): ButtonPlace[] {
  return placed(card)
    .filter(({ tag }) => tag === 'button' || tag === 'interactive_container')
    .map((place, index) => ({ ...place, button: buttonOf(place, `b${index + 1}`) }))
}

export function fieldPlaces(card: Json, nameOf: NameOf): FieldPlace[] {
  return placed(card).flatMap((place) => {
    const kind = kinds[place.tag]
    return kind ? [fieldOf(place, kind, nameOf)] : []
  })
}

export const idOf = (node: Json) => stringOf(node.name) || stringOf(node.element_id)

function buttonOf({ node, tag }: Placed, fallback: string): ShownButton {
  return {
    name: idOf(node) || fallback,
    text: tag === 'button' ? plain(node.text) : containerText(node),
    disabled: node.disabled === true,
    confirm: isObject(node.confirm) ? confirmText(node.confirm) : null,
  }
}

const confirmText = (confirm: Json) =>
  [plain(confirm.title), plain(confirm.text)].filter(Boolean).join('\n')

const containerText = (node: Json) =>
  placed({ body: { elements: objectsOf(node.elements) } })
    .map((inner) =>
      inner.tag === 'markdown' ? stringOf(inner.node.content) : plain(inner.node.text),
    )
    .filter(Boolean)
    .join(' ')

function fieldOf(place: Placed, kind: FieldKind, nameOf: NameOf): FieldPlace {
  const { node, before } = place
  const own = [plain(node.label), kind === 'checker' ? plain(node.text) : '']
  const labels = [...own, tidy(readMarkdown(before, nameOf)), plain(node.placeholder)].filter(
    Boolean,
  )
  const name = idOf(node) || place.tag
  const field: Field = {
    name,
    label: tidy(labels[0] ?? name),
    kind,
    options: optionsOf(node, nameOf),
    required: node.required === true,
  }
  return { ...place, field, calledBy: [name, ...labels.flatMap((label) => [label, tidy(label)])] }
}

/** `**期限**：*` is called 期限. */
const tidy = (label: string) => {
  const lastLine = label.trim().split('\n').at(-1) ?? ''
  return lastLine.replace(/[*＊：:\s]+$/u, '').replace(/^[*＊\s]+/u, '')
}

function optionsOf(node: Json, nameOf: NameOf) {
  return objectsOf(node.options).map((option) => {
    const value = stringOf(option.value) || stringOf(option.img_key)
    return { value, text: plain(option.text) || nameOf(value) }
  })
}
