// The left pane: who is looking, and the chats of that person.
// The private chat with the bot comes first; a dot counts what was not seen.
import { avatar, groupAvatar } from './avatar.ts'
import type { Chat, Person } from './contract.ts'
import { h, redraw } from './dom.ts'
import { icon } from './icons.ts'
import { type Choice, openList } from './popup.ts'
import { briefly } from './shanghai.ts'
import { chatsOf, everybody, here, lastOf, me, nameOf, titleOf, unread, watch } from './store.ts'

export type Go = (as: string, chat: string) => void

export function sidePane(who: HTMLElement, list: HTMLElement, go: Go) {
  list.setAttribute('role', 'list')
  list.setAttribute('aria-label', '会话')
  watch(() => {
    redraw(who, meOf(me(), go))
    redraw(
      list,
      chatsOf(here.as).map((chat) => h('div', { role: 'listitem' }, chatLine(chat, go))),
    )
  })
}

const rolesOf = (person: Person) =>
  [person.unit, person.roles.join('、')].filter(Boolean).join(' · ')

function meOf(person: Person | undefined, go: Go) {
  const open = (anchor: HTMLElement) =>
    openList(anchor, {
      label: '选择身份',
      choices: castChoices(),
      chosen: [here.as],
      choose: (id) => go(id, ''),
    })
  return h(
    'button',
    {
      type: 'button',
      class: 'me',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'data-key': 'me',
      'aria-label': person ? `当前身份：${person.name}，${rolesOf(person)}。更换身份` : '选择身份',
      on: { click: (event) => open(event.currentTarget as HTMLElement) },
    },
    person ? avatar(person.id) : null,
    h(
      'span',
      { class: 'me-text' },
      h('b', {}, person?.name ?? '选择身份'),
      h('small', {}, person ? rolesOf(person) : ''),
    ),
    h('span', { class: 'me-switch' }, '换人', icon('down', 16)),
  )
}

function castChoices(): Choice[] {
  const units = [...new Set(everybody().map((person) => person.unit))]
  const sorted = everybody().toSorted((a, b) => units.indexOf(a.unit) - units.indexOf(b.unit))
  return sorted.map((person) => ({
    value: person.id,
    text: person.name,
    hint: person.left ? '已离职' : person.roles.join('、'),
    group: person.unit,
    face: () => avatar(person.id, 'small'),
  }))
}

function chatLine(chat: Chat, go: Go) {
  const last = lastOf(chat.id)
  const count = chat.id === here.chat ? 0 : unread(here.as, chat.id)
  const current = chat.id === here.chat
  return h(
    'button',
    {
      type: 'button',
      class: `chat ${current ? 'current' : ''} ${chat.bot ? '' : 'faint'}`,
      'data-key': chat.id,
      'aria-current': current ? 'true' : undefined,
      on: { click: () => go(here.as, chat.id) },
    },
    h(
      'span',
      { class: 'face-box' },
      chat.kind === 'p2p' ? avatar('bot') : groupAvatar(),
      count
        ? h('span', { class: 'dot', 'aria-label': `${count} 条未读` }, count > 99 ? '99+' : count)
        : null,
    ),
    h(
      'span',
      { class: 'chat-text' },
      h(
        'span',
        { class: 'chat-name' },
        h('b', {}, titleOf(chat)),
        tagOf(chat),
        last ? h('time', {}, briefly(last.at, here.now || last.at)) : null,
      ),
      h('span', { class: 'chat-last' }, preview(chat)),
    ),
  )
}

function tagOf(chat: Chat) {
  if (chat.kind === 'p2p') return h('span', { class: 'robot' }, '机器人')
  if (chat.external) return h('span', { class: 'external' }, '外部')
  return chat.bot ? null : h('span', { class: 'absent' }, '无机器人')
}

function preview(chat: Chat) {
  const last = lastOf(chat.id)
  if (!last) return '暂无消息'
  if (last.recalled) return '撤回了一条消息'
  const who = chat.kind === 'group' ? `${last.from === here.as ? '我' : nameOf(last.from)}：` : ''
  const kind = last.type === 'image' ? '［图片］' : last.file ? `［文件］${last.file.name}` : ''
  return (
    who +
    (kind || (last.card ? `［卡片］${last.text.split('\n')[0]}` : (last.text.split('\n')[0] ?? '')))
  )
}
