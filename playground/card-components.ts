// The rules of the single components: what belongs to every one of them, then each kind's own.
// Where a component may lie is card-check.ts.
import {
  checkMentions,
  checkPart,
  checkText,
  checkUrls,
  type Place,
  part,
  refuse,
  type Walk,
} from './card-walk.ts'
import { isObject, type Json, listOf, objectsOf, stringOf } from './json.ts'

export function checkParts(walk: Walk, node: Json, tag: string, path: string) {
  for (const key of ['text', 'label', 'placeholder', 'alt', 'title', 'hover_tips', 'disabled_tips'])
    checkText(walk, node[key], `${path} -> ${key}`)
  if (tag === 'markdown') checkMentions(walk, stringOf(node.content), path)
  part(walk, node.icon, 'icon', `${path} -> icon`)
  const confirm = part(walk, node.confirm, 'confirm', `${path} -> confirm`)
  if (confirm) {
    checkText(walk, confirm.title, `${path} -> confirm -> title`)
    checkText(walk, confirm.text, `${path} -> confirm -> text`)
  }
  for (const [index, option] of listOf(node.options).entries()) {
    const at = `${path} -> options -> [${index}]`
    checkText(walk, part(walk, option, 'option', at)?.text, `${at} -> text`)
  }
  for (const [index, behavior] of listOf(node.behaviors).entries()) {
    const at = `${path} -> behaviors -> [${index}]`
    const own = part(walk, behavior, 'behavior', at)
    if (own) checkBehavior(walk, own, at)
  }
}

function checkBehavior(walk: Walk, behavior: Json, path: string) {
  if (behavior.type !== 'callback' && behavior.type !== 'open_url')
    refuse(walk, 200621, path, 'unknown behavior', stringOf(behavior.type))
  if (behavior.type === 'callback' && behavior.value === undefined)
    refuse(walk, 200621, path, 'a callback needs a value')
  checkUrls(walk, behavior, path)
}

export function checkOwn(walk: Walk, node: Json, tag: string, { path, inForm }: Place) {
  const { buttonTextLength, placeholderLength } = walk.rules.limits
  const length = (value: unknown) => (isObject(value) ? [...stringOf(value.content)].length : 0)
  if (tag === 'markdown' && typeof node.content !== 'string')
    refuse(walk, 200621, path, 'markdown has no content')
  if (tag === 'button' && length(node.text) > buttonTextLength)
    refuse(walk, 200621, path, 'button text is too long', String(length(node.text)))
  if (length(node.placeholder) > placeholderLength)
    refuse(walk, 200621, path, 'placeholder is too long', String(length(node.placeholder)))
  if (tag === 'button' && node.form_action_type !== undefined && !inForm)
    refuse(walk, 200621, path, 'form_action_type outside a form', stringOf(node.form_action_type))
  if (tag === 'input') checkInput(walk, node, path)
  if (tag === 'table') checkTable(walk, node, path)
  if (tag === 'img') checkImage(walk, node, path)
  if (tag === 'chart' && !isObject(node.chart_spec))
    refuse(walk, 200550, path, 'chart spec is invalid')
  if (tag === 'person') checkPerson(walk, node.user_id, path)
  if (tag === 'person_list' && node.drop_invalid_user_id !== true)
    for (const person of objectsOf(node.persons)) checkPerson(walk, person.id, path)
  if (tag === 'select_person' || tag === 'multi_select_person')
    for (const option of objectsOf(node.options)) checkPerson(walk, option.value, path)
}

function checkInput(walk: Walk, { max_length }: Json, path: string) {
  if (max_length === undefined) return
  const most = walk.rules.limits.inputLength
  if (typeof max_length !== 'number' || max_length < 1 || max_length > most)
    refuse(walk, 200621, path, `max_length must be 1 to ${most}`, stringOf(max_length))
}

function checkTable(walk: Walk, node: Json, path: string) {
  walk.tables += 1
  const columns = objectsOf(node.columns)
  for (const [index, column] of columns.entries())
    checkPart(walk, column, 'table_column', `${path} -> columns -> [${index}]`)
  const { tableColumns, tablePage } = walk.rules.limits
  if (columns.length === 0 || columns.length > tableColumns)
    refuse(walk, 200621, path, `a table has 1 to ${tableColumns} columns`, String(columns.length))
  const size = node.page_size
  if (size !== undefined && (typeof size !== 'number' || size < 1 || size > tablePage))
    refuse(walk, 200621, path, `page_size must be 1 to ${tablePage}`, stringOf(size))
  const names = new Set(columns.map((column) => stringOf(column.name)))
  for (const [index, row] of listOf(node.rows).entries()) {
    const at = `${path} -> rows -> [${index}]`
    if (!isObject(row)) refuse(walk, 200914, at, 'table row is not an object')
    else if (Object.keys(row).some((key) => !names.has(key)))
      refuse(walk, 200915, at, 'table row has an unknown column')
  }
}

function checkImage(walk: Walk, node: Json, path: string) {
  const key = stringOf(node.img_key)
  if (!key || walk.rules.knowsImage?.(key) === false)
    refuse(walk, 200570, path, 'image key is invalid', key)
  if (!isObject(node.alt)) refuse(walk, 200621, path, 'img needs alt')
}

function checkPerson(walk: Walk, id: unknown, path: string) {
  if (!walk.rules.knows(stringOf(id))) refuse(walk, 100290, path, 'person is invalid', stringOf(id))
}
