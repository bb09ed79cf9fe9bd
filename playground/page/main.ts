// Starts the page: loads the cast, follows the stream, and keeps `#as=…&chat=…` and the panes in step.
// Who looks and where lives in the address, so every view can be linked to.
import { api, follow } from './api.ts'
import { barPane } from './bar.ts'
import { callsDrawer } from './calls.ts'
import { byId } from './dom.ts'
import { sidePane } from './side.ts'
import { changed, chatOf, everybody, here, personOf, refresh, take } from './store.ts'
import { openChat, talkPane } from './talk.ts'
import { failure } from './toast.ts'

const narrow = () => innerWidth <= 720
const firstRole = '信访专员'

function go(as: string, chat: string) {
  location.hash = new URLSearchParams(chat ? { as, chat } : { as }).toString()
}

function settle() {
  const asked = new URLSearchParams(location.hash.slice(1))
  const as = asked.get('as') ?? ''
  const person =
    personOf(as) ??
    everybody().find((one) => one.name === as) ??
    everybody().find((one) => one.roles.includes(firstRole)) ??
    everybody()[0]
  if (!person) return
  const chat = chatOf(asked.get('chat') ?? '')
  const own = chat?.members.includes(person.id) ? chat.id : ''
  here.as = person.id
  here.chat = own || (narrow() ? '' : person.p2p)
  document.body.dataset.pane = own ? 'talk' : 'chats'
  void openChat()
  changed()
}

function listen() {
  let later: ReturnType<typeof setTimeout> | undefined
  follow({
    message: take,
    now(now) {
      here.now = now
      clearTimeout(later)
      later = setTimeout(() => void refresh().catch(() => {}), 300)
      changed()
    },
    online(yes) {
      if (yes && !here.online) void recognise()
      here.online = yes
      changed()
    },
  })
}

let app = ''

/** A playground that was started anew has other messages under the same address. */
async function recognise() {
  const { app_id } = await api.bot()
  if (app_id !== app) location.reload()
}

async function start() {
  barPane(byId('bar'), callsDrawer(byId('drawer')))
  sidePane(byId('me'), byId('chats'), go)
  talkPane(byId('talk'), () => go(here.as, ''))
  const [{ now }, { app_id }] = await Promise.all([api.clock(), api.bot(), refresh()])
  here.now = now
  app = app_id
  settle()
  listen()
  addEventListener('hashchange', settle)
}

start().catch(failure)
