// The list of names that opens when @ is typed: the bot first, then the members, filtered by what follows.
// The focus stays in the text; arrows choose, Enter takes, Escape closes.
import { avatar } from './avatar.ts'
import { botName, type Chat } from './contract.ts'
import { h, redraw } from './dom.ts'
import { everybody, here, personOf } from './store.ts'

interface Name {
  id: string
  name: string
  hint: string
}

const most = 50

export function mentions(text: HTMLTextAreaElement) {
  let all: Name[] = []
  let found: Name[] = []
  let at = 0
  const element = h('div', {
    class: 'mentions',
    role: 'listbox',
    'aria-label': '提及',
    id: 'mentions',
    hidden: true,
  })
  text.setAttribute('aria-controls', 'mentions')
  text.setAttribute('aria-autocomplete', 'list')

  const draw = () => {
    element.hidden = !found.length
    redraw(
      element,
      found.map((name, i) => row(name, i === at, () => take(name))),
    )
    if (found.length) text.setAttribute('aria-activedescendant', `mention-${at}`)
    else text.removeAttribute('aria-activedescendant')
    element.querySelectorAll('[role=option]').forEach((option, i) => {
      option.id = `mention-${i}`
    })
    element.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }
  const look = () => {
    const typed = typedAfterAt(text)
    found =
      typed === undefined ? [] : all.filter((name) => name.name.includes(typed)).slice(0, most)
    at = 0
    draw()
  }
  const close = () => {
    found = []
    draw()
  }
  const take = (name: Name) => {
    const end = text.selectionStart
    const start = text.value.lastIndexOf('@', end - 1)
    text.setRangeText(`@${name.name} `, start, end, 'end')
    close()
    text.focus()
    text.dispatchEvent(new Event('input'))
  }
  const key = (event: KeyboardEvent): boolean => {
    if (!found.length) return false
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const name = found[at]
    if (step) at = (at + step + found.length) % found.length
    else if ((event.key === 'Enter' || event.key === 'Tab') && name) take(name)
    else if (event.key === 'Escape') close()
    else return false
    if (step) draw()
    event.preventDefault()
    return true
  }
  const begin = () => {
    text.focus()
    text.setRangeText('@', text.selectionStart, text.selectionEnd, 'end')
    text.dispatchEvent(new Event('input'))
  }
  text.addEventListener('input', look)
  text.addEventListener('blur', close)
  return {
    element,
    key,
    begin,
    open: (chat: Chat) => {
      all = namesOf(chat)
      close()
    },
  }
}

/** What stands between the last @ and the caret, if that is a name being typed. */
function typedAfterAt(text: HTMLTextAreaElement) {
  return /@([^\s@]{0,10})$/.exec(text.value.slice(0, text.selectionStart))?.[1]
}

function namesOf(chat: Chat): Name[] {
  const ids = chat.kind === 'p2p' ? everybody().map((person) => person.id) : chat.members
  const people = ids
    .filter((id) => id !== here.as)
    .map(personOf)
    .filter((person) => person !== undefined)
  const bot = chat.bot ? [{ id: 'bot', name: botName, hint: '机器人' }] : []
  const everyone =
    chat.kind === 'group' ? [{ id: 'all', name: '所有人', hint: `${people.length + 1} 人` }] : []
  return [...bot, ...everyone, ...people.map(({ id, name, unit }) => ({ id, name, hint: unit }))]
}

const row = ({ id, name, hint }: Name, chosen: boolean, take: () => void) =>
  h(
    'button',
    {
      type: 'button',
      class: 'option',
      role: 'option',
      tabindex: '-1',
      'aria-selected': chosen ? 'true' : 'false',
      on: { mousedown: (event) => event.preventDefault(), click: take },
    },
    avatar(id, 'small'),
    h('span', { class: 'option-text' }, name),
    h('span', { class: 'option-hint' }, hint),
  )
