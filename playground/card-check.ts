// Refuses a card that Feishu would refuse, with its inner code and the path to the fault.
// Pure: what it must know of the world (who exists) comes as a question.
import { checkOwn, checkParts } from './card-components.ts'
import { goneTags, keysOfTag, operable } from './card-tags.ts'
import {
  type CardFault,
  type CardRules,
  checkKeys,
  checkPart,
  checkText,
  checkUrls,
  fault,
  type Place,
  part,
  refuse,
  type Walk,
} from './card-walk.ts'
import { isObject, type Json, listOf, objectsOf, stringOf } from './json.ts'

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
