// The playground's clock: it stands still until somebody moves it. Instants are milliseconds;
// texts are Shanghai's.

const shanghaiOffset = 8 * 3_600_000

export interface Clock {
  now(): number
  /** Moves forward only; an earlier instant leaves the clock where it is. */
  moveTo(instant: number): void
  onMove(listener: (now: number) => void): () => void
}

export function createClock(start: number): Clock {
  let now = start
  const listeners = new Set<(now: number) => void>()
  return {
    now: () => now,
    moveTo(instant) {
      if (instant <= now) return
      now = instant
      for (const listener of listeners) listener(now)
    },
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** `2026-11-25T09:00:00+08:00`; milliseconds only where there are any. */
export function isoOf(instant: number) {
  const text = new Date(instant + shanghaiOffset).toISOString()
  return `${text.replace('.000', '').replace('Z', '')}+08:00`
}

/** `2026-11-25`, the Shanghai day of the instant. */
export const dayOf = (instant: number) => isoOf(instant).slice(0, 10)

/** An instant given without an offset is Shanghai's. Undefined if it is no instant at all. */
export function instantOf(text: string): number | undefined {
  const full = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text.replace(' ', 'T')
  const withOffset = /(?:Z|[+-]\d\d:?\d\d)$/.test(full) ? full : `${full}+08:00`
  const instant = Date.parse(withOffset)
  return Number.isNaN(instant) ? undefined : instant
}
