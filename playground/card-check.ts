// Refuses a card that Feishu would refuse, with its inner code and the path to the fault.
// Pure: what it must know of the world (who exists) comes as a question.
import { goneTags, keysOfPart, keysOfTag, operable } from './card-tags.ts'
import { isObject, type Json, listOf, objectsOf, stringOf } from './json.ts'
import type { Limits } from './limits.ts'

export interface CardFault {
  code: number
  path: string
  message: string
  value: string
}

export interface CardRules {
  limits: Limits
  knows(userId: string): boolean
  knowsImage?(imageKey: string): boolean
}

interface Walk {
  rules: CardRules
  faults: CardFault[]
  elementIds: Set<string>
  names: Set<string>
  elements: number
  tables: number
}

interface Place {
  path: string
  depth: number
  /** Where the component lies: directly in the body, in a form, or in another container. */
  within: 'body' | 'form' | 'container'
  inForm: boolean
}

/** The first fault in the order of the card, or undefined if Feishu would take it. */
export function checkCard(card: unknown, rules: CardRules): CardFault | undefined {
  if (!isObject(card)) return fault(200621, 'ROOT', 'card is not a JSON object', '')
  if (Object.keys(card).length === 0) return undefined
  if (card.schema !== '2.0') return fault(200621, 'ROOT', 'schema 2.0 is not stated', 'schema')
  const walk: Walk = {
    rules,
    faults: [],
    elementIds: new Set(),
    names: new Set(),
    elements: 0,
    tables: 0,
  }
  checkFrame(walk, card)
  checkBody(walk, card.body)
  checkTotals(walk)
  return walk.faults[0]
}

export const faultText = ({ code, path, message, value }: CardFault) =>
  `Failed to create card content, ext=ErrCode: ${code}; ErrPath: ${path}; ErrMsg: ${message}; ErrorValue: ${value}; `

const fault = (code: number, path: string, message: string, value: string): CardFault => ({
  code,
  path,
  message,
  value,
})

const refuse = (walk: Walk, code: number, path: string, message: string, value = '') =>
  walk.faults.push(fault(code, path, message, value))

function checkFrame(walk: Walk, card: Json) {
  checkPart(walk, card, 'card', 'ROOT')
  const config = part(walk, card.config, 'config', 'ROOT -> config')
  if (config?.update_multi === false)
    refuse(walk, 300302, 'ROOT -> config', 'update_multi must be true', 'false')
  const link = part(walk, card.card_link, 'card_link', 'ROOT -> card_link')
  if (link) checkUrls(walk, link, 'ROOT -> card_link')
  const path = 'ROOT -> header'
  const header = part(walk, card.header, 'header', path)
  if (!header) return
  checkText(walk, header.title, `${path} -> title`)
  checkText(walk, header.subtitle, `${path} -> subtitle`)
  part(walk, header.icon, 'icon', `${path} -> icon`)
  const tags = objectsOf(header.text_tag_list)
  if (tags.length > walk.rules.limits.headerTags)
    refuse(walk, 11310, `${path} -> text_tag_list`, 'too many header tags', String(tags.length))
  for (const [index, tag] of tags.entries()) {
    const at = `${path} -> text_tag_list -> [${index}]`
    part(walk, tag, 'text_tag', at)
    checkText(walk, tag.text, `${at} -> text`)
  }
}

function checkBody(walk: Walk, value: unknown) {
  const body = part(walk, value, 'body', 'ROOT -> body')
  if (!body) return
  const place: Place = { path: 'ROOT -> body', depth: 0, within: 'body', inForm: false }
  checkElements(walk, body.elements, place)
}

function checkTotals(walk: Walk) {
  const { cardElements, cardTables } = walk.rules.limits
  if (walk.elements > cardElements)
    refuse(walk, 11310, 'ROOT -> body', 'element exceeds the limit', String(walk.elements))
  if (walk.tables > cardTables)
    refuse(walk, 11310, 'ROOT -> body', 'card table number over limit', String(walk.tables))
}

function checkElements(walk: Walk, elements: unknown, place: Place, key = 'elements') {
  for (const [index, element] of listOf(elements).entries()) {
    const tag = isObject(element) ? stringOf(element.tag) : ''
    const path = `${place.path} -> ${key} -> [${index}](tag: ${tag})`
    if (isObject(element)) checkElement(walk, element, tag, { ...place, path })
    else refuse(walk, 200621, path, 'element is not an object', stringOf(element))
  }
}

function checkElement(walk: Walk, node: Json, tag: string, place: Place) {
  walk.elements += 1
  const keys = keysOfTag.get(tag)
  if (goneTags.has(tag))
    return refuse(
      walk,
      200861,
      place.path,
      'cards of schema V2 no longer support this capability',
      `unsupported tag ${tag}`,
    )
  if (!keys) return refuse(walk, 200621, place.path, 'unknown component', `unsupported tag ${tag}`)
  checkKeys(walk, node, keys, place.path)
  checkElementId(walk, node, place.path)
  checkPlace(walk, tag, place)
  checkName(walk, node, tag, place)
  checkParts(walk, node, tag, place.path)
  checkOwn(walk, node, tag, place)
  checkInside(walk, node, tag, place)
}

function checkKeys(walk: Walk, node: Json, keys: Set<string>, path: string) {
  for (const key of Object.keys(node))
    if (!keys.has(key)) refuse(walk, 200621, path, `unknown property ${key}`, key)
}

function checkPart(walk: Walk, value: Json, name: string, path: string) {
  checkKeys(walk, value, keysOfPart[name] ?? new Set(), path)
}

function part(walk: Walk, value: unknown, name: string, path: string): Json | undefined {
  if (value === undefined || value === null) return undefined
  if (!isObject(value)) {
    refuse(walk, 200621, path, `${name} is not an object`, stringOf(value))
    return undefined
  }
  checkPart(walk, value, name, path)
  return value
}

function checkElementId(walk: Walk, node: Json, path: string) {
  if (node.element_id === undefined) return
  const id = stringOf(node.element_id)
  if (!/^[A-Za-z][A-Za-z0-9_]{0,19}$/.test(id))
    refuse(walk, 200621, path, 'element_id is malformed', id)
  if (walk.elementIds.has(id)) refuse(walk, 300301, path, 'element_id is duplicate', id)
  walk.elementIds.add(id)
}

const rootOnly = new Set(['form', 'table'])
const formOnly = new Set(['multi_select_static', 'multi_select_person'])

function checkPlace(walk: Walk, tag: string, { path, within, inForm, depth }: Place) {
  if (rootOnly.has(tag) && within !== 'body')
    refuse(walk, 200621, path, `${tag} must lie directly under body.elements`, tag)
  if (formOnly.has(tag) && !inForm) refuse(walk, 200621, path, `${tag} must lie in a form`, tag)
  if (depth > walk.rules.limits.cardDepth)
    refuse(walk, 11310, path, 'containers are nested too deeply', String(depth))
}

function checkName(walk: Walk, node: Json, tag: string, { path, inForm }: Place) {
  const named = tag === 'form' || (inForm && operable.has(tag))
  const name = stringOf(node.name)
  if (named && !name) refuse(walk, 200530, path, `the name of ${tag} must not be empty`)
  if (!name) return
  if (walk.names.has(name)) refuse(walk, 200530, path, 'name is duplicate in the card', name)
  if (named) walk.names.add(name)
}

function checkParts(walk: Walk, node: Json, tag: string, path: string) {
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

function checkUrls(walk: Walk, value: Json, path: string) {
  for (const key of ['url', 'default_url', 'android_url', 'ios_url', 'pc_url']) {
    const url = stringOf(value[key])
    if (url && !/^https?:\/\//.test(url) && url !== 'lark://msgcard/unsupported_action')
      refuse(walk, 200621, `${path} -> ${key}`, 'url must be http or https', url)
  }
}

function checkText(walk: Walk, value: unknown, path: string) {
  if (value === undefined || value === null) return
  walk.elements += 1
  if (!isObject(value)) {
    refuse(walk, 200621, path, 'text is not an object', stringOf(value))
    return
  }
  checkPart(walk, value, 'text', path)
  if (value.tag !== 'plain_text' && value.tag !== 'lark_md')
    refuse(walk, 200621, path, 'text must be plain_text or lark_md', stringOf(value.tag))
  if (typeof value.content !== 'string') refuse(walk, 200621, path, 'text has no content')
  if (value.tag === 'lark_md') checkMentions(walk, stringOf(value.content), path)
}

function checkMentions(walk: Walk, markdown: string, path: string) {
  for (const [, key, quoted] of markdown.matchAll(/<at\s+(id|ids|user_id|email)=([^>]*)>/g)) {
    if (key === 'email') continue
    for (const id of (quoted ?? '').replace(/["'\s/]/g, '').split(','))
      if (id !== 'all' && !walk.rules.knows(id))
        refuse(walk, 100290, path, 'Failed to send message because at user is invalid', id)
  }
  for (const [, url = ''] of markdown.matchAll(/\]\(([^)\s]+)\)/g))
    if (!/^(?:https?:\/\/|\$|img_)/.test(url))
      refuse(walk, 200621, path, 'url must be http or https', url)
}

function checkOwn(walk: Walk, node: Json, tag: string, { path, inForm }: Place) {
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
  if (typeof max_length !== 'number' || max_length < 1 || max_length > 1000)
    refuse(walk, 200621, path, 'max_length must be 1 to 1000', stringOf(max_length))
}

function checkTable(walk: Walk, node: Json, path: string) {
  walk.tables += 1
  const columns = objectsOf(node.columns)
  for (const [index, column] of columns.entries())
    checkPart(walk, column, 'table_column', `${path} -> columns -> [${index}]`)
  if (columns.length === 0 || columns.length > 50)
    refuse(walk, 200621, path, 'a table has 1 to 50 columns', String(columns.length))
  const size = node.page_size
  if (size !== undefined && (typeof size !== 'number' || size < 1 || size > 10))
    refuse(walk, 200621, path, 'page_size must be 1 to 10', stringOf(size))
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

function checkInside(walk: Walk, node: Json, tag: string, place: Place) {
  const deeper = { path: place.path, depth: place.depth + 1, inForm: place.inForm }
  if (tag === 'form') {
    checkSubmit(walk, node, place.path)
    checkElements(walk, node.elements, { ...deeper, within: 'form', inForm: true })
  } else if (tag === 'column_set') {
    for (const [index, column] of listOf(node.columns).entries()) {
      const path = `${place.path} -> columns -> [${index}]`
      if (isObject(column) && (column.tag ?? 'column') === 'column')
        checkElement(walk, column, 'column', {
          ...deeper,
          path,
          within: 'container',
          depth: place.depth,
        })
      else refuse(walk, 200621, path, 'a column_set holds columns')
    }
  } else if (tag === 'column' || tag === 'interactive_container') {
    checkElements(walk, node.elements, { ...deeper, within: 'container' })
  } else if (tag === 'collapsible_panel') {
    const header = part(walk, node.header, 'panel_header', `${place.path} -> header`)
    if (!header) refuse(walk, 200621, place.path, 'collapsible_panel needs a header')
    else checkText(walk, header.title, `${place.path} -> header -> title`)
    checkElements(walk, node.elements, { ...deeper, within: 'container' })
  }
}

function checkSubmit(walk: Walk, form: Json, path: string) {
  const submits = (node: Json): boolean =>
    node.form_action_type === 'submit' ||
    node.action_type === 'form_submit' ||
    [...objectsOf(node.elements), ...objectsOf(node.columns)].some(submits)
  if (!submits(form)) refuse(walk, 200621, path, 'a form needs a submit button')
}
