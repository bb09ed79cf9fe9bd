// Calendars: the bot's own, events in it with their attendees, and when people are free.
import { dayOf, instantOf, isoOf } from '../clock.ts'
import { calendarId, newCalendarEventId } from '../ids.ts'
import { type Json, listOf, objectOf, objectsOf, stringOf } from '../json.ts'
import type { CalendarEvent } from '../world.ts'
import { type ApiCall, type Endpoint, idTypeOf, requiredText, userBy } from './call.ts'
import { ApiFault } from './fault.ts'

const base = '/calendar/v4/calendars'

const may = (what: string) =>
  ['calendar:calendar', `calendar:calendar.${what}`].concat(
    what.endsWith('read') ? ['calendar:calendar:readonly'] : [],
  )

export const calendarEndpoints: Endpoint[] = [
  { method: 'POST', path: `${base}/primary`, act: primary, scopes: may('read') },
  { method: 'POST', path: `${base}/primarys`, act: primaries, scopes: may('read') },
  { method: 'POST', path: `${base}/:calendar_id/events`, act: create, scopes: may('event:create') },
  {
    method: 'GET',
    path: `${base}/:calendar_id/events/:event_id`,
    act: get,
    scopes: may('event:read'),
  },
  {
    method: 'PATCH',
    path: `${base}/:calendar_id/events/:event_id`,
    act: change,
    scopes: may('event:update'),
  },
  {
    method: 'DELETE',
    path: `${base}/:calendar_id/events/:event_id`,
    act: cancel,
    scopes: may('event:delete'),
  },
  {
    method: 'POST',
    path: `${base}/:calendar_id/events/:event_id/attendees`,
    act: invite,
    scopes: may('event:update'),
  },
  {
    method: 'POST',
    path: '/calendar/v4/freebusy/list',
    act: freebusy,
    scopes: may('free_busy:read'),
  },
]

const botCalendar = ({ box }: ApiCall) => calendarId(box.app.app_id)
const wrong = (why: string) => new ApiFault(190002, `invalid parameters in request: ${why}`)

function primary(call: ApiCall): Json {
  const calendar = {
    calendar_id: botCalendar(call),
    summary: call.box.world.bot.name,
    type: 'primary',
  }
  return { calendars: [{ calendar, user_id: '' }] }
}

function primaries(call: ApiCall): Json {
  const type = idTypeOf(call)
  const people = listOf(call.body.user_ids).map((id) => userBy(call, type, stringOf(id)))
  return {
    calendars: people.map((person) => ({
      calendar: { calendar_id: calendarId(person.open_id), summary: person.name, type: 'primary' },
      user_id: person[type],
    })),
  }
}

const createdByKey = new WeakMap<ApiCall['box'], Map<string, CalendarEvent>>()

function create(call: ApiCall): Json {
  const { box, body } = call
  ownCalendar(call)
  const made = createdByKey.get(box) ?? new Map<string, CalendarEvent>()
  createdByKey.set(box, made)
  const key = call.query('idempotency_key')
  if (key && (key.length < 32 || key.length > 128)) throw wrong('idempotency_key')
  const known = key ? made.get(key) : undefined
  if (known) return { event: shown(known) }
  const event: CalendarEvent = {
    event_id: newCalendarEventId(),
    calendar_id: call.param('calendar_id'),
    summary: stringOf(body.summary),
    description: stringOf(body.description),
    ...spanOf(body),
    attendees: [],
    cancelled: false,
  }
  box.world.events.set(event.event_id, event)
  if (key) made.set(key, event)
  return { event: shown(event) }
}

function spanOf(body: Json) {
  const [start, end] = [objectOf(body.start_time), objectOf(body.end_time)]
  const [from, to] = [timeOf(start), timeOf(end)]
  if (from === undefined || to === undefined || to < from) throw wrong('start_time, end_time')
  return { from, to, allDay: start.date !== undefined }
}

/** Seconds as a string, or a day. */
function timeOf({ timestamp, date }: Json) {
  if (typeof date === 'string') return instantOf(date)
  return typeof timestamp === 'string' && /^\d{1,11}$/.test(timestamp)
    ? Number(timestamp) * 1000
    : undefined
}

function get(call: ApiCall): Json {
  return { event: shown(eventOf(call)) }
}

function change(call: ApiCall): Json {
  const event = eventOf(call)
  const { body } = call
  if (body.summary !== undefined) event.summary = stringOf(body.summary)
  if (body.description !== undefined) event.description = stringOf(body.description)
  if (body.start_time !== undefined) Object.assign(event, spanOf(body))
  return { event: shown(event) }
}

function cancel(call: ApiCall): Json {
  eventOf(call).cancelled = true
  return {}
}

function invite(call: ApiCall): Json {
  const { box, body } = call
  const event = eventOf(call)
  const attendees = objectsOf(body.attendees)
  if (attendees.length === 0 || attendees.length > box.limits.attendees) throw wrong('attendees')
  const type = idTypeOf(call)
  const invited = attendees.flatMap((one) => {
    if (one.type === 'user') return [userBy(call, type, stringOf(one.user_id)).open_id]
    return one.type === 'chat' ? (box.world.chats.get(stringOf(one.chat_id))?.members ?? []) : []
  })
  event.attendees = [...new Set([...event.attendees, ...invited])]
  return {
    attendees: attendees.map((one, index) => ({ ...one, attendee_id: `attendee_${index + 1}` })),
  }
}

function freebusy(call: ApiCall): Json {
  const { box } = call
  const [from, to] = [
    instantOf(requiredText(call, 'time_min')),
    instantOf(requiredText(call, 'time_max')),
  ]
  if (from === undefined || to === undefined || to <= from) throw wrong('time_min, time_max')
  if (to - from > box.limits.freebusyDays * 86_400_000) throw wrong('the span is too long')
  const person = userBy(call, idTypeOf(call), requiredText(call, 'user_id'))
  const busy = [...box.world.events.values()]
    .filter((event) => !event.cancelled && event.attendees.includes(person.open_id))
    .filter((event) => event.from < to && event.to > from)
    .sort((a, b) => a.from - b.from)
  return {
    freebusy_list: busy.map((event) => ({
      start_time: isoOf(event.from),
      end_time: isoOf(event.to),
    })),
  }
}

function ownCalendar(call: ApiCall) {
  if (call.param('calendar_id') !== botCalendar(call))
    throw new ApiFault(191002, 'no calendar access_role')
}

function eventOf(call: ApiCall): CalendarEvent {
  ownCalendar(call)
  const event = call.box.world.events.get(call.param('event_id'))
  if (!event || event.cancelled) throw new ApiFault(193001, 'event not found')
  return event
}

const shown = (event: CalendarEvent): Json => ({
  event_id: event.event_id,
  organizer_calendar_id: event.calendar_id,
  summary: event.summary,
  description: event.description,
  start_time: timeShown(event, event.from),
  end_time: timeShown(event, event.to),
  status: 'confirmed',
})

const timeShown = ({ allDay }: CalendarEvent, at: number) =>
  allDay ? { date: dayOf(at) } : { timestamp: String(at / 1000), timezone: 'Asia/Shanghai' }
