// Buttons and clickable areas: confirm dialog, required checks of the form, then the tap.
// What cannot be tapped says why.

import { ask } from '../confirm.ts'
import type { Json } from '../contract.ts'
import { h } from '../dom.ts'
import { toast } from '../toast.ts'
import { type Board, type Form, type Target, tap, target } from './board.ts'
import { content, records, words } from './json.ts'

const kinds = new Set([
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
  'laser',
])

export function button(node: Json, board: Board, form?: Form): HTMLElement {
  const words_ = content(node.text)
  const aim = target(board, words(node.name) || words(node.element_id), words_)
  const type = words(node.type)
  const kind = kinds.has(type) ? type.replace('_', '-') : 'default'
  const wide = node.width === 'fill' ? 'wide' : ''
  const control = h(
    'button',
    {
      type: 'button',
      class: `btn ${kind} size-${words(node.size) || 'medium'} ${wide}`,
      title: content(node.hover_tips),
      'aria-disabled': node.disabled === true ? 'true' : undefined,
    },
    h('span', {}, words_ || '　'),
  )
  control.addEventListener('click', () => void press(node, board, control, aim, form))
  return control
}

export function clickable(node: Json, board: Board, place: HTMLElement): HTMLElement {
  if (!records(node.behaviors).length) return place
  const name = words(node.name) || words(node.element_id)
  const aim = target(board, name, name ? '' : (board.free[0]?.text ?? ''))
  place.classList.add('clickable')
  place.setAttribute('role', 'button')
  place.tabIndex = 0
  if (node.disabled === true) place.setAttribute('aria-disabled', 'true')
  const go = (event: Event) => {
    if (event.target instanceof Element && event.target.closest('button, a, input') !== null) return
    void press(node, board, place, aim)
  }
  place.addEventListener('click', go)
  place.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === place) go(event)
  })
  return place
}

async function press(node: Json, board: Board, control: HTMLElement, aim: Target, form?: Form) {
  if (node.disabled === true) return refuse(content(node.disabled_tips))
  const role = words(node.form_action_type) || words(node.action_type).replace('form_', '')
  if (form && role === 'reset') return reset(form)
  if (form && role === 'submit' && !complete(form)) return
  if (!(await agreed(node))) return
  openLink(node)
  if (!callsBack(node, role)) return
  await tap(
    board,
    control,
    form && role === 'submit' ? { ...aim, form: valuesOf(form) } : { ...aim },
  )
}

function refuse(reason: string) {
  if (reason) toast(reason)
}

function reset(form: Form) {
  for (const field of form.fields) {
    field.reset()
    mark(field.box, false)
  }
}

function complete(form: Form) {
  const missing = form.fields.filter((field) => field.required && isEmpty(field.read()))
  for (const field of form.fields) mark(field.box, missing.includes(field))
  const first = missing[0]?.box
  first?.querySelector<HTMLElement>('input, textarea, button')?.focus()
  return !missing.length
}

const isEmpty = (value: unknown) =>
  value === undefined || value === '' || (Array.isArray(value) && !value.length)

function mark(box: HTMLElement, missing: boolean) {
  box.classList.toggle('missing', missing)
  box.querySelector('.must')?.remove()
  const control = box.querySelector('input, textarea, button')
  control?.setAttribute('aria-invalid', String(missing))
  if (missing) box.append(h('span', { class: 'must', role: 'alert' }, '此项必填'))
}

const valuesOf = (form: Form) =>
  Object.fromEntries(
    form.fields
      .filter((field) => field.prefilled || !isEmpty(field.read()))
      .map((field) => [field.name, field.read() ?? '']),
  )

async function agreed(node: Json) {
  const question = node.confirm
  if (typeof question !== 'object' || question === null) return true
  const title = 'title' in question ? content(question.title) : ''
  return ask({ title: title || '请确认', text: 'text' in question ? content(question.text) : '' })
}

function openLink(node: Json) {
  const link = records(node.behaviors).find((b) => b.type === 'open_url')
  const url = words(link?.pc_url) || words(link?.default_url)
  if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener')
}

function callsBack(node: Json, role: string) {
  const behaviors = records(node.behaviors)
  return role === 'submit' || !behaviors.length || behaviors.some((b) => b.type === 'callback')
}
