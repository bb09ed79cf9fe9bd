// Walks a card JSON 2.0: its components in the order in which they are shown, with the form around
// each. Rendering, tapping and the validator share this one idea of what lies inside what.
import { isObject, type Json, objectsOf, stringOf } from './json.ts'

export interface Placed {
  node: Json
  tag: string
  form: Json | null
  /** The text shown right before, which serves as a label. */
  before: string
}

export const bodyElements = (card: Json): Json[] =>
  isObject(card.body) ? objectsOf(card.body.elements) : objectsOf(card.elements)

export const childrenOf = (node: Json): Json[] =>
  node.tag === 'column_set' ? objectsOf(node.columns) : objectsOf(node.elements)

export function placed(card: Json): Placed[] {
  const found: Placed[] = []
  let before = ''
  const visit = (node: Json, form: Json | null) => {
    const tag = stringOf(node.tag)
    found.push({ node, tag, form, before })
    before = labelText(node, tag)
    for (const child of childrenOf(node)) visit(child, tag === 'form' ? node : form)
  }
  for (const element of bodyElements(card)) visit(element, null)
  return found
}

function labelText(node: Json, tag: string) {
  if (tag === 'markdown') return stringOf(node.content)
  if (tag === 'div') return plain(node.text)
  return ''
}

/** The content of a text node in Chinese, or of a bare string. */
export function plain(text: unknown): string {
  if (!isObject(text)) return stringOf(text)
  const chinese = isObject(text.i18n_content) ? stringOf(text.i18n_content.zh_cn) : ''
  return chinese || stringOf(text.content)
}
