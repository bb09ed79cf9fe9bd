// What a person had typed into a form that was refused: shown again in the answer, and kept nowhere else.
import type { Block, Card, Field, Payload } from '../handlers/card.ts'
import type { PrivateText } from '../handlers/secret.ts'

export interface Typed {
  payload: Payload
  form: Record<string, unknown>
}

type Form<T> = Extract<Block<T>, { kind: 'form' }>

/** The card with the form of that button filled in as it was. */
export function withTyped<T extends PrivateText>(card: Card<T>, typed: Typed): Card<T> {
  const blocks = card.blocks.map((block) =>
    block.kind === 'form' && holds(block, typed.payload)
      ? { ...block, fields: block.fields.map((field) => filled(field, typed.form[field.name])) }
      : block,
  )
  return { ...card, blocks }
}

/** The field's name as people see it. */
export function labelIn(card: Card<PrivateText>, { payload }: Typed, name: string): string {
  const form = card.blocks.find((block) => block.kind === 'form' && holds(block, payload))
  const field = form?.kind === 'form' ? form.fields.find((f) => f.name === name) : undefined
  return field?.label ?? name
}

const holds = <T>(form: Form<T>, { feature, tap, subject }: Payload) =>
  form.buttons.some(
    ({ payload: of }) => of.feature === feature && of.tap === tap && of.subject === subject,
  )

function filled(field: Field, given: unknown): Field {
  if (field.kind === 'choices') return { ...field, values: [given ?? []].flat().map(String) }
  return typeof given === 'string' ? { ...field, value: given } : field
}
