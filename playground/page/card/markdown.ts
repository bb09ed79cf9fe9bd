// The block half of card markdown: headings, lists, quotes, code, tables, rules, paragraphs.
// Lines are taken one after the other; every block rule says how many it took.
import { type Child, h } from '../dom.ts'
import { inline } from './inline.ts'

type Block = (lines: string[]) => { taken: number; node: Child } | undefined

const item = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/
const starts = /^(#{1,6}\s|```|>\s?|\s*([-*+]|\d+[.)])\s+|\s*\|.*\|\s*$|-{3,}\s*$)/

const blocks: Block[] = [heading, fence, rule, quote, table, list, paragraph]

export function markdown(source: string): HTMLElement {
  const body = h('div', { class: 'md' })
  let lines = source.replace(/\r\n?/g, '\n').split('\n')
  while (lines.length) {
    const block = blocks.map((read) => read(lines)).find((found) => found !== undefined)
    if (block?.node instanceof Node) body.append(block.node)
    lines = lines.slice(block?.taken ?? 1)
  }
  return body
}

function heading(lines: string[]) {
  const match = /^(#{1,6})\s+(.*)$/.exec(lines[0] ?? '')
  if (!match) return undefined
  const level = (match[1] ?? '#').length
  const attributes = { class: `h h${level}`, role: 'heading', 'aria-level': level }
  return { taken: 1, node: h('div', attributes, inline(match[2] ?? '')) }
}

function fence(lines: string[]) {
  if (!lines[0]?.startsWith('```')) return undefined
  const end = lines.findIndex((line, i) => i > 0 && line.startsWith('```'))
  const last = end < 0 ? lines.length : end
  const code = lines.slice(1, last).join('\n')
  return { taken: last + 1, node: h('pre', {}, h('code', {}, code)) }
}

function rule(lines: string[]) {
  return /^\s*-{3,}\s*$/.test(lines[0] ?? '') ? { taken: 1, node: h('hr') } : undefined
}

function quote(lines: string[]) {
  const taken = countWhile(lines, (line) => /^>\s?/.test(line))
  if (!taken) return undefined
  const inner = lines.slice(0, taken).map((line) => line.replace(/^>\s?/, ''))
  return { taken, node: h('blockquote', {}, markdown(inner.join('\n'))) }
}

function table(lines: string[]) {
  const taken = countWhile(lines, (line) => /^\s*\|.*\|\s*$/.test(line))
  if (taken < 2 || !/^[\s|:-]+$/.test(lines[1] ?? '')) return undefined
  const rows = lines.slice(0, taken).map(cells)
  const [head = [], , ...body] = rows
  const row = (tag: 'th' | 'td', texts: string[]) =>
    h(
      'tr',
      {},
      texts.map((text) => h(tag, {}, inline(text))),
    )
  const whole = h(
    'table',
    {},
    h('thead', {}, row('th', head)),
    h(
      'tbody',
      {},
      body.map((r) => row('td', r)),
    ),
  )
  return { taken, node: h('div', { class: 'table-wrap' }, whole) }
}

const cells = (line: string) =>
  line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())

function list(lines: string[]) {
  const first = item.exec(lines[0] ?? '')
  if (!first) return undefined
  const taken = countWhile(lines, (line) => item.test(line) || /^\s+\S/.test(line))
  return { taken, node: listOf(lines.slice(0, taken), (first[1] ?? '').length) }
}

function listOf(lines: string[], indent: number): HTMLElement {
  const first = item.exec(lines[0] ?? '')
  const ordered = /\d/.test(first?.[2] ?? '')
  const start = ordered ? Number.parseInt(first?.[2] ?? '1', 10) : undefined
  const whole = h(ordered ? 'ol' : 'ul', { start })
  for (const group of grouped(lines, indent)) whole.append(itemOf(group))
  return whole
}

function grouped(lines: string[], indent: number): string[][] {
  const groups: string[][] = []
  for (const line of lines) {
    const match = item.exec(line)
    if (match && (match[1] ?? '').length <= indent) groups.push([line])
    else groups.at(-1)?.push(line)
  }
  return groups
}

function itemOf([first = '', ...more]: string[]) {
  const line = h('li', {}, inline(item.exec(first)?.[3] ?? ''))
  const next = item.exec(more[0] ?? '')
  if (next) line.append(listOf(more, (next[1] ?? '').length))
  else for (const text of more) line.append(h('br'), ...inline(text.trim()).filter(isPart))
  return line
}

const isPart = (child: Child): child is Node | string =>
  child instanceof Node || typeof child === 'string'

function paragraph(lines: string[]) {
  if (!lines[0]?.trim()) return { taken: 1, node: undefined }
  const more = countWhile(lines.slice(1), (line) => line.trim() !== '' && !starts.test(line))
  return { taken: more + 1, node: h('p', {}, inline(lines.slice(0, more + 1).join('\n'))) }
}

function countWhile(lines: string[], test: (line: string) => boolean) {
  const end = lines.findIndex((line) => !test(line))
  return end < 0 ? lines.length : end
}
