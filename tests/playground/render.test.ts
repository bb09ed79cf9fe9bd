// Cards as plain text, and what on them can be operated.
import { describe, expect, test } from 'vitest'
import { buttonPlaces, fieldPlaces } from '../../playground/fields.ts'
import { readMarkdown } from '../../playground/markdown.ts'
import { renderCard } from '../../playground/render.ts'

const names: Record<string, string> = { ou_1: '周明远', ou_2: '严丽华', all: '所有人' }
const nameOf = (id: string) => names[id] ?? id
const text = (content: string) => ({ tag: 'plain_text', content })
const button = (content: string, more = {}) => ({ tag: 'button', text: text(content), ...more })

const card = {
  schema: '2.0',
  header: {
    title: text('延期申请'),
    subtitle: text('督〔2026〕12号'),
    text_tag_list: [{ tag: 'text_tag', text: text('待批') }],
  },
  body: {
    elements: [
      { tag: 'markdown', content: '**申请人**：<at id=ou_1></at>，&#60;原文&#62; &#42;号' },
      { tag: 'div', text: text('**照原样**') },
      {
        tag: 'table',
        columns: [
          { name: 'who', display_name: '姓名', data_type: 'persons' },
          { name: 'day', display_name: '日期', data_type: 'date' },
        ],
        rows: [{ who: ['ou_1', 'ou_2'], day: Date.parse('2026-12-10T00:00:00+08:00') }],
      },
      { tag: 'person', user_id: 'ou_2' },
      {
        tag: 'column_set',
        columns: [
          { tag: 'column', elements: [button('批准', { name: 'approve' })] },
          { tag: 'column', elements: [button('退回', { element_id: 'back', disabled: true })] },
        ],
      },
      button('更多', { confirm: { title: text('确定吗'), text: text('不能撤销') } }),
      {
        tag: 'form',
        name: 'f',
        elements: [
          { tag: 'markdown', content: '**新期限**：' },
          { tag: 'date_picker', name: 'day', placeholder: text('选日期') },
          {
            tag: 'input',
            name: 'why',
            label: text('理由'),
            placeholder: text('可不填'),
            required: true,
          },
          {
            tag: 'select_static',
            name: 'kind',
            placeholder: text('种类'),
            initial_option: 'b',
            options: [
              { text: text('甲'), value: 'a' },
              { text: text('乙'), value: 'b' },
            ],
          },
          button('提交', { name: 'ok', form_action_type: 'submit' }),
        ],
      },
    ],
  },
}

describe('plain rendering', () => {
  test('everything that is shown, in order', () => {
    expect(renderCard(card, nameOf)).toBe(
      [
        '延期申请',
        '督〔2026〕12号',
        '[待批]',
        '申请人：@周明远，<原文> *号',
        '**照原样**',
        '姓名 | 日期',
        '周明远、严丽华 | 2026-12-10',
        '严丽华',
        '〔批准〕 〔退回〕',
        '〔更多〕',
        '新期限：',
        '［选日期］',
        '理由：［可不填］',
        '［乙］',
        '〔提交〕',
      ].join('\n'),
    )
  })

  test('buttons by name, by element_id, by order', () => {
    expect(buttonPlaces(card).map((place) => place.button)).toEqual([
      { name: 'approve', text: '批准', disabled: false, confirm: null },
      { name: 'back', text: '退回', disabled: true, confirm: null },
      { name: 'b3', text: '更多', disabled: false, confirm: '确定吗\n不能撤销' },
      { name: 'ok', text: '提交', disabled: false, confirm: null },
    ])
  })

  test('fields with the label that a person reads', () => {
    const fields = fieldPlaces(card, nameOf).map(({ field }) => field)
    expect(fields.map(({ name, label, kind, required }) => [name, label, kind, required])).toEqual([
      ['day', '新期限', 'date', false],
      ['why', '理由', 'text', true],
      ['kind', '种类', 'select', false],
    ])
    expect(fields[2]?.options).toEqual([
      { text: '甲', value: 'a' },
      { text: '乙', value: 'b' },
    ])
  })

  test.each([
    ['<at ids=ou_1,ou_2></at>', '@周明远 @严丽华'],
    ['<at id=all></at>', '@所有人'],
    ["<font color='red'>急</font><br>二", '急\n二'],
    ['[网页](https://example.com)', '网页'],
    ['&lt;at id=all&gt;&lt;/at&gt;', '<at id=all></at>'],
  ])('%s', (source, shown) => expect(readMarkdown(source, nameOf)).toBe(shown))
})
