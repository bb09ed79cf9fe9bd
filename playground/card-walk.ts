// What every check of a card needs: the faults found so far, and the parts that occur everywhere (texts, links, mentions).
// A fault carries Feishu's inner code and the path to the place.
import { keysOfPart } from './card-tags.ts'
import { isObject, type Json, stringOf } from './json.ts'
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

export interface Walk {
  rules: CardRules
  faults: CardFault[]
  elementIds: Set<string>
  names: Set<string>
  elements: number
  tables: number
}

export interface Place {
  path: string
  depth: number
  /** Where the component lies: directly in the body, in a form, or in another container. */
  within: 'body' | 'form' | 'container'
  inForm: boolean
}

export const fault = (code: number, path: string, message: string, value: string): CardFault => ({
  code,
  path,
  message,
  value,
})

export const refuse = (walk: Walk, code: number, path: string, message: string, value = '') =>
  walk.faults.push(fault(code, path, message, value))

export function checkKeys(walk: Walk, node: Json, keys: Set<string>, path: string) {
  for (const key of Object.keys(node))
    if (!keys.has(key)) refuse(walk, 200621, path, `unknown property ${key}`, key)
}

export function checkPart(walk: Walk, value: Json, name: string, path: string) {
  checkKeys(walk, value, keysOfPart[name] ?? new Set(), path)
}

export function part(walk: Walk, value: unknown, name: string, path: string): Json | undefined {
  if (value === undefined || value === null) return undefined
  if (!isObject(value)) {
    refuse(walk, 200621, path, `${name} is not an object`, stringOf(value))
    return undefined
  }
  checkPart(walk, value, name, path)
  return value
}

export function checkText(walk: Walk, value: unknown, path: string) {
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

export function checkMentions(walk: Walk, markdown: string, path: string) {
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

export function checkUrls(walk: Walk, value: Json, path: string) {
  for (const key of ['url', 'default_url', 'android_url', 'ios_url', 'pc_url']) {
    const url = stringOf(value[key])
    if (url && !/^https?:\/\//.test(url) && url !== 'lark://msgcard/unsupported_action')
      refuse(walk, 200621, `${path} -> ${key}`, 'url must be http or https', url)
  }
}
