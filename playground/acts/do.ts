// Everything else that people do in Feishu: recalling, reading, groups and their members, joining
// and leaving the bureau.
import type { Box } from '../box.ts'
import { p2pChatId } from '../cast.ts'
import { instantOf } from '../clock.ts'
import * as events from '../events.ts'
import { calendarId, newCalendarEventId, newOpenId, newUnionId, newUserId } from '../ids.ts'
import { notPushed, type PushResult } from '../push.ts'
import { ambiguous, forbidden, malformed, missing } from '../trouble.ts'
import type { Chat, Person } from '../world.ts'
import { pushMessage } from './say.ts'

export interface Doing {
  /** May be missing for what the personnel office does: then it is the first person who is there. */
  as?: string | undefined
  what: string
  message_id?: string | undefined
  chat?: string | undefined
  key?: string | undefined
  who?: string | string[] | undefined
  name?: string | undefined
  unit?: string | undefined
  from?: string | undefined
  to?: string | undefined
  in?: boolean | undefined
  /** Of `range`: which one; both, where not said. */
  of?: 'contact' | 'availability' | undefined
}

type Act = (box: Box, person: Person, doing: Doing) => Promise<PushResult>

/** Somebody is always the one who acts; who leaves or is moved need not be the one who does it. */
export function act(box: Box, doing: Doing): Promise<PushResult> {
  const how = acts[doing.what]
  if (!how) throw malformed(`没有这个动作：${doing.what}`, Object.keys(acts))
  return how(box, actorOf(box, doing), doing)
}

const personnelActs = new Set(['hire', 'move', 'resign', 'range'])

function actorOf({ world }: Box, { as, what }: Doing): Person {
  if (as !== undefined) return world.actor(as)
  const anybody = [...world.people.values()].find((person) => !person.left)
  if (!anybody || !personnelActs.has(what)) throw malformed('缺少 as')
  return anybody
}

const acts: Record<string, Act> = {
  recall(box, person, doing) {
    const { world, clock, limits } = box
    const message = world.messageFor(needed(doing, 'message_id'), person)
    if (message.from !== person.open_id) throw forbidden('只能撤回自己的消息')
    if (message.recalled) throw ambiguous('消息已撤回')
    if (clock.now() - message.at > limits.recallHours * 3_600_000)
      throw ambiguous(`已超过 ${limits.recallHours} 小时，不能撤回`)
    world.change(message, { recalled: true, recalledBy: person.open_id })
    const chat = world.chat(message.chat_id)
    if (!chat.bot) return Promise.resolve(notPushed)
    return box.pusher.emit('im.message.recalled_v1', events.messageRecalled(message, clock.now()))
  },

  read(box, person, doing) {
    const { world, clock } = box
    const message = world.messageFor(needed(doing, 'message_id'), person)
    if (message.from === person.open_id || message.readers.has(person.open_id))
      return Promise.resolve(notPushed)
    message.readers.set(person.open_id, clock.now())
    world.touched(message)
    // Feishu tells of readers only in the bot's private chats.
    if (world.chat(message.chat_id).kind !== 'p2p' || message.from !== 'bot')
      return Promise.resolve(notPushed)
    const ids = [message.message_id]
    const event = events.messagesRead(world, person, ids, clock.now())
    return box.pusher.emit('im.message.message_read_v1', event)
  },

  forward(box, person, doing) {
    const { world } = box
    const original = world.messageFor(needed(doing, 'message_id'), person)
    if (original.recalled) throw ambiguous('消息已撤回')
    const chat = world.chatFor(needed(doing, 'chat'), person)
    const { type, content, card } = original
    const copy = {
      chat_id: chat.chat_id,
      from: person.open_id,
      type,
      content,
      card,
      forwarded: true,
    }
    return pushMessage(box, chat, world.add(copy), person)
  },

  async enter(box, person) {
    const chat = box.world.chatFor('bot', person)
    if (box.behaviour.formerEvents && !chat.entered)
      await box.pusher.emitFormer('p2p_chat_create', events.p2pChatCreated(chat, person))
    chat.entered = true
    return box.pusher.emit(
      'im.chat.access_event.bot_p2p_chat_entered_v1',
      events.chatEntered(box.world, chat, person),
    )
  },

  menu(box, person, doing) {
    box.world.chatFor('bot', person)
    const event = events.menuTapped(person, needed(doing, 'key'), box.clock.now())
    return box.pusher.emit('application.bot.menu_v6', event)
  },

  add_bot: (box, person, doing) => toggleBot(box, person, doing, true),
  remove_bot: (box, person, doing) => toggleBot(box, person, doing, false),

  disband(box, person, doing) {
    const chat = groupOf(box, person, doing)
    const had = chat.bot
    Object.assign(chat, { disbanded: true, bot: false })
    const event = events.chatEvent(box.world, chat, person)
    return pushIf(box, had, 'im.chat.disbanded_v1', event)
  },

  join(box, person, doing) {
    const chat = groupNamed(box, doing)
    const all = doing.who === undefined ? [person] : peopleOf(box, doing)
    const who = all.filter(({ open_id }) => !chat.members.includes(open_id))
    chat.members.push(...who.map(({ open_id }) => open_id))
    const event = events.membersEvent(box.world, chat, person, who)
    return pushIf(box, chat.bot && who.length > 0, 'im.chat.member.user.added_v1', event)
  },

  leave(box, person, doing) {
    const chat = groupOf(box, person, doing)
    const all = doing.who === undefined ? [person] : peopleOf(box, doing)
    const who = all.filter(({ open_id }) => chat.members.includes(open_id))
    const gone = new Set(who.map(({ open_id }) => open_id))
    chat.members = chat.members.filter((id) => !gone.has(id))
    const event = events.membersEvent(box.world, chat, person, who)
    return pushIf(box, chat.bot && who.length > 0, 'im.chat.member.user.deleted_v1', event)
  },

  rename(box, person, doing) {
    const chat = groupOf(box, person, doing)
    const before = chat.name
    chat.name = needed(doing, 'name')
    const event = events.chatUpdated(box.world, chat, person, { name: before }, { name: chat.name })
    return pushIf(box, chat.bot, 'im.chat.updated_v1', event)
  },

  external(box, person, doing) {
    const chat = groupOf(box, person, doing)
    chat.external = true
    const event = events.chatUpdated(box.world, chat, person, {}, {})
    return pushIf(box, chat.bot, 'im.chat.updated_v1', event)
  },

  hire(box, _, doing) {
    const name = onlyOne(doing)
    const { open_department_id } = box.world.department(needed(doing, 'unit'))
    const returning = [...box.world.people.values()].find((p) => p.left && matches(p, name))
    const person = returning ?? newcomer(box, name, open_department_id)
    Object.assign(person, { left: false, department: open_department_id })
    return box.pusher.emit('contact.user.created_v3', { object: events.userObject(person) })
  },

  move(box, _, doing) {
    const person = box.world.actor(onlyOne(doing))
    const before = person.department
    person.department = box.world.department(needed(doing, 'unit')).open_department_id
    return box.pusher.emit('contact.user.updated_v3', events.userUpdated(person, before))
  },

  resign(box, self, doing) {
    if (doing.who === undefined && doing.as === undefined) throw malformed('缺少 who')
    const person = doing.who === undefined ? self : box.world.actor(onlyOne(doing))
    person.left = true
    for (const chat of box.world.chats.values())
      if (chat.kind === 'group')
        chat.members = chat.members.filter((open_id) => open_id !== person.open_id)
    return box.pusher.emit('contact.user.deleted_v3', events.userDeleted(person))
  },

  busy(box, person, doing) {
    const [from, to] = [instantOf(needed(doing, 'from')), instantOf(needed(doing, 'to'))]
    if (from === undefined || to === undefined || to <= from) throw malformed('from、to 不是时段')
    const event_id = newCalendarEventId()
    box.world.events.set(event_id, {
      event_id,
      calendar_id: calendarId(person.open_id),
      summary: '忙碌',
      description: '',
      from,
      to,
      allDay: false,
      attendees: [person.open_id],
      cancelled: false,
    })
    return Promise.resolve(notPushed)
  },

  range(box, _, doing) {
    if (doing.in === undefined) throw malformed('缺少 in')
    const inside = doing.in
    const people = peopleOf(box, doing)
    if (doing.of === 'availability') return available(box, people, inside)
    const changed = people.filter((person) => person.inContact !== inside)
    for (const person of changed) {
      person.inContact = inside
      if (doing.of !== 'contact') person.inRange = inside
    }
    const event = events.scopeUpdated(changed, inside)
    return pushIf(box, changed.length > 0, 'contact.scope.updated_v3', event)
  },

  guest(box, person, doing) {
    const chat = groupOf(box, person, doing)
    const who = newcomer(box, onlyOne(doing), '0', true)
    chat.external = true
    chat.members.push(who.open_id)
    const event = events.membersEvent(box.world, chat, person, [who])
    return pushIf(box, chat.bot, 'im.chat.member.user.added_v1', event)
  },
}

/** Feishu tells only of who can find the bot from now on. */
function available(box: Box, people: Person[], inside: boolean) {
  const changed = people.filter((person) => person.inRange !== inside)
  for (const person of changed) person.inRange = inside
  const event = events.visibilityAdded(changed)
  const type = 'application.application.visibility.added_v6'
  return pushIf(box, inside && changed.length > 0, type, event)
}

function toggleBot(box: Box, person: Person, doing: Doing, added: boolean) {
  const chat = groupOf(box, person, doing)
  if (chat.bot === added) throw ambiguous(added ? '机器人已在群里' : '机器人不在群里')
  chat.bot = added
  const type = added ? 'im.chat.member.bot.added_v1' : 'im.chat.member.bot.deleted_v1'
  return box.pusher.emit(type, events.chatEvent(box.world, chat, person))
}

const pushIf = (
  box: Box,
  heard: boolean,
  type: string,
  event: Parameters<Box['pusher']['emit']>[1],
) => (heard ? box.pusher.emit(type, event) : Promise.resolve(notPushed))

function groupOf(box: Box, person: Person, doing: Doing): Chat {
  const chat = box.world.chatFor(needed(doing, 'chat'), person)
  if (chat.kind !== 'group') throw malformed('这不是群')
  return chat
}

/** To join one need not have been a member. */
function groupNamed(box: Box, doing: Doing): Chat {
  const chat = box.world.chat(needed(doing, 'chat'))
  if (chat.kind !== 'group' || chat.disbanded) throw malformed('这不是群')
  return chat
}

function peopleOf(box: Box, { who }: Doing): Person[] {
  const names = [who ?? []].flat()
  if (names.length === 0) throw malformed('缺少 who')
  return names.map((name) => box.world.actor(name))
}

function onlyOne({ who }: Doing): string {
  const [name] = [who ?? []].flat()
  if (!name) throw malformed('缺少 who')
  return name
}

function needed(
  doing: Doing,
  key: 'message_id' | 'chat' | 'key' | 'name' | 'unit' | 'from' | 'to',
) {
  const value = doing[key]
  if (!value) throw malformed(`缺少 ${key}`)
  return value
}

const matches = ({ name, open_id }: Person, who: string) => name === who || open_id === who

function newcomer(box: Box, name: string, department: string, guest = false): Person {
  if (/^o[un]_/.test(name)) throw missing(`没有这个人：${name}`)
  const open_id = newOpenId()
  return box.world.addPerson(
    {
      open_id,
      union_id: newUnionId(),
      user_id: newUserId(),
      name,
      title: '科员',
      roles: [],
      department,
      p2p: p2pChatId(open_id),
    },
    guest,
  )
}
