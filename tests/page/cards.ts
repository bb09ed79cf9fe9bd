// Cards that together hold every component, as a Feishu that passed them would hand them to the page.
// Their words are the office's; their order is the order of the page test.
import { departments, members } from '../../playground/cast.ts'

type Json = Record<string, unknown>

const plain = (content: string) => ({ tag: 'plain_text', content })
const md = (content: string, more: Json = {}) => ({ tag: 'markdown', content, ...more })
const idOf = (key: string) => members.find((member) => member.key === key)?.open_id ?? ''
const call = (act: string) => [{ type: 'callback', value: { act } }]

const card = (title: string, template: string, elements: unknown[], header: Json = {}) => ({
  schema: '2.0',
  config: { update_multi: true },
  header: { title: plain(title), template, ...header },
  body: { elements },
})

const option = (text: string, value: string) => ({ text: plain(text), value })

export const approval = card(
  '延期申请 督〔2026〕12号',
  'orange',
  [
    md(
      '**事项**：淤区土地补偿方案\n**承办**：<at id=' +
        idOf('gongcheng-head') +
        '></at> <text_tag color=\'red\'>特急</text_tag>\n<font color="green">已签收</font> 原文 &#60;b&#62;&#42;不加粗&#42; [办法](https://example.com/a) [坏](javascript:alert(1))\n1. 现场核查\n2. 提出方案\n   - 附图\n> 请于**12月10日**前反馈',
    ),
    {
      tag: 'column_set',
      flex_mode: 'stretch',
      columns: [
        {
          tag: 'column',
          width: 'weighted',
          weight: 1,
          background_style: 'grey',
          elements: [md('<font color=grey>原定期限</font>\n**2026-12-04**')],
        },
        {
          tag: 'column',
          width: 'weighted',
          weight: 1,
          background_style: 'grey',
          elements: [md('<font color=grey>申请延至</font>\n**2026-12-11**')],
        },
      ],
    },
    { tag: 'hr' },
    {
      tag: 'column_set',
      columns: [
        {
          tag: 'column',
          width: 'auto',
          elements: [
            {
              tag: 'button',
              name: 'approve',
              type: 'primary_filled',
              text: plain('批准'),
              confirm: { title: plain('批准延期？'), text: plain('批准后期限改为 12月11日。') },
              behaviors: call('approve'),
            },
          ],
        },
        {
          tag: 'column',
          width: 'auto',
          elements: [
            {
              tag: 'button',
              name: 'refuse',
              type: 'danger',
              text: plain('不批准'),
              behaviors: call('refuse'),
            },
          ],
        },
        {
          tag: 'column',
          width: 'auto',
          elements: [
            {
              tag: 'button',
              text: plain('催办'),
              disabled: true,
              disabled_tips: plain('今日已催办'),
              hover_tips: plain('每日一次'),
            },
          ],
        },
        {
          tag: 'column',
          width: 'auto',
          elements: [
            {
              tag: 'overflow',
              name: 'more',
              options: [option('转办', 'pass'), option('存档', 'file')],
            },
          ],
        },
      ],
    },
    md('由督办助手发送 · 延期须分管局领导批准', { text_size: 'notation' }),
  ],
  {
    subtitle: plain('工程处申请'),
    text_tag_list: [{ tag: 'text_tag', text: plain('待批'), color: 'orange' }],
  },
)

export const petitionForm = card('登记来访', 'blue', [
  md('请补全以下内容。'),
  {
    tag: 'form',
    name: 'visit',
    elements: [
      {
        tag: 'input',
        name: 'who',
        label: plain('来访人'),
        required: true,
        max_length: 20,
        placeholder: plain('姓名'),
      },
      {
        tag: 'input',
        name: 'what',
        input_type: 'multiline_text',
        max_length: 200,
        placeholder: plain('反映内容'),
        default_value: '淤区土地补偿',
      },
      md('**类别**'),
      {
        tag: 'select_static',
        name: 'kind',
        required: true,
        placeholder: plain('选择类别'),
        options: [option('来访', 'visit'), option('来信', 'letter')],
      },
      {
        tag: 'multi_select_static',
        name: 'units',
        placeholder: plain('转送部门'),
        options: departments.filter((d) => d.kind === 'unit').map((d) => option(d.name, d.key)),
      },
      { tag: 'select_person', name: 'handler', placeholder: plain('经办人') },
      { tag: 'multi_select_person', name: 'copies', placeholder: plain('抄送') },
      { tag: 'date_picker', name: 'day', required: true, placeholder: plain('来访日期') },
      { tag: 'picker_time', name: 'hour', placeholder: plain('时间') },
      { tag: 'picker_datetime', name: 'meet', placeholder: plain('约谈时间') },
      { tag: 'checker', name: 'urgent', text: plain('急件') },
      {
        tag: 'button',
        name: 'submit',
        type: 'primary_filled',
        text: plain('登记'),
        form_action_type: 'submit',
        behaviors: call('register'),
      },
      { tag: 'button', name: 'reset', text: plain('重置'), form_action_type: 'reset' },
    ],
  },
])

const months = ['7月', '8月', '9月', '10月', '11月']

export const report = card('信访月报', 'green', [
  {
    tag: 'chart',
    aspect_ratio: '16:9',
    chart_spec: {
      type: 'bar',
      title: { text: '来访与来信' },
      xField: ['month', 'kind'],
      yField: 'count',
      seriesField: 'kind',
      data: {
        values: months.flatMap((month, i) => [
          { month, kind: '来访', count: 8 + ((i * 5) % 7) },
          { month, kind: '来信', count: 2 + i },
        ]),
      },
    },
  },
  {
    tag: 'chart',
    chart_spec: {
      type: 'pie',
      valueField: 'n',
      categoryField: 'unit',
      data: [
        {
          values: [
            { unit: '工程处', n: 9 },
            { unit: '水政处', n: 5 },
            { unit: '财务处', n: 3 },
          ],
        },
      ],
    },
  },
  {
    tag: 'chart',
    chart_spec: {
      type: 'line',
      xField: 'month',
      yField: 'count',
      data: { values: months.map((month, i) => ({ month, count: (i * 3) % 5 })) },
    },
  },
  { tag: 'chart', chart_spec: { type: 'radar', data: { values: [{ 项: '按期', 值: 12 }] } } },
  {
    tag: 'table',
    page_size: 3,
    columns: [
      { name: 'no', display_name: '编号', data_type: 'text' },
      { name: 'state', display_name: '状态', data_type: 'options' },
      { name: 'who', display_name: '经办', data_type: 'persons' },
      { name: 'n', display_name: '人次', data_type: 'number', format: { separator: true } },
      { name: 'due', display_name: '期限', data_type: 'date', date_format: 'YYYY-MM-DD' },
    ],
    rows: [1, 2, 3, 4].map((n) => ({
      no: `信访〔2026〕${n}号`,
      state: [{ text: n % 2 ? '办理中' : '已办结', color: n % 2 ? 'blue' : 'green' }],
      who: [idOf('xinfang-officer')],
      n: n * 1111,
      due: Date.parse(`2026-12-0${n}T00:00:00+08:00`),
    })),
  },
  {
    tag: 'collapsible_panel',
    expanded: false,
    header: { title: plain('口径说明') },
    elements: [md('| 项 | 数 |\n|---|---|\n| 按期 | **12** |\n| 逾期 | 1 |\n\n```\nselect 1\n```')],
  },
  { tag: 'div', text: { tag: 'lark_md', content: '数据截至 **11月25日**' } },
  { tag: 'person', user_id: idOf('zhuren') },
  { tag: 'person_list', persons: [{ id: idOf('juzhang') }, { id: idOf('fenguan') }] },
  { tag: 'img', img_key: 'img_v3_absent', alt: plain('现场照片') },
  {
    tag: 'interactive_container',
    name: 'open_all',
    has_border: true,
    behaviors: call('all'),
    elements: [md('查看全部 17 件')],
  },
])

/** Two alike buttons, a select and a date outside any form. */
export const sheet = card('今日督办（11月25日）', 'red', [
  md('**逾期**\n- 督〔2026〕9号 淤区清障'),
  {
    tag: 'button',
    name: 'sign',
    text: plain('签收'),
    type: 'primary',
    size: 'small',
    behaviors: call('sign/9'),
  },
  md('**今日到期**\n- 督〔2026〕12号 补偿方案'),
  {
    tag: 'button',
    name: 'sign',
    text: plain('签收'),
    type: 'primary',
    size: 'small',
    behaviors: call('sign/12'),
  },
  {
    tag: 'select_static',
    name: 'pass',
    placeholder: plain('转办至'),
    options: [option('水政处', 'shuizheng')],
  },
])
