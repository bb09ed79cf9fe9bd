// A message as plain text: what a person would read on the screen, top to bottom, with buttons as
// 〔批准〕.
import { bodyElements, childrenOf, plain } from './card-nodes.ts'
import { dayOf } from './clock.ts'
import { isObject, type Json, listOf, objectsOf, parseObject, stringOf } from './json.ts'
import { readMarkdown } from './markdown.ts'
import type { Message } from './world.ts'

type NameOf = (id: string) => string

export function renderMessage(message: Message, nameOf: NameOf): string {
  if (message.recalled) return '此消息已撤回'
  if (message.card) return renderCard(message.card, nameOf)
  const content = parseObject(message.content)
  const text = renderContent(message.type, content, nameOf)
  return withMentions(text, message)
}

/** Longest key first: `@_user_1` is the beginning of `@_user_10`. */
function withMentions(text: string, { mentions }: Message) {
  const byLength = [...mentions].sort((a, b) => b.key.length - a.key.length)
  const named = byLength.reduce((shown, { key, name }) => shown.replaceAll(key, `@${name}`), text)
  return named.replaceAll('@_all', '@所有人')
}

function renderContent(type: string, content: Json, nameOf: NameOf): string {
  switch (type) {
    case 'text':
      return stringOf(content.text)
    case 'post':
      return renderPost(content, nameOf)
    case 'image':
      return '［图片］'
    case 'file':
      return `［文件］${stringOf(content.file_name)}`
    case 'audio':
      return '［语音］'
    case 'media':
      return '［视频］'
    case 'sticker':
      return '［表情］'
    case 'merge_forward':
      return '［合并转发］'
    case 'share_chat':
      return '［群名片］'
    case 'share_user':
      return `［个人名片］${nameOf(stringOf(content.user_id))}`
    case 'system':
      return plain(isObject(content.params) ? content.params.divider_text : '')
    default:
      return `［${type}］`
  }
}

function renderPost(content: Json, nameOf: NameOf) {
  const body = isObject(content.zh_cn) ? content.zh_cn : content
  const lines = listOf(body.content).map((line) =>
    objectsOf(line)
      .map((piece) => renderPiece(piece, nameOf))
      .join(''),
  )
  return [stringOf(body.title), ...lines].filter(Boolean).join('\n')
}

function renderPiece(piece: Json, nameOf: NameOf) {
  if (piece.tag === 'at') {
    const id = stringOf(piece.user_id)
    return id.startsWith('@_') ? id : `@${nameOf(id)}`
  }
  if (piece.tag === 'md') return readMarkdown(stringOf(piece.text), nameOf)
  if (piece.tag === 'img') return '［图片］'
  if (piece.tag === 'hr') return '\n'
  return stringOf(piece.text)
}

export function renderCard(card: Json, nameOf: NameOf): string {
  const elements = bodyElements(card).map((element) => renderElement(element, nameOf))
  return [...renderHeader(card.header, nameOf), ...joinButtons(elements)].filter(Boolean).join('\n')
}

function renderHeader(header: unknown, nameOf: NameOf) {
  if (!isObject(header)) return []
  const tags = objectsOf(header.text_tag_list).map((tag) => `[${renderText(tag.text, nameOf)}]`)
  return [renderText(header.title, nameOf), renderText(header.subtitle, nameOf), tags.join(' ')]
}

const renderText = (text: unknown, nameOf: NameOf) =>
  isObject(text) && text.tag === 'lark_md' ? readMarkdown(plain(text), nameOf) : plain(text)

function renderElement(node: Json, nameOf: NameOf): string {
  const inside = () =>
    joinButtons(childrenOf(node).map((child) => renderElement(child, nameOf))).join('\n')
  switch (node.tag) {
    case 'markdown':
      return readMarkdown(plain(node), nameOf)
    case 'plain_text':
    case 'lark_md':
      return renderText(node, nameOf)
    case 'div':
      return [node.text, ...objectsOf(node.fields).map((field) => field.text)]
        .map((text) => renderText(text, nameOf))
        .filter(Boolean)
        .join('\n')
    case 'column_set':
      return renderColumns(node, nameOf)
    case 'collapsible_panel':
      return [isObject(node.header) ? renderText(node.header.title, nameOf) : '', inside()]
        .filter(Boolean)
        .join('\n')
    case 'button':
      return `〔${plain(node.text)}〕`
    case 'table':
      return renderTable(node, nameOf)
    case 'chart':
      return renderChart(node)
    case 'person':
      return nameOf(stringOf(node.user_id))
    case 'person_list':
      return objectsOf(node.persons)
        .map((person) => nameOf(stringOf(person.id)))
        .join('、')
    case 'img':
      return `［图片］${plain(node.alt)}`
    case 'hr':
      return ''
    default:
      return renderField(node, nameOf) ?? inside()
  }
}

function renderField(node: Json, nameOf: NameOf): string | undefined {
  const label = plain(node.label)
  const value = fieldValue(node, nameOf)
  switch (node.tag) {
    case 'input':
    case 'select_static':
    case 'multi_select_static':
    case 'select_person':
    case 'multi_select_person':
    case 'date_picker':
    case 'picker_time':
    case 'picker_datetime':
      return [label, `［${value || plain(node.placeholder)}］`].filter(Boolean).join('：')
    case 'checker':
      return `${node.checked === true ? '☑' : '☐'} ${renderText(node.text, nameOf)}`
    case 'overflow':
      return '〔…〕'
    default:
      return undefined
  }
}

function fieldValue(node: Json, nameOf: NameOf) {
  const options = objectsOf(node.options)
  const textOf = (value: string) =>
    plain(options.find((option) => option.value === value)?.text) || nameOf(value)
  const index = typeof node.initial_index === 'number' ? node.initial_index : 0
  const chosen = stringOf(node.initial_option) || stringOf(options[index - 1]?.value)
  const many = listOf(node.selected_values).map((value) => textOf(stringOf(value)))
  const typed =
    stringOf(node.default_value) ||
    stringOf(node.initial_date) ||
    stringOf(node.initial_time) ||
    stringOf(node.initial_datetime)
  return typed || (chosen && textOf(chosen)) || many.join('、')
}

function renderColumns(node: Json, nameOf: NameOf) {
  const columns = childrenOf(node)
    .map((column) => childrenOf(column).map((child) => renderElement(child, nameOf)))
    .map((lines) => joinButtons(lines).filter(Boolean).join('\n'))
    .filter(Boolean)
  return columns.join(columns.some((text) => text.includes('\n')) ? '\n' : ' ')
}

const isButtons = (line: string) => /^(?:〔[^〕]*〕)+$/.test(line)

/** Buttons below each other are read as one row. */
function joinButtons(lines: string[]): string[] {
  const joined: string[] = []
  for (const line of lines.filter(Boolean)) {
    const last = joined.at(-1)
    if (last !== undefined && isButtons(last) && isButtons(line))
      joined[joined.length - 1] = last + line
    else joined.push(line)
  }
  return joined
}

function renderTable(node: Json, nameOf: NameOf) {
  const columns = objectsOf(node.columns)
  const head = columns.map((column) => stringOf(column.display_name) || stringOf(column.name))
  const rows = objectsOf(node.rows).map((row) =>
    columns.map((column) =>
      renderCell(row[stringOf(column.name)], stringOf(column.data_type), nameOf),
    ),
  )
  return [head, ...rows].map((cells) => cells.join(' | ')).join('\n')
}

function renderCell(value: unknown, type: string, nameOf: NameOf): string {
  if (type === 'date' && typeof value === 'number') return dayOf(value)
  if (type === 'persons')
    return [value]
      .flat()
      .map((id) => nameOf(stringOf(id)))
      .join('、')
  if (Array.isArray(value))
    return value.map((item) => (isObject(item) ? plain(item.text) : stringOf(item))).join('、')
  const text = isObject(value) ? plain(value) : stringOf(value)
  return type === 'markdown' || type === 'lark_md' ? readMarkdown(text, nameOf) : text
}

function renderChart(node: Json) {
  const spec = isObject(node.chart_spec) ? node.chart_spec : {}
  const title = isObject(spec.title) ? stringOf(spec.title.text) : ''
  return `［图表］${title}`
}
