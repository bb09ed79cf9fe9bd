// Every card of the product as text, so that a review sees what people will see; and Feishu would take each of them.
import { describe, expect, it } from 'vitest'
import { encodeCard } from '../../bot/feishu/encode.ts'
import { plainText } from '../../bot/feishu/said.ts'
import type { Block } from '../../handlers/card.ts'
import { features } from '../../handlers/index.ts'
import type { PrivateText } from '../../handlers/secret.ts'
import { expectAccepted, uuid } from '../feishu/cards.ts'

const samples = features.flatMap((feature) => feature.samples)

describe('卡片样例', () => {
  it.each(samples.map((sample) => [sample.name, sample.card] as const))('%s', (_name, card) => {
    expectAccepted(encodeCard(card, 'person', uuid).json)
    const buttons = card.blocks.flatMap(buttonsIn).map((text) => `〔${text}〕`)
    expect(`${card.light}\n${plainText(card, 'person')}\n${buttons.join('')}`).toMatchSnapshot()
  })

  it('names are unique', () => {
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
  })
})

function buttonsIn(block: Block<PrivateText>): string[] {
  return block.kind === 'buttons' || block.kind === 'form' ? block.buttons.map((b) => b.text) : []
}
