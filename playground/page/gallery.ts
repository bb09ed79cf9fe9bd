// The gallery: every card of the product in each of its states, drawn as in a chat. Nothing on it can be tapped to effect.
import { card } from './card/draw.ts'
import type { Json, Message } from './contract.ts'
import { byId, h } from './dom.ts'
import { failure } from './toast.ts'

interface Sample {
  feature: string
  name: string
  card: Json
}

async function start() {
  const answer = await fetch('/gallery/cards')
  const samples: Sample[] = await answer.json()
  if (!answer.ok) throw new Error('没有可以展示的卡片')
  const features = [...new Set(samples.map(({ feature }) => feature))]
  byId('gallery').replaceChildren(
    ...features.flatMap((feature) => [
      h('h2', {}, feature),
      ...samples.filter((sample) => sample.feature === feature).map(figure),
    ]),
  )
}

function figure(sample: Sample): HTMLElement {
  const message = { message_id: sample.name, card: sample.card, buttons: [] } as unknown as Message
  return h(
    'figure',
    { class: 'sample', 'data-name': sample.name },
    h('figcaption', {}, sample.name),
    card(message, []),
  )
}

start().catch(failure)
