// What may not reach a group: identity, original text, instruction text, talk content; and how it looks when masked.
import { Secret } from '../db/secret.ts'

export { Secret }

/** Text for a private card: plain, or secret. A group's text is `string`. */
export type PrivateText = string | Secret

/** 张某某 → 张**: the first character stays (domain.md §6.2). */
export function maskName(name: string): string {
  const letters = [...name]
  return (letters[0] ?? '') + '*'.repeat(Math.max(1, letters.length - 1))
}

/** 13800000000 → 138****0000 (domain.md §6.2). */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '')
  return digits.length < 7 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`
}
