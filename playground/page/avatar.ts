// Round pictures made of the last two characters of a name, as Feishu draws them.
// The tint follows from the id, so that a person keeps it.
import { h } from './dom.ts'
import { icon } from './icons.ts'
import { nameOf } from './store.ts'

const tints = 7

function tintOf(id: string) {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 997
  return sum % tints
}

export function avatar(id: string, size: 'small' | 'normal' = 'normal') {
  const kind = id === 'bot' ? 'bot' : `tint${tintOf(id)}`
  const text = id === 'bot' ? '督' : nameOf(id).slice(-2)
  return h('span', { class: `avatar ${kind} ${size}`, 'aria-hidden': 'true' }, text)
}

export const groupAvatar = () =>
  h('span', { class: 'avatar crowd normal', 'aria-hidden': 'true' }, icon('group', 20))

export const personLine = (id: string) =>
  h('span', { class: 'person' }, avatar(id, 'small'), h('span', {}, nameOf(id)))
