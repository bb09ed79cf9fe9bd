// Secrets leave their envelope here: in a card for one person. In a group's card they are a bug, and end it.
import type { Block, Card } from '../../handlers/card.ts'
import { type PrivateText, Secret } from '../../handlers/secret.ts'

export type Audience = 'group' | 'person'

export function opened(card: Card<PrivateText>, audience: Audience): Card {
  const open = opener(audience)
  return { ...card, blocks: card.blocks.map((block) => openBlock(block, open)) }
}

type Open = (text: PrivateText) => string

/** Behind the types, which already keep a Secret off a GroupCard (design.md, promise 4). */
const opener =
  (audience: Audience): Open =>
  (text) => {
    if (!(text instanceof Secret)) return text
    if (audience === 'group') throw new TypeError('a secret was about to reach a group')
    return text.reveal()
  }

function openBlock(block: Block<PrivateText>, open: Open): Block<string> {
  switch (block.kind) {
    case 'facts':
      return { ...block, facts: block.facts.map((fact) => ({ ...fact, value: open(fact.value) })) }
    case 'text':
      return { ...block, text: open(block.text) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(open)) }
    case 'fold':
      return { ...block, blocks: block.blocks.map((inner) => openBlock(inner, open)) }
    default:
      return block
  }
}
