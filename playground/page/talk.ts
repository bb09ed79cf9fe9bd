// The middle pane: the chat's head, its messages, and the composer under them.
// A message is drawn anew only when it changed, so that a half-filled form survives the others.
import { api } from './api.ts'
import { avatar } from './avatar.ts'
import { bubble } from './bubble.ts'
import { isWaiting } from './card/board.ts'
import { composer } from './composer.ts'
import type { Chat, Message } from './contract.ts'
import { h, redraw } from './dom.ts'
import { icon } from './icons.ts'
import { openList } from './popup.ts'
import { spoken } from './shanghai.ts'
import {
  chatOf,
  here,
  loadChat,
  markSeen,
  messageOf,
  messagesOf,
  nameOf,
  personOf,
  refresh,
  titleOf,
  watch,
} from './store.ts'
import { failure } from './toast.ts'

const gap = 5 * 60_000
const near = 120

export function talkPane(place: HTMLElement, leave: () => void) {
  const head = h('header', { class: 'talk-head' })
  const list = h('div', { class: 'messages', role: 'log', 'aria-label': '消息', tabindex: '0' })
  const foot = composer()
  const drawn = new Map<string, { mark: string; element: HTMLElement }>()
  place.append(head, list, foot.element)
  let shown = ''
  let last = ''

  const draw = () => {
    const chat = chatOf(here.chat)
    const key = `${here.as}/${here.chat}`
    const fresh = key !== shown
    if (fresh) drawn.clear()
    redraw(head, chat ? headOf(chat, leave) : null)
    place.classList.toggle('empty', !chat)
    if (!chat) return
    const newest = messagesOf(chat.id).at(-1)
    const spoke = newest?.message_id !== last && newest?.from === here.as
    last = newest?.message_id ?? ''
    const low = list.scrollHeight - list.scrollTop - list.clientHeight < near
    fill(list, rows(chat, drawn, foot.reply))
    if (fresh) foot.open(chat)
    if (fresh || low || spoke) list.scrollTop = list.scrollHeight
    shown = key
    if (document.visibilityState === 'visible' && isInView()) attend(chat)
  }
  watch(draw)
  document.addEventListener('visibilitychange', draw)
}

const isInView = () => innerWidth > 720 || document.body.dataset.pane === 'talk'

export async function openChat() {
  if (!here.chat) return
  await loadChat(here.chat).catch(failure)
}

function headOf(chat: Chat, leave: () => void) {
  const people = chat.members.filter((id) => id !== 'bot')
  return [
    h(
      'button',
      {
        type: 'button',
        class: 'icon-btn back',
        'aria-label': '返回会话列表',
        'data-key': 'back',
        on: { click: leave },
      },
      icon('back', 22),
    ),
    h(
      'div',
      { class: 'talk-title' },
      h('h1', {}, titleOf(chat)),
      chat.kind === 'p2p'
        ? h('span', { class: 'robot' }, '机器人')
        : h('span', { class: 'count' }, String(people.length)),
      chat.external ? h('span', { class: 'external' }, '外部') : null,
      chat.bot ? null : h('span', { class: 'absent' }, '机器人不在群内'),
    ),
    chat.kind === 'group' ? groupTools(chat, people) : null,
  ]
}

function groupTools(chat: Chat, people: string[]) {
  const show = (anchor: HTMLElement) =>
    openList(anchor, {
      label: '群成员',
      choices: people.map((id) => ({
        value: id,
        text: nameOf(id),
        hint: personOf(id)?.unit,
        face: () => avatar(id, 'small'),
      })),
      chosen: [],
      choose: () => {},
    })
  const change = (what: string) => () =>
    void api.act({ as: here.as, what, chat: chat.id }).then(refresh).catch(failure)
  return h(
    'div',
    { class: 'talk-tools' },
    h(
      'button',
      {
        type: 'button',
        class: 'btn default size-small',
        'data-key': 'bot',
        on: { click: change(chat.bot ? 'remove_bot' : 'add_bot') },
      },
      chat.bot ? '移出机器人' : '添加机器人',
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'icon-btn',
        'aria-label': '群成员',
        'aria-haspopup': 'listbox',
        'data-key': 'members',
        on: { click: (event) => show(event.currentTarget as HTMLElement) },
      },
      icon('group', 20),
    ),
  )
}

const nothingYet = (chat: Chat) =>
  h(
    'div',
    { class: 'line' },
    chat.kind === 'p2p' ? '还没有消息。发送“帮助”，看看能做什么。' : '还没有消息',
  )

type Drawn = Map<string, { mark: string; element: HTMLElement }>

function rows(chat: Chat, drawn: Drawn, reply: (message: Message) => void): HTMLElement[] {
  let before = 0
  const all = messagesOf(chat.id)
  if (!all.length) return [kept(drawn, 'none', chat.kind, () => nothingYet(chat))]
  return all.flatMap((message) => {
    const at = Date.parse(message.at)
    const time = at - before > gap ? [timeLine(message, drawn)] : []
    before = at
    return [...time, rowOf(message, chat, drawn, reply)]
  })
}

const kept = (drawn: Drawn, key: string, mark: string, make: () => HTMLElement) => {
  const old = drawn.get(key)
  if (old?.mark === mark) return old.element
  const element = make()
  drawn.set(key, { mark, element })
  return element
}

const timeLine = (message: Message, drawn: Drawn) => {
  const words = spoken(message.at, here.now || message.at)
  return kept(drawn, `time/${message.message_id}`, words, () => h('div', { class: 'line' }, words))
}

function rowOf(message: Message, chat: Chat, drawn: Drawn, reply: (message: Message) => void) {
  const old = drawn.get(message.message_id)
  if (old && isWaiting(message)) return old.element
  const origin = message.reply_to ? messageOf(chat.id, message.reply_to) : undefined
  const mark = `${message.seq}/${origin?.seq ?? ''}/${chat.members.length}/${nameOf(message.from)}`
  return kept(drawn, message.message_id, mark, () => bubble(message, chat, reply))
}

/** Puts the rows in place and touches only what differs. */
function fill(list: HTMLElement, wanted: HTMLElement[]) {
  const set = new Set<Node>(wanted)
  for (const node of [...list.children]) if (!set.has(node)) node.remove()
  wanted.forEach((element, i) => {
    const at = list.children[i]
    if (at !== element) list.insertBefore(element, at ?? null)
  })
}

const read = new Set<string>()

/** Whoever looks has seen; in the private chat Feishu tells the bot so. */
function attend(chat: Chat) {
  markSeen()
  const last = messagesOf(chat.id).at(-1)
  if (chat.kind !== 'p2p' || last?.from !== 'bot' || last.recalled) return
  if (last.readers?.includes(here.as) !== false || read.has(last.message_id)) return
  read.add(last.message_id)
  void api.act({ as: here.as, what: 'read', message_id: last.message_id }).catch(() => {})
}
