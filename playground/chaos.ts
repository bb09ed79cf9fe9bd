// Misbehaviour on request, on either side of the wire. Each entry is used up call by call.

export type ApiChaos =
  | 'drop_answer'
  | 'error'
  | 'rate_limit'
  | 'im_limit'
  | 'delay'
  | 'token'
  | 'quota'
  | 'down'

export type BotChaos =
  | 'repeat_event'
  | 'new_event_id'
  | 'reorder'
  | 'delay'
  | 'stale'
  | 'bad_signature'
  | 'drop'

export const apiChaos = [
  'drop_answer',
  'error',
  'rate_limit',
  'im_limit',
  'delay',
  'token',
  'quota',
  'down',
] as const satisfies ApiChaos[]

export const botChaos = [
  'repeat_event',
  'new_event_id',
  'reorder',
  'delay',
  'stale',
  'bad_signature',
  'drop',
] as const satisfies BotChaos[]

export interface ChaosEntry {
  side: 'api' | 'bot'
  kind: ApiChaos | BotChaos
  /** For calls a part of the path; for events a part of the event type. */
  path: string | null
  method: string | null
  times: number
  ms: number | null
  code: number | null
}

export interface Chaos {
  set(entry: ChaosEntry): ChaosEntry[]
  active(): ChaosEntry[]
  take(side: 'api' | 'bot', path: string, method: string): ChaosEntry | undefined
}

export function createChaos(): Chaos {
  let entries: ChaosEntry[] = []
  const active = () => entries.map((entry) => ({ ...entry }))
  return {
    active,
    set(entry) {
      entries = entries.filter((old) => !sameTarget(old, entry))
      if (entry.times > 0) entries.push({ ...entry })
      return active()
    },
    take(side, path, method) {
      const found = entries.find((entry) => entry.side === side && matches(entry, path, method))
      if (!found) return undefined
      found.times -= 1
      entries = entries.filter((entry) => entry.times > 0)
      return found
    },
  }
}

/** `times: 0` without a path clears the kind everywhere. */
function sameTarget(old: ChaosEntry, entry: ChaosEntry) {
  if (old.side !== entry.side || old.kind !== entry.kind) return false
  const everywhere = entry.times === 0 && entry.path === null && entry.method === null
  return everywhere || (old.path === entry.path && old.method === entry.method)
}

const matches = ({ path, method }: ChaosEntry, calledPath: string, calledMethod: string) =>
  (path === null || calledPath.includes(path)) &&
  (method === null || method.toUpperCase() === calledMethod.toUpperCase())
