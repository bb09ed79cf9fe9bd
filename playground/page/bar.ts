// The bar above the little Feishu: the clock, the bot's power, and the drawer of calls.
// On a phone it is one line; its tools unfold.
import { api } from './api.ts'
import type { Bot, Json } from './contract.ts'
import { h, redraw } from './dom.ts'
import { icon } from './icons.ts'
import { showUnder } from './popup.ts'
import { dayOf, hourLater, hourOf, minuteOf, weekdayOf } from './shanghai.ts'
import { changed, here, refresh, watch } from './store.ts'
import { failure, toast } from './toast.ts'

const look = 4000

let bot: Bot | undefined
let busy = ''

export function barPane(place: HTMLElement, calls: () => void) {
  const fold = () => place.classList.toggle('unfolded')
  watch(() =>
    redraw(
      place,
      brand(),
      face(fold),
      h('div', { class: 'bar-tools' }, clockTools(), botTools(), callsTool(calls)),
    ),
  )
  void lookAtBot()
  setInterval(() => {
    if (document.visibilityState === 'visible') void lookAtBot()
  }, look)
}

async function lookAtBot() {
  const before = JSON.stringify(bot)
  bot = await api.bot().catch(() => undefined)
  if (JSON.stringify(bot) !== before) changed()
}

const brand = () =>
  h(
    'span',
    { class: 'brand' },
    h('img', { src: '/page/icon.svg', alt: '', width: 22, height: 22 }),
    '飞书演练场',
  )

function face(fold: () => void) {
  const words = here.now ? `${dayOf(here.now)} ${weekdayOf(here.now)} ${hourOf(here.now)}` : '……'
  return h(
    'button',
    {
      type: 'button',
      class: 'clock-face',
      'data-key': 'face',
      'aria-label': `演练时间 ${words}，北京时间`,
      on: { click: fold },
    },
    icon('clock', 16),
    h('span', {}, words),
    busy ? h('i', { class: 'spinner' }) : null,
    here.online ? null : h('span', { class: 'offline' }, '已断开'),
    h('i', { class: `lamp small ${stateOf().tone}` }),
    h('span', { class: 'fold' }, icon('down', 16)),
  )
}

const tool = (text: string, click: (event: MouseEvent) => void, kind = 'bar-btn', key = text) =>
  h(
    'button',
    { type: 'button', class: kind, 'data-key': key, disabled: busy !== '', on: { click } },
    text,
  )

function clockTools() {
  return h(
    'div',
    { class: 'tools', role: 'group', 'aria-label': '时钟' },
    tool('+1小时', () => void turn({ to: hourLater(here.now) })),
    tool('下一工作日', () => void turn({ next: 'workday' })),
    tool('下一季度', () => void turn({ next: 'quarter' })),
    tool('选择时间', (event) => chooseTime(event.currentTarget as HTMLElement)),
  )
}

async function turn(body: Json) {
  await during('clock', async () => {
    const { now, settled } = await api.turn(body)
    here.now = now
    if (settled === false) toast('时钟已拨动，仍有事务未完成', 'warning')
    await refresh()
  })
}

async function during(what: string, work: () => Promise<void>) {
  busy = what
  changed()
  try {
    await work()
  } catch (error) {
    failure(error)
  } finally {
    busy = ''
    changed()
  }
}

function chooseTime(anchor: HTMLElement) {
  const least = minuteOf(here.now)
  const input = h('input', {
    type: 'datetime-local',
    class: 'control',
    'aria-label': '拨到（北京时间）',
    min: least,
    value: least,
  })
  const go = () => {
    box.hidePopover()
    if (input.value) void turn({ to: `${input.value}:00+08:00` })
  }
  const box = h(
    'div',
    { class: 'popup time-popup', popover: 'auto' },
    h('label', {}, '拨到（北京时间，只进不退）', input),
    h('button', { type: 'button', class: 'btn primary-filled', on: { click: go } }, '前往'),
  )
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') go()
  })
  showUnder(anchor, box)
  input.focus()
}

function stateOf() {
  if (busy === 'bot') return { tone: 'wait', words: '切换中' }
  const all = bot?.instances ?? []
  if (!all.length) return { tone: 'off', words: '已停止' }
  const ready = all.filter((instance) => instance.ready).length
  if (!ready) return { tone: 'wait', words: '启动中' }
  return { tone: 'on', words: all.length > 1 ? `运行中 ${ready}/${all.length}` : '运行中' }
}

function botTools() {
  const { tone, words } = stateOf()
  const pids = (bot?.instances ?? []).map((instance) => instance.pid).join('、')
  const runs = Boolean(bot?.instances.length)
  return h(
    'div',
    { class: 'tools', role: 'group', 'aria-label': '机器人' },
    h(
      'span',
      { class: 'bot-state', title: pids ? `进程 ${pids}` : '' },
      h('i', { class: `lamp ${tone}` }),
      `机器人${words}`,
    ),
    tool('拔电源', () => void pullPlug(), 'bar-btn danger'),
    tool(runs ? '停' : '启', () => void power(runs ? 'stop' : 'start'), 'bar-btn', 'power'),
  )
}

const power = (what: 'stop' | 'start') =>
  during('bot', async () => {
    await api.power(what)
    await lookAtBot()
  })

const pullPlug = () =>
  during('bot', async () => {
    await api.power('kill')
    toast('已断电，正在重新启动', 'warning')
    await api.power('start')
    await lookAtBot()
    toast('机器人已重新启动', 'success')
  })

const callsTool = (calls: () => void) =>
  h(
    'button',
    {
      type: 'button',
      class: 'bar-btn',
      'data-key': 'calls',
      'aria-controls': 'drawer',
      on: { click: calls },
    },
    icon('list', 16),
    '接口调用',
  )
