// A list that opens under a control: choose one or several, filter by typing, walk with the arrows.
// It lies in the browser's top layer, so no card or pane cuts it.
import { type Child, h, redraw } from './dom.ts'
import { icon } from './icons.ts'

export interface Choice {
  value: string
  text: string
  face?: () => Child
  hint?: string
  group?: string
}

interface Options {
  label: string
  choices: Choice[]
  chosen: string[]
  several?: boolean
  choose(value: string): void
}

const filterFrom = 9

/** Opens the list under `anchor`. */
export function openList(anchor: HTMLElement, options: Options) {
  const chosen = new Set(options.chosen)
  const id = `list${Date.now()}`
  const list = h('div', {
    class: 'options',
    role: 'listbox',
    id,
    'aria-label': options.label,
    'aria-multiselectable': options.several ?? false,
  })
  const box = h('div', { class: 'popup', popover: 'auto' })
  const pick = (choice: Choice) => {
    options.choose(choice.value)
    if (!options.several) return box.hidePopover()
    if (!chosen.delete(choice.value)) chosen.add(choice.value)
    draw()
  }
  const filter = h('input', {
    class: 'filter',
    type: 'text',
    placeholder: '搜索',
    'aria-label': '搜索',
    'aria-controls': id,
    on: { input: () => draw() },
  })
  const draw = () => redraw(list, rows(options.choices, filter.value.trim(), chosen, pick))
  if (options.choices.length >= filterFrom) box.append(filter)
  box.append(list)
  draw()
  box.addEventListener('keydown', (event) => walk(event, box))
  showUnder(anchor, box)
  const first = box.querySelector<HTMLElement>('.filter, [aria-selected=true], [role=option]')
  first?.focus()
}

function rows(choices: Choice[], filter: string, chosen: Set<string>, pick: (c: Choice) => void) {
  const fit = choices.filter((choice) =>
    `${choice.text}${choice.hint ?? ''}${choice.group ?? ''}`.includes(filter),
  )
  if (!fit.length) return [h('p', { class: 'none' }, '没有匹配项')]
  return fit.flatMap((choice, i): Child[] => [
    choice.group && choice.group !== fit[i - 1]?.group
      ? h('div', { class: 'group', role: 'presentation' }, choice.group)
      : null,
    optionOf(choice, chosen.has(choice.value), pick),
  ])
}

function optionOf(choice: Choice, chosen: boolean, pick: (choice: Choice) => void) {
  return h(
    'button',
    {
      type: 'button',
      class: 'option',
      role: 'option',
      'aria-selected': chosen ? 'true' : 'false',
      'data-key': choice.value,
      on: { click: () => pick(choice) },
    },
    choice.face?.(),
    h('span', { class: 'option-text' }, choice.text),
    choice.hint ? h('span', { class: 'option-hint' }, choice.hint) : null,
    chosen ? icon('check', 16) : null,
  )
}

function walk(event: KeyboardEvent, box: HTMLElement) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const options = [...box.querySelectorAll<HTMLElement>('[role=option]')]
  const filter = box.querySelector<HTMLElement>('.filter')
  if (event.key === 'Enter' && document.activeElement === filter) options[0]?.click()
  if (!step) return
  event.preventDefault()
  const all = filter ? [filter, ...options] : options
  const at = all.findIndex((element) => element.matches(':focus'))
  all[(at + step + all.length) % all.length]?.focus()
}

/** Shows a popover under its anchor, or above it where there is no room below. */
export function showUnder(anchor: HTMLElement, box: HTMLElement) {
  const host = anchor.closest('dialog') ?? document.body
  host.append(box)
  box.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return
    box.remove()
    anchor.setAttribute('aria-expanded', 'false')
    if (document.activeElement === document.body) anchor.focus({ preventScroll: true })
  })
  box.showPopover()
  anchor.setAttribute('aria-expanded', 'true')
  place(anchor.getBoundingClientRect(), box)
}

function place(from: DOMRect, box: HTMLElement) {
  box.style.minWidth = `${Math.min(Math.max(from.width, 180), innerWidth - 16)}px`
  const { width, height } = box.getBoundingClientRect()
  const below = from.bottom + 4
  const top = below + height > innerHeight - 8 ? Math.max(8, from.top - height - 4) : below
  box.style.left = `${Math.max(8, Math.min(from.left, innerWidth - width - 8))}px`
  box.style.top = `${top}px`
}
