// Secrets leave their envelope here: in a card for one person. In a group's card they are a bug, and end it.
import type { Block, Card } from '../../handlers/card.ts'
import { forGroup } from '../../handlers/privacy/index.ts'
import { type PrivateText, Secret } from '../../handlers/secret.ts'

export type Audience = 'group' | 'person'

export function opened(card: Card<PrivateText>, audience: Audience): Card {
  const open = opener(audience)
  const blocks = card.blocks.map((block) => openBlock(block, open))
  return { ...card, title: open(card.title), blocks }
}

type Open = (text: PrivateText) => string

/** Behind the types, which already keep a Secret off a GroupCard (design.md, promise 4). */
const opener =
  (audience: Audience): Open =>
  (text) => {
    // What people typed into a title or a reason may hold a number that no group should read.
    if (!(text instanceof Secret)) return audience === 'group' ? forGroup(text) : text
    if (audience === 'group') throw new TypeError('a secret was about to reach a group')
    return text.reveal()
  }

function openBlock(block: Block<PrivateText>, open: Open): Block<string> {
  switch (block.kind) {
    case 'facts':
      return { ...block, facts: block.facts.map((fact) => ({ ...fact, value: open(fact.value) })) }
    case 'text':
      return { ...block, text: open(block.text) }
    case 'note':
      return { ...block, text: open(block.text) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(open)) }
    case 'fold':
      return { ...block, blocks: block.blocks.map((inner) => openBlock(inner, open)) }
    default:
      return block
  }
}
