// The fields of a card: inputs, selects, people, dates and times, tick boxes, overflow menus.
// Inside a form a field is kept for the submit; outside it reports at once.
import { avatar } from '../avatar.ts'
import type { Json } from '../contract.ts'
import { type Child, h, redraw } from '../dom.ts'
import { icon } from '../icons.ts'
import { type Choice, openList } from '../popup.ts'
import { everybody, nameOf, personOf } from '../store.ts'
import { type Board, type Form, tap } from './board.ts'
import { inline } from './inline.ts'
import { content, isMarkdown, items, number, record, records, words } from './json.ts'

type Control = (node: Json, board: Board, form?: Form) => HTMLElement

export const controls: Record<string, Control> = {
  input,
  select_static: (node, board, form) => select(node, board, form, optionsOf(node), false),
  multi_select_static: (node, board, form) => select(node, board, form, optionsOf(node), true),
  select_person: (node, board, form) => select(node, board, form, peopleOf(node, board), false),
  multi_select_person: (node, board, form) =>
    select(node, board, form, peopleOf(node, board), true),
  select_img: (node, board, form) =>
    select(node, board, form, optionsOf(node), node.multi_select === true),
  date_picker: (node, board, form) => picker('date', 'initial_date', node, board, form),
  picker_time: (node, board, form) => picker('time', 'initial_time', node, board, form),
  picker_datetime: (node, board, form) =>
    picker('datetime-local', 'initial_datetime', node, board, form),
  overflow,
  checker,
}

const requiredOf = (node: Json) => node.required === true

function labelOf(node: Json, board: Board): string {
  const known = (board.message.fields ?? []).find((field) => field.name && field.name === node.name)
  return content(node.label) || known?.label || content(node.placeholder) || words(node.name)
}

/** Sends what was chosen outside a form; the component is named as the contract names it. */
function report(node: Json, board: Board, control: HTMLElement, option: unknown) {
  const name = words(node.name) || words(node.element_id) || labelOf(node, board)
  void tap(board, control, { button: name, option })
}

function box(node: Json, ...children: Child[]) {
  const label = content(node.label)
  const side = node.label_position === 'left' ? 'beside' : ''
  const star = requiredOf(node) ? h('b', { class: 'star', 'aria-hidden': 'true' }, '*') : null
  const head = label ? h('span', { class: 'field-label' }, label, star) : null
  return h(
    'div',
    { class: `field ${side} ${label ? '' : requiredOf(node) ? 'starred' : ''}` },
    head,
    children,
  )
}

function input(node: Json, board: Board, form?: Form): HTMLElement {
  const many = node.input_type === 'multiline_text'
  const initial = content(node.default_value)
  const shared = {
    class: 'control',
    placeholder: content(node.placeholder),
    maxlength: number(node.max_length, 1000),
    'aria-label': labelOf(node, board),
    'aria-required': requiredOf(node) ? 'true' : undefined,
    disabled: node.disabled === true,
    autocomplete: 'off',
  }
  const control = many
    ? h('textarea', { ...shared, rows: number(node.rows, 3) })
    : h('input', { ...shared, type: node.input_type === 'password' ? 'password' : 'text' })
  control.value = initial
  const whole = box(
    node,
    control,
    control instanceof HTMLTextAreaElement ? counter(control, shared.maxlength) : null,
  )
  if (form)
    keep(
      form,
      node,
      whole,
      () => control.value.trim(),
      () => refill(control, initial),
    )
  else control.addEventListener('change', () => report(node, board, control, control.value))
  return whole
}

function refill(control: HTMLInputElement | HTMLTextAreaElement, value: string) {
  control.value = value
  control.dispatchEvent(new Event('input'))
}

function counter(control: HTMLTextAreaElement, max: number) {
  const shown = h('span', { class: 'counter', 'aria-hidden': 'true' })
  const count = () => {
    shown.textContent = `${control.value.length}/${max}`
  }
  control.addEventListener('input', count)
  count()
  return shown
}

function keep(form: Form, node: Json, whole: HTMLElement, read: () => unknown, reset: () => void) {
  const first = read()
  const prefilled = Array.isArray(first) ? first.length > 0 : Boolean(first)
  const required = requiredOf(node)
  form.fields.push({ name: words(node.name), required, prefilled, box: whole, read, reset })
}

function optionsOf(node: Json): Choice[] {
  return records(node.options).map((option) => ({
    value: words(option.value),
    text: content(option.text) || words(option.value),
  }))
}

function peopleOf(node: Json, board: Board): Choice[] {
  const given = records(node.options).map((option) => words(option.value))
  const ids = given.length
    ? given
    : board.members.filter((id) => id !== 'bot').length > 1
      ? board.members
      : everybody().map((p) => p.id)
  return ids
    .filter((id) => id && id !== 'bot')
    .map((id) => ({
      value: id,
      text: nameOf(id),
      hint: personOf(id)?.unit,
      face: () => avatar(id, 'small'),
    }))
}

function select(
  node: Json,
  board: Board,
  form: Form | undefined,
  choices: Choice[],
  several: boolean,
) {
  const initial = initialOf(node, choices)
  let chosen = initial
  const face = h('button', {
    type: 'button',
    class: 'control select',
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    disabled: node.disabled === true,
  })
  const whole = box(node, face)
  const draw = () => {
    const texts = chosen.map(
      (value) => choices.find((choice) => choice.value === value)?.text ?? value,
    )
    const shown = texts.join('、') || content(node.placeholder)
    face.setAttribute('aria-label', unique([labelOf(node, board), shown]).join('：'))
    redraw(face, faceOf(texts, content(node.placeholder), several), icon('down', 16))
  }
  const choose = (value: string) => {
    const without = chosen.filter((one) => one !== value)
    const empties = without.length < chosen.length && (several || !requiredOf(node))
    chosen = empties && form ? without : several ? [...chosen, value] : [value]
    draw()
    if (!form) report(node, board, face, value)
  }
  face.addEventListener('click', () =>
    openList(face, { label: labelOf(node, board), choices, chosen, several, choose }),
  )
  if (form)
    keep(
      form,
      node,
      whole,
      () => (several ? chosen : chosen[0]),
      () => {
        chosen = initial
        draw()
      },
    )
  draw()
  return whole
}

const unique = (list: string[]) => [...new Set(list)].filter(Boolean)

function faceOf(texts: string[], placeholder: string, several: boolean): Child {
  if (!texts.length) return h('span', { class: 'placeholder' }, placeholder || '请选择')
  if (!several) return h('span', { class: 'chosen' }, texts[0])
  return h(
    'span',
    { class: 'chosen' },
    texts.map((text) => h('span', { class: 'chip' }, text)),
  )
}

function initialOf(node: Json, choices: Choice[]): string[] {
  if (Array.isArray(node.selected_values)) return items(node.selected_values).map(words)
  if (words(node.initial_option)) return [words(node.initial_option)]
  const at = choices[number(node.initial_index, 0) - 1]
  return at ? [at.value] : []
}

type PickerKind = 'date' | 'time' | 'datetime-local'

/** The browser's own picker, with a face that reads alike in every locale. */
function picker(kind: PickerKind, key: string, node: Json, board: Board, form?: Form): HTMLElement {
  const initial = words(node[key]).replace(' ', 'T')
  const control = h('input', {
    type: kind,
    class: 'native',
    'aria-label': labelOf(node, board),
    disabled: node.disabled === true,
    'aria-required': requiredOf(node) ? 'true' : undefined,
  })
  const face = h('span', { class: 'face', 'aria-hidden': 'true' })
  const read = () => control.value.replace('T', ' ')
  const draw = () => {
    face.textContent = read() || content(node.placeholder) || '请选择'
    face.classList.toggle('placeholder', !control.value)
  }
  const whole = box(
    node,
    h(
      'div',
      { class: 'control picker' },
      face,
      icon(kind === 'time' ? 'clock' : 'calendar', 16),
      control,
    ),
  )
  control.value = initial
  control.addEventListener('input', draw)
  control.addEventListener('click', () => showNative(control))
  if (form)
    keep(form, node, whole, read, () => {
      control.value = initial
      draw()
    })
  else control.addEventListener('change', () => report(node, board, control, read()))
  draw()
  return whole
}

function showNative(control: HTMLInputElement) {
  try {
    control.showPicker()
  } catch {
    control.focus()
  }
}

function overflow(node: Json, board: Board): HTMLElement {
  const control = h(
    'button',
    {
      type: 'button',
      class: 'btn default size-medium',
      'aria-label': '更多操作',
      'aria-haspopup': 'listbox',
    },
    icon('more', 18),
  )
  const choose = (value: string) => {
    const option = records(node.options).find((each) => words(each.value) === value)
    const url = words(record(option?.multi_url).url)
    if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener')
    else report(node, board, control, value)
  }
  control.addEventListener('click', () =>
    openList(control, { label: '更多操作', choices: optionsOf(node), chosen: [], choose }),
  )
  return control
}

function checker(node: Json, board: Board, form?: Form): HTMLElement {
  const initial = node.checked === true
  const control = h('input', {
    type: 'checkbox',
    checked: initial,
    disabled: node.disabled === true,
  })
  const text = isMarkdown(node.text) ? inline(content(node.text)) : content(node.text)
  const whole = h(
    'div',
    { class: 'field' },
    h('label', { class: 'checker' }, control, h('span', {}, text)),
  )
  if (form)
    keep(
      form,
      node,
      whole,
      () => control.checked,
      () => {
        control.checked = initial
      },
    )
  else control.addEventListener('change', () => report(node, board, whole, control.checked))
  return whole
}
