// The content of a message, a JSON string of its own: its words, or what is attached (feishu-platform.md §3.1).
// Mentions stay in the words as `@_user_N`: they say who, and only their list can resolve them.
import type { Attachment } from './inbound.ts'
import { isRecord, parseJson, type Rec } from './json.ts'

/** Undefined: not the JSON that this type has. Null: a type without words. */
export function textOf(messageType: string, content: string): string | null | undefined {
  if (messageType !== 'text' && messageType !== 'post') return null
  const parsed = parseJson(content)
  if (!isRecord(parsed)) return undefined
  return messageType === 'text' ? word(parsed.text) : postText(parsed)
}

export function attachmentOf(messageType: string, content: string): Attachment | undefined {
  const kind = attachmentKinds.find((known) => known === messageType)
  const parsed = kind && parseJson(content)
  if (!kind || !isRecord(parsed)) return undefined
  const key = word(kind === 'image' ? parsed.image_key : parsed.file_key)
  const name = word(parsed.file_name)
  return key ? { kind, key, ...(name && { name }) } : undefined
}

const attachmentKinds = ['image', 'file', 'audio', 'media'] as const

/** Received posts have no locale around them, sent ones do; both occur. */
function postText(parsed: Rec): string | undefined {
  const post = Array.isArray(parsed.content) ? parsed : wrapped(parsed)
  if (!post) return undefined
  const lines = Array.isArray(post.content) ? post.content.map(lineText) : []
  return [word(post.title), ...lines].filter((line) => line !== '').join('\n')
}

function wrapped(parsed: Rec): Rec | undefined {
  const locales = [parsed.zh_cn, ...Object.values(parsed)]
  return locales.filter(isRecord).find((locale) => Array.isArray(locale.content))
}

const lineText = (line: unknown) =>
  Array.isArray(line) ? line.filter(isRecord).map(elementText).join('') : ''

function elementText(element: Rec): string {
  switch (element.tag) {
    case 'text':
    case 'md':
    case 'code_block':
      return word(element.text)
    case 'a':
      return word(element.text) || word(element.href)
    case 'at':
      return atText(element)
    default:
      return ''
  }
}

function atText({ user_id, user_name }: Rec): string {
  const key = word(user_id)
  if (key === 'all') return '@_all'
  return key.startsWith('@_') ? key : `@${word(user_name)}`
}

const word = (value: unknown) => (typeof value === 'string' ? value : '')
