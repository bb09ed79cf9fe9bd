// Events and card callbacks of Feishu, schema 2.0 and 1.0, into our one union (feishu-platform.md §1.5, 1.6, 3).
// Only what we use is required; null is missing; unknown keys are passed over.
import { z } from 'zod'
import { messageEvent, tapEvent } from './decode-act.ts'
import { otherEvents } from './decode-other.ts'
import type { Inbound } from './inbound.ts'
import { storable } from './json.ts'
import { type Head, id, some, time } from './wire.ts'

const header = z.object({
  event_id: id,
  event_type: id,
  create_time: time,
  tenant_key: some,
})
const current = z.object({ header, event: z.unknown().optional() })
const former = z.object({ uuid: id, ts: time, event: z.looseObject({ type: id }) })

/** `botOpenId`: our own, from whoAmI; a mention of any other id is not of us. */
export function decode(body: unknown, botOpenId: string): Inbound {
  const envelope = z.union([current, former]).safeParse(storable(body))
  if (!envelope.success) return { kind: 'refused', why: why(envelope.error, []) }
  const { head, event } = split(envelope.data)
  const read = readers(botOpenId)[head.type]
  if (!read) return { kind: 'ignored', id: head.id, type: head.type, why: 'not a type we act on' }
  const result = read(head).safeParse(event)
  if (result.success) return result.data
  return { kind: 'refused', type: head.type, why: why(result.error, ['event']) }
}

type Reader = (head: Head) => z.ZodType<Inbound>

const readers = (botOpenId: string): Partial<Record<string, Reader>> => ({
  ...otherEvents,
  'im.message.receive_v1': (head) => messageEvent(head, botOpenId),
  'card.action.trigger': tapEvent,
})

function split(envelope: z.infer<typeof current> | z.infer<typeof former>) {
  if ('header' in envelope) {
    const { event_id, event_type, create_time, tenant_key } = envelope.header
    const head = headOf(event_id, event_type, create_time)
    return { head: { ...head, ...(tenant_key && { tenant: tenant_key }) }, event: envelope.event }
  }
  return { head: headOf(envelope.uuid, envelope.event.type, envelope.ts), event: envelope.event }
}

const headOf = (eventId: string, type: string, at: Head['at']): Head => ({
  id: `e:${eventId}`,
  eventId,
  type,
  at,
})

/** Path and reason of the first thing that does not fit, never what stood there. */
function why(error: z.ZodError, under: string[]): string {
  const issue = deepest(error.issues[0])
  if (!issue) return 'does not fit'
  return `${[...under, ...issue.path.map(String)].join('.') || 'body'}: ${issue.message}`
}

/** Of the ways in which a union failed, the one that got furthest. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue
  const reached = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)
  const within = deepest(reached[0])
  return within && { ...within, path: [...issue.path, ...within.path] }
}
