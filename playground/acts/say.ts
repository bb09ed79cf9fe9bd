// A person says something in a chat: text, post, image, audio, file, sticker or forwarded messages.
import type { Box } from '../box.ts'
import { messageReceived } from '../events.ts'
import { isObject, type Json, listOf, objectsOf, parseObject, stringOf } from '../json.ts'
import { Mentions } from '../mention.ts'
import { notPushed, type PushResult } from '../push.ts'
import { grantsOneOf, mentioningMessages, privateMessages, sensitive } from '../scopes.ts'
import { malformed, missing } from '../trouble.ts'
import type { Chat, Message, Person, World } from '../world.ts'

export interface Saying {
  as: string
  chat: string
  text?: string | undefined
  type?: string | undefined
  content?: unknown
  reply_to?: string | undefined
}

interface Composed {
  type: string
  content: Json
  mentions: Mentions
  children: string[]
}

export async function say(
  box: Box,
  saying: Saying,
): Promise<{ message: Message; push: PushResult }> {
  const { world } = box
  const person = world.actor(saying.as)
  const chat = world.chatFor(saying.chat, person)
  const parent = saying.reply_to === undefined ? null : parentOf(world, chat, saying.reply_to)
  const { type, content, mentions, children } = compose(world, saying)
  const message = world.add({
    chat_id: chat.chat_id,
    from: person.open_id,
    type,
    content: type === 'merge_forward' ? 'Merged and Forwarded Message' : JSON.stringify(content),
    mentions: mentions.list,
    parent: parent?.message_id ?? null,
    root: parent ? (parent.root ?? parent.message_id) : null,
    children,
  })
  return { message, push: await pushMessage(box, chat, message, person) }
}

/** Groups push only what mentions the bot, unless the app was granted the rest. */
export function pushMessage(box: Box, chat: Chat, message: Message, sender: Person) {
  const mentioned = message.mentions.some(({ open_id }) => open_id === box.world.bot.open_id)
  const { scopes } = box
  const inGroup = scopes.has(sensitive) || (mentioned && grantsOneOf(scopes, mentioningMessages))
  const heard = chat.kind === 'p2p' ? grantsOneOf(scopes, privateMessages) : chat.bot && inGroup
  if (!heard) return Promise.resolve(notPushed)
  return box.pusher.emit(
    'im.message.receive_v1',
    messageReceived(box.world, received(box, message), sender),
  )
}

/** A post stands without a locale as a rule; where it has one, all the same must be read. */
function received({ behaviour }: Box, message: Message): Message {
  if (message.type !== 'post' || !behaviour.postInLocale) return message
  return { ...message, content: JSON.stringify({ zh_cn: parseObject(message.content) }) }
}

function parentOf(world: World, chat: Chat, id: string) {
  const parent = world.message(id)
  if (parent.chat_id !== chat.chat_id) throw missing(`这个会话里没有消息 ${id}`)
  return parent
}

function compose(world: World, { type, text, content }: Saying): Composed {
  const mentions = new Mentions(world)
  const given =
    typeof content === 'string' ? parseObject(content) : isObject(content) ? content : {}
  const kind = type ?? (content === undefined ? 'text' : guessType(given))
  const made = contentOf(world, kind, text, given, mentions)
  return { type: kind, content: made, mentions, children: childrenOf(world, given) }
}

function guessType(content: Json) {
  if (content.content !== undefined) return 'post'
  if (content.image_key !== undefined) return 'image'
  return content.file_key === undefined ? 'text' : 'file'
}

function contentOf(
  world: World,
  type: string,
  text: string | undefined,
  given: Json,
  mentions: Mentions,
): Json {
  switch (type) {
    case 'text': {
      const said = text ?? stringOf(given.text)
      if (!said) throw malformed('缺少 text')
      return { text: mentions.replace(said) }
    }
    case 'post':
      return postOf(text, given, mentions)
    case 'image':
      return { image_key: fileOf(world, given, 'image_key').key }
    case 'file': {
      const file = fileOf(world, given, 'file_key')
      return { file_key: file.key, file_name: stringOf(given.file_name) || file.name }
    }
    case 'audio':
      return {
        file_key: fileOf(world, given, 'file_key').key,
        duration: Number(given.duration ?? 1000),
      }
    case 'sticker':
      return { file_key: stringOf(given.file_key) || 'file_v3_sticker' }
    case 'merge_forward':
      return {}
    default:
      throw malformed(`不支持的消息类型：${type}`, sayable)
  }
}

const sayable = ['text', 'post', 'image', 'audio', 'file', 'sticker', 'merge_forward']

function fileOf(world: World, given: Json, name: string) {
  const key = stringOf(given[name]) || stringOf(given.file_key) || stringOf(given.key)
  if (!key) throw malformed(`content 缺少 ${name}`)
  const file = world.files.get(key)
  if (!file) throw missing(`没有这个文件：${key}`)
  return file
}

function childrenOf(world: World, given: Json) {
  const ids = listOf(given.messages ?? given.message_ids).map(stringOf)
  return ids.map((id) => world.message(id).message_id)
}

/** As it is received: no locale wrapper, mentions as placeholders. */
function postOf(text: string | undefined, given: Json, mentions: Mentions): Json {
  const body = isObject(given.zh_cn) ? given.zh_cn : given
  const lines = listOf(body.content).map((line) =>
    objectsOf(line).map((piece) => pieceOf(piece, mentions)),
  )
  const typed = (text ?? '').split('\n').filter(Boolean)
  const more = typed.map((line) => [{ tag: 'text', text: mentions.replace(line), style: [] }])
  if (lines.length + more.length === 0) throw malformed('缺少 text 或 content')
  return { title: stringOf(body.title), content: [...lines, ...more] }
}

function pieceOf(piece: Json, mentions: Mentions): Json {
  if (piece.tag === 'text') return { ...piece, text: mentions.replace(stringOf(piece.text)) }
  if (piece.tag !== 'at') return piece
  const wanted = stringOf(piece.user_id) || stringOf(piece.user_name)
  const found = mentions.find(wanted)
  if (!found) throw missing(`没有这个人：${wanted}`)
  return {
    tag: 'at',
    user_id: mentions.keyOf(found.open_id, found.name),
    user_name: found.name,
    style: [],
  }
}
