// Draws a card JSON 2.0: its header, then its elements in the order of the JSON.
// A tag without a drawing shows its name, so that nothing vanishes in silence.

import { fileUrl } from '../api.ts'
import { avatar, personLine } from '../avatar.ts'
import type { Json, Message } from '../contract.ts'
import { type Child, h } from '../dom.ts'
import { nameOf } from '../store.ts'
import type { Board, Form } from './board.ts'
import { button, clickable } from './button.ts'
import { chart } from './chart.ts'
import { colour } from './colours.ts'
import { controls } from './controls.ts'
import { inline } from './inline.ts'
import { content, isMarkdown, items, number, record, records, words } from './json.ts'
import { markdown } from './markdown.ts'
import { table } from './table.ts'

type Draw = (node: Json, board: Board, form?: Form) => Child

export function card(message: Message, members: string[]): HTMLElement {
  const json = record(message.card)
  const board: Board = { message, members, free: [...(message.buttons ?? [])] }
  const body = record(json.body)
  const width = words(record(json.config).width_mode)
  return h(
    'article',
    { class: `card ${width === 'compact' ? 'compact' : width === 'fill' ? 'fill' : ''}` },
    header(json.header),
    spaced(h('div', { class: 'card-body' }), body, elements(body.elements ?? json.elements, board)),
  )
}

function header(value: unknown): Child {
  if (!value) return null
  const head = record(value)
  const tags = records(head.text_tag_list).map((tag) =>
    h('span', { class: `tag ${colour(words(tag.color))}` }, content(tag.text)),
  )
  const subtitle = content(head.subtitle)
  const template = words(head.template)
  return h(
    'header',
    { class: `card-head ${template && template !== 'default' ? colour(template) : 'c-none'}` },
    h('div', { class: 'card-title' }, h('h3', {}, text(head.title)), tags),
    subtitle ? h('div', { class: 'card-subtitle' }, subtitle) : null,
  )
}

const elements = (list: unknown, board: Board, form?: Form): Child[] =>
  records(list).map((node) => element(node, board, form))

function element(node: Json, board: Board, form?: Form): Child {
  const tag = words(node.tag)
  const draw = drawings[tag] ?? controls[tag]
  const drawn = draw
    ? draw(node, board, form)
    : h('span', { class: 'unknown' }, `［${tag || '未知组件'}］`)
  if (drawn instanceof HTMLElement && words(node.margin)) drawn.style.margin = words(node.margin)
  return drawn
}

const drawings: Record<string, Draw> = {
  markdown: (node) => sized(node, markdown(content(node))),
  div,
  plain_text: (node) => sized(node, h('div', { class: 'plain' }, content(node))),
  lark_md: (node) => sized(node, markdown(content(node))),
  hr: () => h('hr'),
  img,
  img_combination: (node) =>
    h(
      'div',
      { class: 'images' },
      records(node.img_list).map((image) => img(image)),
    ),
  column_set: columnSet,
  column,
  collapsible_panel: panel,
  interactive_container: container,
  form,
  table: (node) => table(node),
  chart: (node) => chart(record(node.chart_spec), words(node.aspect_ratio)),
  person: (node) => personLine(words(node.user_id)),
  person_list: people,
  button,
  audio: () => h('span', { class: 'unknown' }, '［语音］'),
}

const text = (node: unknown): Child => (isMarkdown(node) ? inline(content(node)) : content(node))

function sized<T extends HTMLElement>(node: Json, drawn: T): T {
  const size = words(node.text_size)
  if (/^[a-z_0-9-]+$/.test(size)) drawn.classList.add(`size-${size}`)
  const align = words(node.text_align)
  if (/^(left|center|right)$/.test(align)) drawn.style.textAlign = align
  const ink = words(node.text_color)
  if (ink && ink !== 'default') drawn.classList.add('ink', colour(ink))
  return drawn
}

function div(node: Json): HTMLElement {
  const inner = record(node.text)
  const body = isMarkdown(inner)
    ? markdown(content(inner))
    : h('div', { class: 'plain' }, content(inner))
  const lines = number(inner.lines, 0)
  if (lines > 0) {
    body.classList.add('clamped')
    body.style.setProperty('-webkit-line-clamp', String(lines))
  }
  const fields = records(node.fields).map((field) =>
    h('div', { class: field.is_short ? 'short' : 'long' }, markdown(content(field.text))),
  )
  return h(
    'div',
    {},
    sized(inner, body),
    fields.length ? h('div', { class: 'facts' }, fields) : null,
  )
}

function img(node: Json): HTMLElement {
  const alt = content(node.alt)
  const picture = h('img', { src: fileUrl(words(node.img_key)), alt, loading: 'lazy' })
  picture.addEventListener('error', () =>
    picture.replaceWith(h('span', { class: 'no-image' }, alt || '图片')),
  )
  return h(
    'figure',
    { class: 'image' },
    content(node.title) ? h('figcaption', {}, content(node.title)) : null,
    picture,
  )
}

function spaced(place: HTMLElement, node: Json, children: Child[]) {
  const gap = (value: unknown) =>
    gaps[words(value)] ?? (/^\d+px$/.test(words(value)) ? words(value) : '')
  place.style.rowGap = gap(node.vertical_spacing)
  place.style.columnGap = gap(node.horizontal_spacing)
  if (/^[\d\s.px-]+$/.test(words(node.padding))) place.style.padding = words(node.padding)
  if (node.direction === 'horizontal') place.classList.add('across')
  for (const child of children.flat()) if (child instanceof Node) place.append(child)
  return place
}

const gaps: Record<string, string> = {
  small: '4px',
  medium: '8px',
  large: '12px',
  extra_large: '16px',
}

function columnSet(node: Json, board: Board, form?: Form): HTMLElement {
  const mode = words(node.flex_mode) || 'none'
  const set = h('div', { class: `columns flex-${mode} ${shade(node)}` })
  return spaced(
    set,
    node,
    records(node.columns).map((child) => column(child, board, form)),
  )
}

function column(node: Json, board: Board, form?: Form): HTMLElement {
  const place = h('div', {
    class: `column ${shade(node)} at-${words(node.vertical_align) || 'top'}`,
  })
  const width = words(node.width)
  if (/^\d+px$/.test(width)) place.style.setProperty('--share', `0 1 ${width}`)
  else if (width === 'weighted') place.style.setProperty('--share', `${number(node.weight, 1)} 1 0`)
  return spaced(place, node, elements(node.elements, board, form))
}

const shade = (node: Json) => {
  const style = words(node.background_style)
  return style && style !== 'default' && style !== 'transparent' ? `shade ${colour(style)}` : ''
}

function panel(node: Json, board: Board, form?: Form): HTMLElement {
  const head = record(node.header)
  const body = spaced(h('div', { class: 'panel-body' }), node, elements(node.elements, board, form))
  const title = h('summary', { class: shade(head) }, h('span', {}, text(head.title)))
  return h('details', { class: 'panel', open: node.expanded === true }, title, body)
}

function container(node: Json, board: Board, form?: Form): HTMLElement {
  const place = h('div', { class: `container ${shade(node)} ${node.has_border ? 'bordered' : ''}` })
  const outer = clickable(node, board, place)
  return spaced(outer, node, elements(node.elements, board, form))
}

function form(node: Json, board: Board): HTMLElement {
  const own: Form = { fields: [] }
  const place = h('form', {
    class: 'form',
    novalidate: true,
    'aria-label': words(node.name) || '表单',
    on: { submit: (event) => event.preventDefault() },
  })
  return spaced(place, node, elements(node.elements, board, own))
}

function people(node: Json): HTMLElement {
  const ids = items(node.persons)
    .map((person) => words(record(person).id))
    .filter(Boolean)
  if (node.show_name === false)
    return h(
      'div',
      { class: 'people', 'aria-label': ids.map(nameOf).join('、') },
      ids.map((id) => avatar(id, 'small')),
    )
  return h('div', { class: 'people' }, ids.map(personLine))
}
