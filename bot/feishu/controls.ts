// Buttons and forms of our vocabulary as nodes of card JSON 2.0 (feishu-platform.md §5.3, 5.5).
import type { Block, Button, Field, Option } from '../../handlers/card.ts'
import type { Names } from './names.ts'
import { clip, column, columns, div, isOpenId, type Node, oneLine, plain } from './nodes.ts'
import { packPayload } from './payload.ts'

/** Beside each other where there is room, below each other on a phone. */
export function buttonRow(buttons: Button[], names: Names, submit = false): Node[] {
  const nodes = buttons.map((button) => buttonNode(button, names, submit))
  if (nodes.length < 2) return nodes
  return [
    columns(
      'flow',
      nodes.map((node) => column('auto', [node])),
    ),
  ]
}

export function formNode(form: Extract<Block<string>, { kind: 'form' }>, names: Names): Node {
  return {
    tag: 'form',
    name: names.field(form.name),
    elements: [
      ...form.fields.flatMap((field) => fieldNodes(field, names)),
      ...buttonRow(form.buttons, names, true),
    ],
  }
}

function buttonNode(button: Button, names: Names, submit: boolean): Node {
  return {
    tag: 'button',
    name: names.button(),
    text: plain(clip(oneLine(button.text), 100)),
    type: button.style ?? 'default',
    ...(submit && { form_action_type: 'submit' }),
    ...(button.confirm && {
      confirm: { title: plain(oneLine(button.confirm.title)), text: plain(button.confirm.text) },
    }),
    behaviors: [{ type: 'callback', value: packPayload(button.payload) }],
  }
}

/** Only an input has a label of its own; the others have theirs in front. */
function fieldNodes(field: Field, names: Names): Node[] {
  const node = fieldNode(field, names.field(field.name))
  if (field.kind === 'input') return [node]
  return [div(oneLine(field.label) + (field.required ? ' *' : '')), node]
}

function fieldNode(field: Field, name: string): Node {
  const head = { name, required: field.required ?? false, width: 'fill' }
  switch (field.kind) {
    case 'input':
      return { tag: 'input', ...head, ...inputParts(field) }
    case 'date':
      return {
        tag: 'date_picker',
        ...head,
        placeholder: plain('请选择日期'),
        ...(field.value && { initial_date: field.value }),
      }
    case 'person':
      return {
        tag: 'select_person',
        ...head,
        placeholder: plain('请选择人员'),
        ...(field.among?.includes(field.value ?? '') && { initial_option: field.value }),
        options: (field.among ?? []).filter(isOpenId).map((value) => ({ value })),
      }
    case 'choice':
      return {
        tag: 'select_static',
        ...head,
        placeholder: plain('请选择'),
        options: field.options.map(optionNode),
        ...(isAmong(field.options, field.value) && { initial_option: field.value }),
      }
    case 'choices':
      return {
        tag: 'multi_select_static',
        ...head,
        placeholder: plain('请选择（可多选）'),
        options: field.options.map(optionNode),
        selected_values: (field.values ?? []).filter((value) => isAmong(field.options, value)),
      }
  }
}

function inputParts(field: Extract<Field, { kind: 'input' }>) {
  const lines = field.lines ?? 1
  return {
    label: plain(oneLine(field.label)),
    label_position: 'top',
    placeholder: plain('请输入'),
    max_length: Math.min(1000, Math.max(1, field.maxLength ?? 1000)),
    ...(lines > 1 && { input_type: 'multiline_text', rows: lines, auto_resize: true }),
    ...(field.value && { default_value: field.value }),
  }
}

const optionNode = ({ text, value }: Option) => ({ text: plain(oneLine(text)), value })

const isAmong = (options: Option[], value: string | undefined) =>
  options.some((option) => option.value === value)
