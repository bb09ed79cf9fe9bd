// The validator of card JSON 2.0: what passes, and one row per refusal.
import { describe, expect, test } from 'vitest'
import { checkCard } from '../../playground/card-check.ts'
import { limitsWith } from '../../playground/limits.ts'

const rules = { limits: limitsWith(), knows: (id: string) => id === 'ou_known' }
const text = (content: string) => ({ tag: 'plain_text', content })
const body = (...elements: unknown[]) => ({ schema: '2.0', body: { elements } })
const md = (content: string, more = {}) => ({ tag: 'markdown', content, ...more })
const submit = { tag: 'button', name: 'ok', text: text('提交'), form_action_type: 'submit' }
const form = (...elements: unknown[]) => ({ tag: 'form', name: 'f', elements })
const button = (more: object) => ({ tag: 'button', text: text('好'), ...more })
const table = { tag: 'table', columns: [{ name: 'a', data_type: 'text' }], rows: [{ a: '1' }] }
const nested = (depth: number): unknown =>
  depth === 0 ? md('x') : { tag: 'interactive_container', elements: [nested(depth - 1)] }

const whole = {
  schema: '2.0',
  config: { update_multi: true, summary: { content: 's' }, enable_forward_interaction: false },
  header: {
    title: text('标题'),
    subtitle: text('副题'),
    template: 'blue',
    text_tag_list: [{ tag: 'text_tag', text: text('急'), color: 'red' }],
  },
  body: {
    direction: 'vertical',
    elements: [
      md('<at id=ou_known></at> [看](https://example.com)', { element_id: 'a1' }),
      { tag: 'hr' },
      table,
      {
        tag: 'column_set',
        columns: [
          {
            tag: 'column',
            width: 'weighted',
            weight: 1,
            elements: [button({ behaviors: [{ type: 'callback', value: { a: 1 } }] })],
          },
        ],
      },
      { tag: 'collapsible_panel', header: { title: text('更多') }, elements: [md('里')] },
      form(
        { tag: 'input', name: 'reason', max_length: 200, label: text('理由'), required: true },
        { tag: 'select_static', name: 'kind', options: [{ text: text('甲'), value: 'a' }] },
        { tag: 'multi_select_person', name: 'who', options: [{ value: 'ou_known' }] },
        { tag: 'date_picker', name: 'day', initial_date: '2026-12-10' },
        { tag: 'column_set', columns: [{ tag: 'column', elements: [submit] }] },
      ),
    ],
  },
}

describe('what passes', () => {
  test('a card with everything', () => expect(checkCard(whole, rules)).toBeUndefined())
  test('a blank card', () => expect(checkCard({}, rules)).toBeUndefined())
  test('200 elements and five tables', () => {
    const five = Array.from({ length: 5 }, () => table)
    expect(
      checkCard(body(...five, ...Array.from({ length: 195 }, () => md('x'))), rules),
    ).toBeUndefined()
  })
})

const refusals: [string, number, unknown][] = [
  ['no object', 200621, 'card'],
  ['no schema', 200621, { body: { elements: [] } }],
  ['elements outside the body', 200621, { schema: '2.0', elements: [] }],
  ['an unknown key of the card', 200621, { ...body(), fallback: {} }],
  ['an unknown key of a component', 200621, body(md('x', { text: 'y' }))],
  ['an unknown key of a text', 200621, body({ tag: 'div', text: { ...text('x'), bold: true } })],
  ['an unknown component', 200621, body({ tag: 'marquee' })],
  ['note', 200861, body({ tag: 'note', elements: [] })],
  ['action', 200861, body({ tag: 'action', actions: [] })],
  ['update_multi false', 300302, { ...body(), config: { update_multi: false } }],
  [
    'four tags in the header',
    11310,
    {
      ...body(),
      header: {
        title: text('x'),
        text_tag_list: Array(4).fill({ tag: 'text_tag', text: text('x') }),
      },
    },
  ],
  [
    'a form in a column',
    200621,
    body({ tag: 'column_set', columns: [{ tag: 'column', elements: [form(submit)] }] }),
  ],
  ['a form in a form', 200621, body(form(form(submit), submit))],
  ['a form without a name', 200530, body({ tag: 'form', elements: [submit] })],
  ['a form without a submit button', 200621, body(form(md('x')))],
  ['a field without a name', 200530, body(form({ tag: 'input' }, submit))],
  [
    'two fields of one name',
    200530,
    body(form({ tag: 'input', name: 'x' }, { tag: 'date_picker', name: 'x' }, submit)),
  ],
  ['a multi select outside a form', 200621, body({ tag: 'multi_select_static', options: [] })],
  ['a table in a form', 200621, body(form(table, submit))],
  ['six tables', 11310, body(...Array.from({ length: 6 }, () => table))],
  ['201 elements', 11310, body(...Array.from({ length: 201 }, () => md('x')))],
  ['containers nested too deeply', 11310, body(nested(6))],
  ['an element_id that begins with a digit', 200621, body(md('x', { element_id: '1a' }))],
  ['an element_id of 21 characters', 200621, body(md('x', { element_id: 'a'.repeat(21) }))],
  [
    'one element_id twice',
    300301,
    body(md('x', { element_id: 'a' }), md('y', { element_id: 'a' })),
  ],
  ['a link that is not http', 200621, body(md('[x](javascript:alert)'))],
  [
    'a button to a file',
    200621,
    body(button({ behaviors: [{ type: 'open_url', default_url: 'file:///x' }] })),
  ],
  ['a callback without a value', 200621, body(button({ behaviors: [{ type: 'callback' }] }))],
  ['an at of nobody', 100290, body(md('<at id=ou_x></at>'))],
  ['a person who is nobody', 100290, body({ tag: 'person', user_id: 'ou_x' })],
  ['a button of 101 characters', 200621, body(button({ text: text('x'.repeat(101)) }))],
  ['a submit button outside a form', 200621, body(submit)],
  ['a row with an unknown column', 200915, body({ ...table, rows: [{ b: 1 }] })],
  ['an image without a key', 200570, body({ tag: 'img', alt: text('x') })],
  ['a chart without a spec', 200550, body({ tag: 'chart' })],
]

describe('what is refused', () => {
  test.each(refusals)('%s: %i', (_, code, card) => expect(checkCard(card, rules)?.code).toBe(code))

  test('the path leads to the fault', () => {
    const card = body(md('x'), form({ tag: 'input' }, submit))
    expect(checkCard(card, rules)?.path).toBe(
      'ROOT -> body -> elements -> [1](tag: form) -> elements -> [0](tag: input)',
    )
  })
})
