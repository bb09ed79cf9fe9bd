// Errands to Feishu's calendar (feishu-platform.md §4.9): who is busy, and events in the bot's own calendar with their
// attendees. Where the calendar may not be used, or the event is gone, that is an answer and no failure: the talk stands.
import type { Client } from '@larksuiteoapi/node-sdk'
import { z } from 'zod'
import type { Json } from '../../db/types.ts'
import type { Failure } from '../../handlers/outside.ts'
import type { Call } from './client.ts'
import { failureOf, type Reply, unreadable } from './failure.ts'

const people = z.array(z.string()).min(1).max(100)
const span = { from: z.string(), to: z.string() }
const errand = z.discriminatedUnion('errand', [
  z.object({ errand: z.literal('free-busy'), ref: z.string(), people, ...span }),
  z.object({ errand: z.literal('add-event'), ref: z.string(), title: z.string(), people, ...span }),
  z.object({ errand: z.literal('move-event'), ref: z.string(), event: z.string(), ...span }),
  z.object({ errand: z.literal('drop-event'), ref: z.string(), event: z.string() }),
])
type CalendarErrand = z.infer<typeof errand>
type Of<D extends CalendarErrand['errand']> = Extract<CalendarErrand, { errand: D }>

export type Result = { ok: true; value: Json } | Failure

/** The bot's own calendar, asked for once. */
const owned = new WeakMap<Client, string>()

/** Undefined: not an errand to the calendar. */
export function calendarErrand(
  call: Call,
  client: Client,
  what: Json,
): Promise<Result> | undefined {
  const read = errand.safeParse(what)
  if (!read.success) return undefined
  const calendar = calendarOf(call, client)
  return calendar(read.data).then((done) => answered(read.data.ref, done))
}

function calendarOf(call: Call, client: Client): (it: CalendarErrand) => Promise<Json | Failure> {
  const ask = (method: string, path: string, data?: Json, params?: Record<string, string>) =>
    call(() =>
      client.request<unknown>({
        method,
        url: `/open-apis/calendar/v4/${path}`,
        ...(data !== undefined && { data }),
        ...(params && { params }),
      }),
    )
  const calendar = async (): Promise<string | Failure> => {
    const own = owned.get(client)
    if (own) return own
    const reply = await ask('POST', 'calendars/primary')
    const read = reading(reply, primary)
    if ('ok' in read) return read
    const id = read.data.calendars[0].calendar.calendar_id
    owned.set(client, id)
    return id
  }
  const events = async (path = ''): Promise<string | Failure> => {
    const id = await calendar()
    return typeof id === 'string' ? `calendars/${encodeURIComponent(id)}/events${path}` : id
  }

  async function freeBusy({ people: who, from, to }: Of<'free-busy'>): Promise<Json | Failure> {
    const busy: Json[] = []
    for (const user_id of who) {
      const data = { time_min: from, time_max: to, user_id }
      const read = reading(
        await ask('POST', 'freebusy/list', data, { user_id_type: 'open_id' }),
        list,
      )
      if ('ok' in read) return read
      const spans = read.data.freebusy_list ?? []
      busy.push(...spans.map((s) => ({ from: s.start_time, to: s.end_time })))
    }
    return { busy }
  }

  async function add(it: Of<'add-event'>): Promise<Json | Failure> {
    const path = await events()
    if (typeof path !== 'string') return path
    const data = { summary: it.title, ...times(it), attendee_ability: 'can_see_others' }
    const made = reading(await ask('POST', path, data, { idempotency_key: it.ref }), created)
    if ('ok' in made) return made
    const event = made.data.event.event_id
    const attendees = it.people.map((user_id) => ({ type: 'user', user_id }))
    const invited = await ask(
      'POST',
      `${path}/${event}/attendees`,
      { attendees },
      { user_id_type: 'open_id' },
    )
    return failureOf(invited) ?? { event }
  }

  async function move(it: Of<'move-event'>): Promise<Json | Failure> {
    const path = await events(`/${encodeURIComponent(it.event)}`)
    if (typeof path !== 'string') return path
    return failureOf(await ask('PATCH', path, times(it))) ?? { event: it.event }
  }

  async function drop({ event }: Of<'drop-event'>): Promise<Json | Failure> {
    const path = await events(`/${encodeURIComponent(event)}`)
    if (typeof path !== 'string') return path
    return failureOf(await ask('DELETE', path)) ?? { event }
  }

  return (it) => {
    switch (it.errand) {
      case 'free-busy':
        return freeBusy(it)
      case 'add-event':
        return add(it)
      case 'move-event':
        return move(it)
      case 'drop-event':
        return drop(it)
    }
  }
}

/** Wait and try again, or say that the calendar is not to be had. */
function answered(ref: string, done: Json | Failure): Result {
  if (!isFailure(done)) return { ok: true, value: { ref, ...objectOf(done) } }
  if (done.kind === 'busy' || done.kind === 'unreachable') return done
  return { ok: true, value: { ref, missing: done.kind } }
}

const isFailure = (value: Json | Failure): value is Failure =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false

const objectOf = (value: Json) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

/** Seconds as text. */
const seconds = (instant: string) => ({
  timestamp: String(Math.floor(Date.parse(instant) / 1000)),
  timezone: 'Asia/Shanghai',
})
const times = ({ from, to }: { from: string; to: string }) => ({
  start_time: seconds(from),
  end_time: seconds(to),
})

const primary = z.object({
  data: z.object({
    calendars: z.tuple(
      [z.object({ calendar: z.object({ calendar_id: z.string() }) })],
      z.unknown(),
    ),
  }),
})
const list = z.object({
  data: z.object({
    freebusy_list: z.array(z.object({ start_time: z.string(), end_time: z.string() })).nullish(),
  }),
})
const created = z.object({ data: z.object({ event: z.object({ event_id: z.string() }) }) })

function reading<T>(reply: Reply, shape: z.ZodType<T>): T | Failure {
  const failure = failureOf(reply)
  if (failure) return failure
  const read = shape.safeParse(reply.body)
  return read.success ? read.data : unreadable(reply.status)
}
