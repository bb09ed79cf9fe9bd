// The few nodes of card JSON 2.0 that we use. Words from people go into `plain` alone, which Feishu shows as typed;
// markdown is ours, and holds nothing but mentions by id (feishu-platform.md §5.5).
export type Node = { tag: string } & Record<string, unknown>

/** What shows that there is nothing. */
const nothing = '—'

export const plain = (text: string, more: Record<string, unknown> = {}): Node => ({
  tag: 'plain_text',
  content: text.trim() === '' ? nothing : text,
  ...more,
})

export const div = (text: string, more?: Record<string, unknown>): Node => ({
  tag: 'div',
  text: plain(text, more),
})

export const note = (text: string) => div(text, { text_size: 'notation', text_color: 'grey' })

export const columns = (flow: 'none' | 'flow', each: Node[]): Node => ({
  tag: 'column_set',
  flex_mode: flow,
  columns: each,
})

export const column = (width: 'auto' | number, elements: Node[]): Node => ({
  tag: 'column',
  ...(width === 'auto' ? { width } : { width: 'weighted', weight: width }),
  vertical_align: 'top',
  elements,
})

/** Ids that are not ids are thrown away: what stands in markup must not come from outside. */
export function mentions(people: string[]): Node[] {
  const content = people
    .filter(isOpenId)
    .map((id) => `<at id=${id}></at>`)
    .join(' ')
  return content ? [{ tag: 'markdown', content }] : []
}

export const isOpenId = (id: string) => /^ou_[0-9a-f]+$/i.test(id)

/** Line breaks in a title, a label or a table cell would look like rows of ours. */
export const oneLine = (text: string) => text.replace(/\s*[\r\n\u2028\u2029\v\f]+\s*/g, ' ').trim()

export const clip = (text: string, length: number) => {
  const letters = [...text]
  return letters.length <= length ? text : letters.slice(0, length - 1).join('') + '…'
}
