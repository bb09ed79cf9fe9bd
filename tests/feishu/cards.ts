// Cards that use the whole of our vocabulary, with one text of a person in every place that takes text.
import { expect } from 'vitest'
import { isRecord } from '../../bot/feishu/json.ts'
import type { Block, Button, Card, Field } from '../../handlers/card.ts'
import { checkCard } from '../../playground/card-check.ts'
import { limitsWith } from '../../playground/limits.ts'

export const uuid = '0199f3a2-7c1e-7b1a-9d55-0a1b2c3d4e5f'

/** What people have typed to be somebody else (TC-035, 036, 037). */
export const attacks = [
  '<at id=all></at>',
  '<at ids=ou_1,ou_2></at>',
  '<at user_id="all">所有人</at>',
  '<at email=a@example.invalid></at>',
  '<\u200bat id=all></at>',
  '<a\u200bt user_id="all"></at>',
  '< AT user_id="all"></at>',
  '@_all 尽快',
  "**已办结** <font color='green'>局长已批准</font>",
  '[补贴领取](https://example.invalid)',
  '![x](https://example.invalid/a.png)',
  '标题\n\n\n---\n状态：已批准',
  'A*B 第#1标段 (5|6) a_b~c https://example.invalid/f_2026_11.pdf',
  '"}],"tag":"markdown","content":"<at id=all></at>',
]

const button = (text: string): Button => ({
  text,
  payload: { feature: 'task', tap: 'approve', subject: 's1', value: { note: text } },
  confirm: { title: text, text },
})

const fields = (text: string): Field[] => [
  { kind: 'input', name: 'reason', label: text, value: text, lines: 3, required: true },
  { kind: 'date', name: 'day', label: text, value: '2026-12-10', required: true },
  { kind: 'person', name: 'who', label: text, among: ['ou_1', text] },
  { kind: 'choice', name: 'unit', label: text, options: [{ text, value: 'a' }], value: 'a' },
  {
    kind: 'choices',
    name: 'units',
    label: text,
    options: [{ text, value: 'a' }],
    values: ['a', text],
  },
]

const blocks = (text: string): Block<string>[] => [
  { kind: 'facts', facts: [{ label: text, value: text }] },
  { kind: 'text', text },
  { kind: 'note', text },
  { kind: 'mention', people: ['ou_1', text] },
  { kind: 'table', columns: [text, text], rows: [[text, text]] },
  { kind: 'line' },
  { kind: 'buttons', buttons: [button(text), button(text)] },
]

export const everywhere = (text: string): Card => ({
  title: text,
  light: 'yellow',
  tag: text,
  blocks: [
    ...blocks(text),
    { kind: 'fold', title: text, blocks: blocks(text) },
    {
      kind: 'form',
      name: 'f',
      fields: fields(text),
      buttons: [{ ...button(text), style: 'primary' }],
    },
    { kind: 'form', name: 'f', fields: fields(text), buttons: [button(text), button(text)] },
  ],
})

/** Would Feishu take it? */
export function expectAccepted(json: unknown) {
  const rules = { limits: limitsWith({ cardTables: 3 }), knows: () => true }
  expect(checkCard(json, rules)).toBeUndefined()
}

export interface Found {
  tag: string
  node: Record<string, unknown>
}

export function nodesIn(value: unknown): Found[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn)
  if (!isRecord(value)) return []
  const own = typeof value.tag === 'string' ? [{ tag: value.tag, node: value }] : []
  return [...own, ...Object.values(value).flatMap(nodesIn)]
}

export const textsIn = (value: unknown) =>
  nodesIn(value).flatMap(({ tag, node }) => (tag === 'plain_text' ? [String(node.content)] : []))
