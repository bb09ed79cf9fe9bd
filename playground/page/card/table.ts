// The table component: typed cells, and pages of page_size rows.
// The box keeps its height from page to page, so nothing below it jumps.
import { personLine } from '../avatar.ts'
import type { Json } from '../contract.ts'
import { type Child, h, redraw } from '../dom.ts'
import { patterned } from '../shanghai.ts'
import { colour } from './colours.ts'
import { content, items, number, record, records, words } from './json.ts'
import { markdown } from './markdown.ts'

export function table(node: Json): HTMLElement {
  const columns = records(node.columns)
  const rows = records(node.rows)
  const size = Math.min(10, Math.max(1, number(node.page_size, 5)))
  const pages = Math.max(1, Math.ceil(rows.length / size))
  let page = 0
  const body = h('tbody')
  const foot = h('div', { class: 'pages' })
  const turn = (to: number) => {
    page = Math.min(pages - 1, Math.max(0, to))
    body.replaceChildren(
      ...rows.slice(page * size, (page + 1) * size).map((row) => line(columns, row)),
    )
    redraw(foot, pages > 1 ? pager(page, pages, turn) : null)
  }
  turn(0)
  const head = h(
    'thead',
    {},
    h(
      'tr',
      {},
      columns.map((column) =>
        h('th', { scope: 'col' }, words(column.display_name) || words(column.name)),
      ),
    ),
  )
  return h(
    'div',
    { class: 'card-table' },
    h('div', { class: 'table-wrap' }, h('table', {}, head, body)),
    foot,
  )
}

function pager(page: number, pages: number, turn: (to: number) => void): Child[] {
  const step = (text: string, label: string, to: number, off: boolean) =>
    h(
      'button',
      {
        type: 'button',
        class: 'page-step',
        'aria-label': label,
        'data-key': label,
        disabled: off,
        on: { click: () => turn(to) },
      },
      text,
    )
  return [
    step('‹', '上一页', page - 1, page === 0),
    h('span', {}, `${page + 1} / ${pages}`),
    step('›', '下一页', page + 1, page === pages - 1),
  ]
}

const line = (columns: Json[], row: Json) =>
  h(
    'tr',
    {},
    columns.map((column) =>
      h('td', { class: alignOf(column) }, cell(column, row[words(column.name)])),
    ),
  )

const alignOf = (column: Json) => {
  const align = words(column.horizontal_align)
  return align ? `align-${align}` : column.data_type === 'number' ? 'align-right' : ''
}

function cell(column: Json, value: unknown): Child {
  switch (column.data_type) {
    case 'options':
      return options(value)
    case 'persons':
      return h(
        'div',
        { class: 'people' },
        (Array.isArray(value) ? value : [value])
          .map((id) => words(id) || words(record(id).id))
          .filter(Boolean)
          .map(personLine),
      )
    case 'number':
      return amount(value, record(column.format))
    case 'date':
      return patterned(number(value, 0), words(column.date_format) || 'YYYY-MM-DD')
    case 'lark_md':
    case 'markdown':
      return markdown(words(value) || content(value))
    default:
      return words(value) || content(value)
  }
}

function options(value: unknown): Child {
  if (typeof value === 'string') return h('span', { class: 'tag c-blue' }, value)
  return items(value)
    .map(record)
    .map((option) =>
      h('span', { class: `tag ${colour(words(option.color))}` }, content(option.text)),
    )
}

function amount(value: unknown, format: Json): string {
  if (typeof value !== 'number') return words(value)
  const digits = format.precision === undefined ? undefined : number(format.precision, 0)
  const grouping = format.separator === true || format.seperator === true
  const shown = value.toLocaleString('zh-CN', {
    useGrouping: grouping,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits ?? 6,
  })
  return words(format.symbol) + shown
}
