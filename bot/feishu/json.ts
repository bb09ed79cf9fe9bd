// JSON whose shape nobody promised: what is not there reads as undefined, nothing throws.

export type Rec = Record<string, unknown>

export function isRecord(value: unknown): value is Rec {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Deeper than anything of Feishu's; what lies below is dropped, so that nothing that walks a value runs out of stack. */
const deepest = 32

/** Without NUL and lone surrogates, which the database takes in no text. */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').replace(/\p{Cs}/gu, '')
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) return null
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1))
  const entries = Object.entries(value).map(([key, item]) => [key, storable(item, depth + 1)])
  return Object.fromEntries(entries)
}
