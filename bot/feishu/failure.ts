// The one place where Feishu's codes are read: every way in which a call can fail, as one of six kinds
// (feishu-platform.md §4.13). The detail is for the log and the administrator: codes and names of fields, no content.
import type { Failure } from '../../handlers/outside.ts'
import { isRecord, type Rec } from './json.ts'

/** What came back from a call, whichever way the SDK handed it over. */
export interface Reply {
  /** 0: nothing came back. */
  status: number
  body: unknown
  header(name: string): string | undefined
  /** For status 0: the network's own code, such as ECONNRESET. */
  network?: string
  /** Already known to have failed, before anything was asked. */
  failure?: Failure
}

type Kind = Failure['kind']

const codesOf: Record<Exclude<Kind, 'unreachable'>, number[]> = {
  busy: [99991400, 230020, 230049],
  spent: [99991403],
  gone: [
    230002, 230011, 230019, 230029, 230031, 230034, 230050, 230110, 232006, 232009, 232010, 232011,
    99992351, 99992354, 99992356, 99992360, 99992364,
  ],
  forbidden: [
    99991401, 99991661, 99991662, 99991663, 99991664, 99991665, 99991671, 99991672, 99991673,
    99991679, 99992361, 230006, 230013, 230017, 230018, 230027, 230028, 230035, 230038, 230053,
    230075, 231203, 232004, 232025, 232033, 232034, 10003, 10014, 10015, 40004, 41050,
  ],
  malformed: [
    9499, 99992402, 230001, 230009, 230022, 230025, 230026, 230054, 230055, 230071, 230072, 230099,
    230111, 232001, 234001,
  ],
}

const kindOfCode = new Map(
  Object.entries(codesOf).flatMap(([kind, codes]) => codes.map((code) => [code, kindNamed(kind)])),
)

/** Undefined: it went well. */
export function failureOf(reply: Reply): Failure | undefined {
  if (reply.failure) return reply.failure
  const body = isRecord(reply.body) ? reply.body : undefined
  const code = typeof body?.code === 'number' ? body.code : undefined
  if (reply.status === 200 && code === 0) return undefined
  if (reply.status === 0 && code === undefined) return unanswered(reply.network ?? 'no answer')
  const kind = kindOf(reply.status, code)
  const retryAfterMs = kind === 'busy' ? waitOf(reply) : undefined
  return {
    ok: false,
    kind,
    code: code ?? 0,
    detail: detailOf(reply, body),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

/** The token that we sent is no longer taken. HTTP 400 and 200 are both seen (TC-020). */
export function isStaleToken({ body }: Reply): boolean {
  return isRecord(body) && staleToken.some((code) => code === body.code)
}

const staleToken = [99991661, 99991663, 99991664, 99991665]

/** Answered, but without what an answer must have: as good as no answer. */
export function unreadable(status: number): Failure {
  return { ok: false, kind: 'unreachable', code: 0, detail: `answer unreadable, http ${status}` }
}

/** These never left the machine, so their fate is known. */
const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

function unanswered(network: string): Failure {
  const kind = neverSent.includes(network) ? 'busy' : 'unreachable'
  return { ok: false, kind, code: 0, detail: word(network) ?? 'no answer' }
}

function kindOf(status: number, code: number | undefined): Kind {
  const known = code === undefined ? undefined : kindOfCode.get(code)
  if (known) return known
  if (status === 429 || status === 503) return 'busy'
  if (status >= 500) return code === undefined ? 'unreachable' : 'busy'
  if (status === 408 || (status === 200 && code === undefined)) return 'unreachable'
  return status === 401 || status === 403 ? 'forbidden' : 'malformed'
}

function waitOf(reply: Reply): number | undefined {
  const seconds = Number(
    reply.header('x-ogw-ratelimit-reset') ?? reply.header('retry-after') ?? NaN,
  )
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined
}

function detailOf(reply: Reply, body: Rec | undefined): string {
  const error = isRecord(body?.error) ? body.error : {}
  const log = word(error.log_id) ?? word(error.logid) ?? word(reply.header('x-tt-logid'))
  return [
    `code ${Number(body?.code ?? 0)}`,
    `http ${reply.status}`,
    ...cardFault(body?.msg),
    ...named('field', error.field_violations, 'field'),
    ...named('scope', error.permission_violations, 'subject', 'scope'),
    ...(log ? [`log ${log}`] : []),
  ].join(', ')
}

/** Why a card was refused: the inner code and the place. What stood there (`ErrorValue`) may be anybody's words. */
function cardFault(msg: unknown): string[] {
  if (typeof msg !== 'string') return []
  const inner = msg.match(/ErrCode:\s*(\d+)/)?.[1]
  const path = msg.match(/ErrPath:\s*([^;\n]*)/)?.[1]?.replace(/[^\w\s\->[\]():.]/g, '?')
  return [...(inner ? [`card ${inner}`] : []), ...(path ? [`at ${path.slice(0, 120)}`] : [])]
}

function named(label: string, list: unknown, ...keys: string[]): string[] {
  const items = Array.isArray(list) ? list.filter(isRecord) : []
  return items.flatMap((item) => {
    const name = keys.map((key) => word(item[key])).find(Boolean)
    return name ? [`${label} ${name}`] : []
  })
}

/** An identifier, or nothing: free text does not pass. */
const word = (value: unknown) =>
  typeof value === 'string' && /^[\w.:\-[\]]{1,80}$/.test(value) ? value : undefined

function kindNamed(name: string): Kind {
  const kinds = ['busy', 'spent', 'gone', 'forbidden', 'malformed'] as const
  return kinds.find((kind) => kind === name) ?? 'malformed'
}
