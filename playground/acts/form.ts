// What a person filled in, as the client sends it: names for labels, ids for people, values for
// option texts. The client itself enforces what is required; the bot never sees a form that lacks
// it.
import type { Behaviour } from '../box.ts'
import { type FieldPlace, fieldPlaces } from '../fields.ts'
import { type Json, objectsOf, stringOf } from '../json.ts'
import { malformed } from '../trouble.ts'
import type { Chat, World } from '../world.ts'

export interface FormContext {
  world: World
  chat: Chat
  behaviour: Behaviour
}

export function formValue(context: FormContext, card: Json, form: Json, given: Json): Json {
  const nameOf = (id: string) => context.world.nameOf(id)
  const fields = fieldPlaces(card, nameOf).filter((place) => place.form === form)
  const typed = byField(fields, given)
  const entries = fields.flatMap((place): [string, unknown][] => {
    const value = carried(context, place, typed.get(place))
    return value === undefined ? [] : [[place.field.name, value]]
  })
  return Object.fromEntries(entries)
}

function byField(fields: FieldPlace[], given: Json) {
  const typed = new Map<FieldPlace, unknown>()
  for (const [key, value] of Object.entries(given)) {
    const found =
      fields.find(({ field }) => field.name === key) ??
      fields.find(({ calledBy }) => calledBy.includes(key.trim()))
    if (!found)
      throw malformed(
        `表单里没有“${key}”`,
        fields.map(({ field }) => field.label || field.name),
      )
    typed.set(found, value)
  }
  return typed
}

function carried(context: FormContext, place: FieldPlace, typed: unknown): unknown {
  const value = typed === undefined ? initialOf(place.node) : convert(context, place, typed)
  const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (!empty) return value
  if (place.field.required) throw malformed(`“${place.field.label}”必填`)
  if (place.field.kind === 'checker') return false
  if (context.behaviour.untouched === 'absent') return undefined
  const many = context.behaviour.untouched === 'list' || place.field.kind.startsWith('multi_')
  return many ? [] : ''
}

function initialOf(node: Json): unknown {
  const index = typeof node.initial_index === 'number' ? node.initial_index : 0
  const byIndex = objectsOf(node.options)[index - 1]
  const zoned = node.initial_date ?? node.initial_time ?? node.initial_datetime
  if (zoned !== undefined) return `${stringOf(zoned)} +0800`
  if (node.tag === 'checker') return node.checked === true
  return node.default_value ?? node.initial_option ?? node.selected_values ?? byIndex?.value
}

/** The value of a component in the shape that the callback carries. */
export function convert(context: FormContext, place: FieldPlace, typed: unknown): unknown {
  const { field } = place
  switch (field.kind) {
    case 'text':
      return shortEnough(place, stringOf(typed))
    case 'select':
    case 'overflow':
    case 'image':
      return optionOf(place, stringOf(typed))
    case 'multi_select':
      return many(typed).map((one) => optionOf(place, stringOf(one)))
    case 'person':
      return personOf(context, place, stringOf(typed))
    case 'multi_person':
      return many(typed).map((one) => personOf(context, place, stringOf(one)))
    case 'date':
      return zoned(place, typed, /^\d{4}-\d\d-\d\d$/)
    case 'time':
      return zoned(place, typed, /^\d\d:\d\d$/)
    case 'datetime':
      return zoned(place, typed, /^\d{4}-\d\d-\d\d \d\d:\d\d$/)
    case 'checker':
      return typed === true || typed === 'true'
  }
}

const many = (typed: unknown) =>
  Array.isArray(typed) ? typed : typed === '' || typed === null ? [] : [typed]

function shortEnough({ node, field }: FieldPlace, text: string) {
  const longest = typeof node.max_length === 'number' ? node.max_length : 1000
  if ([...text].length > longest) throw malformed(`“${field.label}”最多 ${longest} 字`)
  return text
}

function optionOf({ field }: FieldPlace, typed: string) {
  if (typed === '') return ''
  const found =
    field.options.find(({ value }) => value === typed) ??
    field.options.find(({ text }) => text === typed)
  if (!found)
    throw malformed(
      `“${field.label}”没有选项“${typed}”`,
      field.options.map(({ text }) => text),
    )
  return found.value
}

/** Where the card lists nobody, the picker offers the members of the chat. */
function personOf({ world, chat }: FormContext, { field }: FieldPlace, typed: string) {
  if (typed === '') return ''
  const person = world.person(typed)
  const offered = field.options.length ? field.options.map(({ value }) => value) : chat.members
  const known = chat.kind === 'p2p' && field.options.length === 0
  if (!known && !offered.includes(person.open_id))
    throw malformed(
      `“${field.label}”里没有${person.name}`,
      offered.map((id) => world.nameOf(id)),
    )
  return person.open_id
}

function zoned({ field }: FieldPlace, typed: unknown, shape: RegExp) {
  const text = stringOf(typed)
    .replace('T', ' ')
    .replace(/ ?\+08:?00$/, '')
  if (text === '') return ''
  if (!shape.test(text)) throw malformed(`“${field.label}”的日期或时间格式不对：${stringOf(typed)}`)
  return `${text} +0800`
}
