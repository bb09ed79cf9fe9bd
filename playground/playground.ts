// The acts of the HTTP contract as methods: what a test in the same process calls, and what the
// routes call. Each act answers what came of it once everything has settled.
import { act, type Doing } from './acts/do.ts'
import { type Saying, say } from './acts/say.ts'
import { type Tapping, type TapResult, tap } from './acts/tap.ts'
import type { AppConfig, Box } from './box.ts'
import type { Call } from './calls.ts'
import type { ChaosEntry } from './chaos.ts'
import { instantOf, isoOf } from './clock.ts'
import { newFileKey, newImageKey } from './ids.ts'
import type { BotAddress } from './instances.ts'
import type { PushRecord } from './push.ts'
import { createSettler, type Settler } from './settle.ts'
import { malformed, missing } from './trouble.ts'
import {
  type ChatView,
  type MessageView,
  type PersonView,
  viewChat,
  viewMessage,
  viewPerson,
} from './views.ts'
import { nextQuarterMorning, nextWorkdayMorning } from './workdays.ts'
import type { CalendarEvent } from './world.ts'

export interface Outcome {
  settled: boolean
  now: string
  new: MessageView[]
}

export interface Said extends Outcome {
  message_id: string
  status: number
  ms: number
  error: string | null
}

export interface Tapped extends Outcome {
  status: number | number[]
  ms: number | number[]
  toast: TapResult['toast']
  toasts?: TapResult['toast'][]
  error: number | null
  message: MessageView
}

export interface BotView {
  instances: { pid: number | null; ready: boolean }[]
  webhook: string | null
  app_id: string
  encrypt_key: string
  verification_token: string
  data: string | null
}

export type Turning = { to: string } | { next: 'workday' | 'quarter' }
export type Powering = { do: 'kill' | 'stop' | 'start'; n?: number | undefined }

export interface Playground {
  url: string
  port: number
  app: AppConfig
  /** Everything inside, for tests that must look where no person can. */
  box: Box
  now(): string
  people(): PersonView[]
  chats(): ChatView[]
  messages(chat: string, since?: number): MessageView[]
  say(saying: Saying): Promise<Said>
  tap(tapping: Tapping): Promise<Tapped>
  do(doing: Doing): Promise<Outcome & { status: number }>
  putFile(name: string, bytes: Uint8Array): { file_key: string }
  file(key: string): { name: string; bytes: Uint8Array }
  calendar(of: string): unknown[]
  turn(turning: Turning): Promise<Outcome>
  settle(): Promise<boolean>
  bot(): BotView
  power(powering: Powering): Promise<BotView & Outcome>
  chaos(entry: Partial<ChaosEntry> & Pick<ChaosEntry, 'side' | 'kind' | 'times'>): {
    active: ChaosEntry[]
  }
  calls(since?: number): Call[]
  /** What was pushed, with the bot's answers. */
  pushes(): PushRecord[]
  /** Whether the address answers `url_verification` as the console demands. */
  verifyUrl(webhook: string): Promise<boolean>
  /** Takes a bot that was started elsewhere; returns how to detach it. */
  attach(bot: BotAddress): () => void
  close(): Promise<void>
}

export type Acts = Omit<Playground, 'url' | 'port' | 'close'>

export function createActs(box: Box, data: string | null): Acts {
  const { world, clock } = box
  const settler = createSettler(box)
  const view = viewer(box)
  return {
    app: box.app,
    box,
    now: () => isoOf(clock.now()),
    people: () => [...world.people.values()].map((person) => viewPerson(world, person)),
    chats: () => [...world.chats.values()].filter((chat) => !chat.disbanded).map(viewChat),
    messages: (chat, since = 0) =>
      world
        .messagesOf(world.chat(chat).chat_id)
        .filter(({ seq }) => seq > since)
        .map(view),
    say: (saying) => saySettled(box, settler, saying),
    tap: (tapping) => tapSettled(box, settler, tapping),
    async do(doing) {
      const before = world.seq
      const { status } = await act(box, doing)
      return { status, ...(await outcome(box, settler, before)) }
    },
    putFile: (name, bytes) => ({ file_key: store(box, name, bytes) }),
    file(key) {
      const file = world.files.get(key)
      if (!file) throw missing(`没有这个文件：${key}`)
      return file
    },
    calendar: (of) => calendarOf(box, of),
    async turn(turning) {
      const before = world.seq
      const to = instantFor(box, turning)
      const settled = await settler.turn(to)
      return { ...(await outcome(box, null, before)), settled }
    },
    settle: () => settler.settle(),
    bot: () => botView(box, data),
    async power({ do: what, n }) {
      const before = world.seq
      if (what === 'start') await box.instances.start(n)
      else await box.instances.end(what, n)
      const settled = await outcome(box, settler, before)
      return { ...botView(box, data), ...settled }
    },
    chaos: (entry) => ({
      active: box.chaos.set({ path: null, method: null, ms: null, code: null, ...entry }),
    }),
    calls: (since = 0) => box.calls.since(since),
    pushes: () => [...box.pusher.records],
    verifyUrl: (webhook) => box.pusher.verifyUrl(webhook),
    attach: (bot) => box.instances.attach(bot),
  }
}

const viewer = (box: Box) => (message: Parameters<typeof viewMessage>[1]) =>
  viewMessage(box.world, message)

async function saySettled(box: Box, settler: Settler, saying: Saying): Promise<Said> {
  const before = box.world.seq
  const { message, push } = await say(box, saying)
  const { settled, now, new: all } = await outcome(box, settler, before)
  const own = message.message_id
  const others = all.filter(({ message_id }) => message_id !== own)
  return { message_id: own, ...push, settled, now, new: others }
}

async function tapSettled(box: Box, settler: Settler, tapping: Tapping): Promise<Tapped> {
  const before = box.world.seq
  const { message, taps } = await tap(box, tapping)
  const settled = await outcome(box, settler, before)
  const shown = { message: viewMessage(box.world, message), ...settled }
  const [first] = taps
  const { toast = null, error = null, status = 0, ms = 0 } = first ?? {}
  if (tapping.repeat === undefined) return { status, ms, toast, error, ...shown }
  return {
    status: taps.map((one) => one.status),
    ms: taps.map((one) => one.ms),
    toast: taps.find((one) => one.toast)?.toast ?? null,
    toasts: taps.map((one) => one.toast),
    error: taps.find((one) => one.error !== null)?.error ?? null,
    ...shown,
  }
}

async function outcome(box: Box, settler: Settler | null, before: number): Promise<Outcome> {
  const settled = settler ? await settler.settle() : true
  const changed = box.world.changedSince(before).map(viewer(box))
  return { settled, now: isoOf(box.clock.now()), new: changed }
}

function instantFor({ clock }: Box, turning: Turning): number {
  const now = clock.now()
  if ('next' in turning)
    return turning.next === 'workday' ? nextWorkdayMorning(now) : nextQuarterMorning(now)
  const to = instantOf(turning.to)
  if (to === undefined) throw malformed(`不是时刻：${turning.to}`)
  if (to < now) throw malformed(`时钟不能倒拨：现在是 ${isoOf(now)}`)
  return to
}

function store(box: Box, name: string, bytes: Uint8Array) {
  const image = /\.(?:png|jpe?g|gif|webp|bmp)$/i.test(name)
  const key = image ? newImageKey() : newFileKey()
  const type = image ? 'image' : 'stream'
  box.world.files.set(key, { key, name, type, bytes, owner: 'person' })
  return key
}

function calendarOf({ world }: Box, of: string) {
  const { open_id } = world.person(of)
  return [...world.events.values()]
    .filter((event) => !event.cancelled && event.attendees.includes(open_id))
    .sort((a, b) => a.from - b.from)
    .map((event) => viewEvent(event))
}

const viewEvent = ({ event_id, summary, description, from, to, attendees }: CalendarEvent) => ({
  event_id,
  summary,
  description,
  from: isoOf(from),
  to: isoOf(to),
  attendees,
})

function botView({ app, instances }: Box, data: string | null): BotView {
  return {
    instances: instances.list.map(({ pid, ready }) => ({ pid, ready })),
    webhook: instances.ready[0]?.webhook || null,
    app_id: app.app_id,
    encrypt_key: app.encrypt_key,
    verification_token: app.verification_token,
    data,
  }
}
