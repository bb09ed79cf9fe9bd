// The inline half of card markdown: emphasis, links, colours, mentions, tags, entities.
// Builds nodes only; a link leads to http or https or is plain text.
import { type Child, h } from '../dom.ts'
import { hourOf, patterned, weekdayOf } from '../shanghai.ts'
import { nameOf } from '../store.ts'
import { colour } from './colours.ts'

type Rule = [pattern: RegExp, draw: (match: RegExpExecArray) => Child]

const attribute = (tag: string, name: string) =>
  new RegExp(`\\b${name}=(?:'([^']*)'|"([^"]*)"|([^\\s>'"]+))`)
    .exec(tag)
    ?.slice(1)
    .find((value) => value !== undefined) ?? ''

const rules: Rule[] = [
  [/`([^`\n]+)`/, (m) => h('code', {}, decoded(m[1] ?? ''))],
  [/\*\*([\s\S]+?)\*\*/, (m) => h('strong', {}, inline(m[1] ?? ''))],
  [/~~([\s\S]+?)~~/, (m) => h('s', {}, inline(m[1] ?? ''))],
  [/(?<![*\w])\*([^*\s][^*\n]*)\*/, (m) => h('em', {}, inline(m[1] ?? ''))],
  [/!\[([^\]]*)\]\(([^)]*)\)/, (m) => decoded(m[1] || '图片')],
  [
    /\[((?:[^[\]]|\[[^\]]*\])*)\]\(((?:[^()\s]|\([^()\s]*\))+)\)/,
    (m) => link(m[2] ?? '', inline(m[1] ?? '')),
  ],
  [
    /<font([^>]*)>([\s\S]*?)<\/font>/,
    (m) =>
      h('span', { class: `ink ${colour(attribute(m[1] ?? '', 'color'))}` }, inline(m[2] ?? '')),
  ],
  [/<at([^>]*)>[\s\S]*?<\/at>/, (m) => mentions(m[1] ?? '')],
  [/<person([^>]*)>[\s\S]*?<\/person>/, (m) => mentions(m[1] ?? '')],
  [
    /<text_tag([^>]*)>([\s\S]*?)<\/text_tag>/,
    (m) =>
      h('span', { class: `tag ${colour(attribute(m[1] ?? '', 'color'))}` }, inline(m[2] ?? '')),
  ],
  [
    /<number_tag[^>]*>([\s\S]*?)<\/number_tag>/,
    (m) => h('span', { class: 'number-tag' }, decoded(m[1] ?? '')),
  ],
  [
    /<link([^>]*)>([\s\S]*?)<\/link>/,
    (m) => link(attribute(m[1] ?? '', 'url'), inline(m[2] ?? '')),
  ],
  [/<local_datetime([^>]*)>[\s\S]*?<\/local_datetime>/, (m) => localTime(m[1] ?? '')],
  [/<br\s*\/?>|\n/, () => h('br')],
  [/(?<![\w(["'])https?:\/\/[^\s<>()，。；、]+/, (m) => link(m[0], [m[0]])],
]

/** The nodes of one run of inline markdown; the earliest rule wins. */
export function inline(source: string): Child[] {
  const nodes: Child[] = []
  let rest = source
  while (rest) {
    const found = earliest(rest)
    if (!found) break
    nodes.push(decoded(rest.slice(0, found.match.index)), found.draw(found.match))
    rest = rest.slice(found.match.index + found.match[0].length)
  }
  nodes.push(decoded(rest))
  return nodes
}

function earliest(text: string) {
  let best: { match: RegExpExecArray; draw: Rule[1] } | undefined
  for (const [pattern, draw] of rules) {
    const match = pattern.exec(text)
    if (match && (!best || match.index < best.match.index)) best = { match, draw }
  }
  return best
}

const named: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  sim: '∼',
  ensp: '\u2002',
}

/** Entities become characters last, so that what was escaped stays text. */
export const decoded = (text: string) =>
  text
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      if (name) return named[String(name).toLowerCase()] ?? whole
      const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
    .replace(/\\([*_~`[\]()#\\-])/g, '$1')

function mentions(tag: string): Child[] {
  const ids = (attribute(tag, 'ids') || attribute(tag, 'id')).split(',')
  return ids.filter(Boolean).map((id) => h('span', { class: 'at' }, `@${nameOf(id.trim())}`))
}

export function link(url: string, children: Child[]): Child {
  const target = decoded(url)
  if (!/^https?:\/\//i.test(target)) return children
  return h('a', { href: target, target: '_blank', rel: 'noopener noreferrer' }, children)
}

function localTime(tag: string) {
  const at = Number(attribute(tag, 'millisecond'))
  if (!Number.isFinite(at) || at <= 0) return ''
  const iso = new Date(at).toISOString()
  const kind = attribute(tag, 'format_type')
  if (kind === 'week') return weekdayOf(iso)
  if (kind === 'time') return hourOf(iso)
  if (kind === 'timezone') return 'GMT+8'
  return patterned(at, kind === 'date' ? 'YYYY年MM月DD日' : 'YYYY-MM-DD')
}
