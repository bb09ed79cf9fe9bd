// Lets everything that was set in motion come to rest, and moves the clock where somebody waits
// for it. Only one of these runs at a time: two would pull the clock apart.
import type { Box } from './box.ts'
import { instantOf, isoOf } from './clock.ts'
import type { Instance } from './instances.ts'
import { isObject, parseJson } from './json.ts'
import { post } from './post.ts'

interface Rest {
  settled: boolean
  /** The next instant at which something can happen. */
  next: number | null
}

interface Idle {
  busy: boolean
  next: number | null
}

/** A bot that keeps naming an instant a little later must not run the clock away. */
const farthestMs = 5 * 60_000

export interface Settler {
  settle(): Promise<boolean>
  turn(to: number): Promise<boolean>
}

export function createSettler(box: Box): Settler {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work)
    last = next.catch(() => {})
    return next
  }
  return {
    settle: () => inTurn(() => settle(box)),
    turn: (to) => inTurn(() => turn(box, to)),
  }
}

async function settle(box: Box): Promise<boolean> {
  const deadline = Date.now() + box.limits.settleMsReal
  const farthest = box.clock.now() + farthestMs
  for (;;) {
    const { settled, next } = await comeToRest(box, deadline)
    // With no bot running there is nobody to wait for; retries keep until there is.
    if (!isHeard(box)) return settled
    const near = box.clock.now() + box.limits.settleWindowSeconds * 1000
    if (!settled || next === null || next > near) return settled
    if (next > farthest) return false
    box.clock.moveTo(next)
  }
}

async function turn(box: Box, to: number): Promise<boolean> {
  await box.pusher.releaseHeld()
  let settled = true
  while (box.clock.now() < to) {
    const rest = await comeToRest(box, Date.now() + box.limits.settleMsReal)
    settled &&= rest.settled
    const goes = rest.settled && rest.next !== null ? Math.min(rest.next, to) : to
    box.clock.moveTo(goes)
  }
  return (await settle(box)) && settled
}

async function comeToRest(box: Box, deadline: number): Promise<Rest> {
  const { pusher, clock } = box
  for (;;) {
    await pusher.pushDue()
    await pusher.quiet()
    const called = box.calls.count
    const idle = await askAll(box, deadline)
    const nexts = [...idle.map(({ next }) => next), pusher.due].filter((next) => next !== null)
    const next = nexts.length ? Math.min(...nexts) : null
    const busy = idle.some((one) => one.busy) || pusher.underWay > 0
    const again = busy || (next !== null && next <= clock.now()) || stirred(box, called)
    if (!again) return { settled: true, next }
    if (Date.now() > deadline) return { settled: false, next }
    if (busy) await pause(20)
  }
}

/** With several bots, one may have left work to another that had already answered. */
const stirred = (box: Box, called: number) =>
  box.instances.ready.length > 1 && box.calls.count > called

/** Somebody is there to be told: a bot by its address, or one that only holds a long connection. */
const isHeard = ({ instances, long }: Box) => instances.ready.length > 0 || long.count > 0

function askAll(box: Box, deadline: number): Promise<Idle[]> {
  const { ready } = box.instances
  if (ready.length === 0 && box.long.count > 0) return Promise.resolve([judged(box)])
  return Promise.all(ready.map((instance) => ask(box, instance, deadline)))
}

/** Without an address to ask, silence is idleness. */
const judged = ({ calls, limits }: Box): Idle => ({
  busy: calls.quietFor < limits.quietMsReal,
  next: null,
})

async function ask(box: Box, { control }: Instance, deadline: number): Promise<Idle> {
  if (!control) return judged(box)
  const body = JSON.stringify({ now: isoOf(box.clock.now()) })
  const left = Math.max(deadline - Date.now(), 100)
  const reply = await post(control, body, { 'content-type': 'application/json' }, left)
  if (reply.kind === 'late') return { busy: true, next: null }
  // A bot that is gone waits for nothing.
  const answer = reply.kind === 'answered' ? parseJson(reply.body) : undefined
  if (!isObject(answer)) return { busy: false, next: null }
  const next = typeof answer.next === 'string' ? (instantOf(answer.next) ?? null) : null
  return { busy: answer.busy === true, next }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
