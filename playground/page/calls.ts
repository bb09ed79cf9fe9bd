// A drawer with the bot's latest calls to the platform, newest first.
// It asks only while it is open.
import { api } from './api.ts'
import type { Call } from './contract.ts'
import { h } from './dom.ts'
import { icon } from './icons.ts'
import { hourOf } from './shanghai.ts'
import { here, watch } from './store.ts'

const most = 200
const every = 2000

export function callsDrawer(place: HTMLElement) {
  const list = h('div', { class: 'calls' })
  const known: Call[] = []
  let seen = 0
  let asking = false
  const look = async () => {
    if (place.hidden || asking || !here.online) return
    asking = true
    const fresh = await api.calls(seen).catch(() => [])
    asking = false
    seen = Math.max(seen, ...fresh.map((call) => call.seq))
    known.push(...fresh)
    list.prepend(...fresh.slice(-most).reverse().map(line))
    while (list.children.length > most) list.lastElementChild?.remove()
  }
  const toggle = () => {
    place.hidden = !place.hidden
    void look()
  }
  place.append(
    h(
      'header',
      {},
      h('h2', {}, '接口调用'),
      h('span', { class: 'note' }, '机器人 → 开放平台'),
      h(
        'button',
        { type: 'button', class: 'icon-btn', 'aria-label': '关闭', on: { click: toggle } },
        icon('close', 18),
      ),
    ),
    list,
  )
  watch(() => void look())
  setInterval(() => void look(), every)
  return toggle
}

function line(call: Call) {
  const bad = call.status >= 400 || (call.code ?? 0) !== 0
  const whole = h(
    'details',
    { class: 'call' },
    h(
      'summary',
      {},
      h('time', {}, hourOf(call.at)),
      h('b', {}, call.method),
      h('span', { class: 'path' }, call.path.replace('/open-apis', '')),
      h(
        'span',
        { class: bad ? 'code bad' : 'code' },
        call.code === null || call.code === undefined
          ? call.status
          : `${call.status} · ${call.code}`,
      ),
    ),
  )
  whole.addEventListener('toggle', () => {
    if (whole.children.length > 1) return
    whole.append(part('查询', call.query), part('请求', call.body), part('应答', call.answer))
  })
  return whole
}

const isBlank = (value: unknown) =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && !Object.keys(value).length)

const part = (title: string, value: unknown) =>
  isBlank(value) ? '' : h('div', {}, h('small', {}, title), h('pre', {}, spread(value)))

/** Indented; what is JSON inside a string is spread out too. */
const spread = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value, (_, each) => opened(each), 2)

function opened(value: unknown) {
  if (typeof value !== 'string' || !/^[{[]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
