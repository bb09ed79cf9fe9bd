// One message as Feishu shows it: who, when, what, and what can be done with it.
// Message text is drawn as text; only names after @ and links stand out.
import { api, fileUrl } from './api.ts'
import { avatar } from './avatar.ts'
import { card } from './card/draw.ts'
import { link } from './card/inline.ts'
import type { Chat, Message } from './contract.ts'
import { botName } from './contract.ts'
import { type Child, h } from './dom.ts'
import { type Icon, icon } from './icons.ts'
import { openList } from './popup.ts'
import { hourOf } from './shanghai.ts'
import { chatsOf, everybody, here, messageOf, nameOf, titleOf } from './store.ts'
import { failure, toast } from './toast.ts'

export function bubble(
  message: Message,
  chat: Chat,
  reply: (message: Message) => void,
): HTMLElement {
  if (message.recalled) return recalled(message)
  if (message.type === 'system') return h('div', { class: 'line' }, message.text)
  const own = message.from === here.as
  return h(
    'div',
    { class: `message ${own ? 'own' : ''}`, 'data-id': message.message_id },
    avatar(message.from),
    h(
      'div',
      { class: 'content' },
      byline(message, own, reply),
      quoted(message),
      body(message, chat),
      foot(message, chat),
    ),
  )
}

const recalled = (message: Message) =>
  h(
    'div',
    { class: 'line' },
    message.from === here.as ? '你撤回了一条消息' : `${nameOf(message.from)}撤回了一条消息`,
  )

function byline(message: Message, own: boolean, reply: (message: Message) => void) {
  const robot = message.from === 'bot' ? h('span', { class: 'robot' }, '机器人') : null
  const time = h('time', { datetime: message.at }, hourOf(message.at))
  const tools = actions(message, own, reply)
  const line = own ? [tools, time] : [nameOf(message.from), robot, time, tools]
  return h('div', { class: 'byline' }, line)
}

function quoted(message: Message) {
  if (!message.reply_to) return null
  const origin = messageOf(message.chat, message.reply_to)
  const text = !origin ? '原消息' : origin.recalled ? '消息已撤回' : origin.text
  const who = origin ? `${nameOf(origin.from)}：` : ''
  const go = () =>
    document
      .querySelector(`[data-id="${CSS.escape(message.reply_to ?? '')}"]`)
      ?.scrollIntoView({ block: 'center' })
  return h(
    'button',
    { type: 'button', class: 'quote', on: { click: go } },
    `回复 ${who}${text.split('\n')[0]}`,
  )
}

function body(message: Message, chat: Chat): Child {
  if (message.card) return card(message, chat.members)
  const { file } = message
  if (file && message.type === 'image') return picture(file)
  if (file)
    return h(
      'a',
      { class: 'bubble file', href: fileUrl(file.key), download: file.name },
      h('span', { class: 'file-icon' }, icon('file', 24)),
      h('span', {}, file.name),
    )
  return h('div', { class: 'bubble' }, rich(message.text))
}

function picture(file: { key: string; name: string }) {
  const image = h('img', { src: fileUrl(file.key), alt: file.name || '图片', loading: 'lazy' })
  return h(
    'a',
    { class: 'picture', href: fileUrl(file.key), target: '_blank', rel: 'noopener' },
    image,
  )
}

/** Text with its mentions and links set off. */
export function rich(text: string): Child[] {
  const names = [...everybody().map((person) => person.name), botName, '机器人', '所有人']
  const pattern = new RegExp(`(@(?:${names.map(escaped).join('|')})|https?://[^\\s，。；、）)]+)`)
  return text.split(pattern).map((part, i) => {
    if (i % 2 === 0) return part
    return part.startsWith('@') ? h('span', { class: 'at' }, part) : link(part, [part])
  })
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function foot(message: Message, chat: Chat) {
  const notes: string[] = []
  if (!message.card && message.updated_at && message.updated_at !== message.at) notes.push('已编辑')
  const readers = message.readers ?? []
  if (chat.kind === 'p2p' && readers.length) notes.push(`${readers.length} 人已读`)
  return notes.length ? h('div', { class: 'foot' }, notes.join(' · ')) : null
}

function actions(message: Message, own: boolean, reply: (message: Message) => void) {
  const action = (name: Icon, label: string, click: (event: MouseEvent) => void) =>
    h(
      'button',
      { type: 'button', class: 'act', 'aria-label': label, title: label, on: { click } },
      icon(name, 15),
    )
  return h(
    'div',
    { class: 'acts' },
    action('reply', '回复', () => reply(message)),
    action('forward', '转发', (event) => forward(message, event.currentTarget as HTMLElement)),
    own ? action('recall', '撤回', () => void recall(message)) : null,
  )
}

const recall = (message: Message) =>
  api.act({ as: here.as, what: 'recall', message_id: message.message_id }).catch(failure)

function forward(message: Message, anchor: HTMLElement) {
  openList(anchor, {
    label: '转发至',
    choices: chatsOf(here.as).map((chat) => ({ value: chat.id, text: titleOf(chat) })),
    chosen: [],
    choose: (chat) => void send(message, chat),
  })
}

async function send(message: Message, chat: string) {
  try {
    await api.act({ as: here.as, what: 'forward', message_id: message.message_id, chat })
    toast('已转发', 'success')
  } catch (error) {
    failure(error)
  }
}
