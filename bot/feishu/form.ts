// What a form brings back, made regular: dates without their offset, nothing where nothing was filled in.
import { isRecord, type Rec } from './json.ts'

/** An untouched field may come as absent, '' or []: all three are absent here (feishu-platform.md §1.6). */
export function formValues(given: unknown): Rec {
  if (!isRecord(given)) return {}
  const filled = Object.entries(given).filter(([, value]) => !isEmpty(value))
  return Object.fromEntries(filled.map(([name, value]) => [fieldOf(name), withoutOffset(value)]))
}

/** `2026-12-10 +0800` → `2026-12-10`; `2026-12-10 09:30 +0800` → `2026-12-10 09:30`. */
export function withoutOffset<T>(value: T): T | string {
  if (typeof value !== 'string') return value
  return value.match(/^(\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?|\d{2}:\d{2}) [+-]\d{4}$/)?.[1] ?? value
}

/** Names are unique on a card; the second form's 原因 travels as `reason__2` (encode-form.ts). */
export const nthName = (name: string, nth: number) => (nth === 1 ? name : `${name}__${nth}`)
const fieldOf = (name: string) => name.replace(/__\d+$/, '')

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)
