// The content of a message that the bot sends, checked by its type and brought into the form in
// which it is kept.
import type { Box } from '../box.ts'
import { isObject, type Json, listOf, objectsOf, parseJson, stringOf } from '../json.ts'
import type { Mention } from '../world.ts'
import { readCard } from './card.ts'
import { ApiFault } from './fault.ts'

export interface Content {
  type: string
  content: string
  card: Json | null
  mentions: Mention[]
}

const invalid = (why: string) =>
  new ApiFault(230001, `Your request contains an invalid request parameter, ext=${why}`)

export function readContent(box: Box, type: string, content: string): Content {
  const plain = { type, content, card: null, mentions: [] }
  if (type === 'interactive') return { ...plain, card: readCard(box, content) }
  const parsed = parseJson(content)
  if (!isObject(parsed)) throw invalid('content is not a string in json format')
  const longest = type === 'post' ? box.limits.cardBytes : box.limits.textBytes
  if (Buffer.byteLength(content) > longest)
    throw new ApiFault(230025, 'The length of the message content reaches its limit.')
  switch (type) {
    case 'text':
      return { ...plain, ...textOf(box, parsed) }
    case 'post':
      return { ...plain, ...postOf(box, parsed) }
    case 'image':
      return needKey(box, plain, stringOf(parsed.image_key))
    case 'file':
    case 'audio':
    case 'media':
    case 'sticker':
      return withFileName(box, needKey(box, plain, stringOf(parsed.file_key)), parsed)
    case 'share_chat':
    case 'share_user':
    case 'system':
      return plain
    default:
      throw new ApiFault(
        230001,
        `Your request contains an invalid request parameter, ext=invalid msg_type ${type}`,
      )
  }
}

function textOf(box: Box, { text }: Json) {
  if (typeof text !== 'string' || text === '') throw invalid('text is empty')
  const mentions: Mention[] = []
  const placed = text.replace(
    /<at\s+(?:user_id|id)=["']?([^"'>\s]+)["']?\s*>[^<]*<\/at>/g,
    (_, id: string) => keyOf(box, mentions, id),
  )
  return { content: JSON.stringify({ text: placed }), mentions }
}

function keyOf({ world }: Box, mentions: Mention[], id: string) {
  if (id === 'all') return '@_all'
  const person = world.byAnyId(id)
  if (!person) throw invalid(`invalid user in at: ${id}`)
  const known = mentions.find(({ open_id }) => open_id === person.open_id)
  if (known) return known.key
  const key = `@_user_${mentions.length + 1}`
  mentions.push({ key, open_id: person.open_id, name: person.name })
  return key
}

function postOf(box: Box, parsed: Json) {
  const body = [parsed.zh_cn, parsed.en_us, ...Object.values(parsed)].find(isObject)
  if (!body || !Array.isArray(body.content)) throw invalid('invalid content of post')
  const mentions: Mention[] = []
  const lines = listOf(body.content).map((line) =>
    objectsOf(line).map((piece) => {
      if (piece.tag !== 'at') return piece
      const user_id = keyOf(box, mentions, stringOf(piece.user_id))
      return {
        ...piece,
        user_id,
        user_name: mentions.find(({ key }) => key === user_id)?.name ?? '',
      }
    }),
  )
  return { content: JSON.stringify({ title: stringOf(body.title), content: lines }), mentions }
}

function needKey(box: Box, plain: Content, key: string): Content {
  if (plain.type !== 'sticker' && !box.world.files.has(key)) throw invalid(`invalid key: ${key}`)
  return plain
}

function withFileName(box: Box, plain: Content, parsed: Json): Content {
  const file = box.world.files.get(stringOf(parsed.file_key))
  if (!file || plain.type !== 'file') return plain
  return { ...plain, content: JSON.stringify({ ...parsed, file_name: file.name }) }
}
