// Feishu's limits on a card, measured before it is sent, and how a card is cut to them: the longest part first,
// always with a line that says how much is missing (feishu-platform.md §5.1).
import type { Block, Card } from '../../handlers/card.ts'
import { isRecord, parseJson } from './json.ts'
import type { Audience } from './opened.ts'

/** 30 KB less what Feishu adds and does not document. */
export const maxCardBytes = 29 * 1024
export const maxCardElements = 200

export interface Dropped {
  what: 'rows' | 'facts' | 'letters' | 'items'
  total: number
  kept: number
}

export interface Size {
  bytes: number
  elements: number
}

/** Bytes in UTF-8; every component and text node counts as an element. */
export function measure(content: string): Size {
  return {
    bytes: new TextEncoder().encode(content).length,
    elements: countTags(parseJson(content)),
  }
}

export const fits = ({ bytes, elements }: Size) =>
  bytes <= maxCardBytes && elements <= maxCardElements

/** Only what is longer than this is worth cutting by itself; else the end of the card goes. */
const heavy = 2000

export function shorten(card: Card, audience: Audience, print: (card: Card) => string) {
  const dropped: Dropped[] = []
  let left = card
  for (;;) {
    if (fits(measure(print(left)))) return { card: left, dropped }
    const cut = nextCut(left, audience, print)
    left = cut.card
    dropped.push(cut.dropped)
  }
}

interface Cut {
  what: Dropped['what']
  total: number
  least: number
  weight: number
  keep(count: number): Card
}

/** The heaviest part that, shortened, brings the card nearer to its limits; failing that, the end of the card. */
function nextCut(card: Card, audience: Audience, print: (card: Card) => string) {
  const isNearer = (cut: Cut) =>
    excess(measure(print(cut.keep(cut.least)))) < excess(measure(print(card)))
  const parts = cutsOf(card.blocks, (blocks) => ({ ...card, blocks }), audience)
    .filter(({ weight, total, least }) => weight > heavy && total > least)
    .sort((a, b) => b.weight - a.weight)
  const cut = parts.find(isNearer) ?? endOf(card, audience)
  const kept = mostThatFits(cut, print)
  return { card: cut.keep(kept), dropped: { what: cut.what, total: cut.total, kept } }
}

function mostThatFits(cut: Cut, print: (card: Card) => string) {
  let [low, high] = [cut.least, cut.total - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(measure(print(cut.keep(middle))))) low = middle
    else high = middle - 1
  }
  return low
}

const excess = ({ bytes, elements }: Size) =>
  Math.max(0, bytes / maxCardBytes - 1) + Math.max(0, elements / maxCardElements - 1)

type Rebuild = (blocks: Block<string>[]) => Card

function cutsOf(blocks: Block<string>[], rebuild: Rebuild, audience: Audience): Cut[] {
  return blocks.flatMap((block, index) => {
    const put = (...instead: Block<string>[]) => rebuild(blocks.toSpliced(index, 1, ...instead))
    return cutsOfBlock(block, put, audience)
  })
}

function cutsOfBlock(
  block: Block<string>,
  put: (...instead: Block<string>[]) => Card,
  audience: Audience,
): Cut[] {
  const weight = JSON.stringify(block).length
  switch (block.kind) {
    case 'table': {
      const total = block.rows.length
      const keep = (n: number) =>
        put({ ...block, rows: block.rows.slice(0, n) }, rest(total, n, '项', audience))
      return [{ what: 'rows', total, least: 1, weight, keep }]
    }
    case 'facts': {
      const total = block.facts.length
      const keep = (n: number) =>
        put({ ...block, facts: block.facts.slice(0, n) }, rest(total, n, '项', audience))
      return [{ what: 'facts', total, least: 1, weight, keep }]
    }
    case 'text': {
      const letters = [...block.text]
      const keep = (n: number) =>
        put(
          { ...block, text: `${letters.slice(0, n).join('')}…` },
          rest(letters.length, n, '字', audience),
        )
      return [{ what: 'letters', total: letters.length, least: 200, weight, keep }]
    }
    case 'fold':
      return cutsOf(block.blocks, (inner) => put({ ...block, blocks: inner }), audience)
    default:
      return []
  }
}

/** The end of the card, an item at a time: a block with the buttons that follow it. */
function endOf(card: Card, audience: Audience): Cut {
  const items = itemsOf(card.blocks)
  const keep = (n: number) => ({
    ...card,
    blocks: [...items.slice(0, n).flat(), rest(items.length, n, '项', audience)],
  })
  return { what: 'items', total: items.length, least: 0, weight: 0, keep }
}

function itemsOf(blocks: Block<string>[]): Block<string>[][] {
  const items: Block<string>[][] = []
  for (const block of blocks) {
    const last = items.at(-1)
    if (last && block.kind === 'buttons') last.push(block)
    else items.push([block])
  }
  return items
}

function rest(total: number, kept: number, unit: string, audience: Audience): Block<string> {
  const where = audience === 'group' ? '请私聊查看' : '未列出'
  return { kind: 'note', text: `（共${total}${unit}，余${total - kept}${unit}${where}）` }
}

function countTags(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countTags(item), 0)
  if (!isRecord(value)) return 0
  const own = typeof value.tag === 'string' ? 1 : 0
  return Object.values(value).reduce((sum: number, item) => sum + countTags(item), own)
}
