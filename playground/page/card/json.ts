// Reads a card's JSON without trusting it: what is missing or of another kind is empty.
// Text nodes are read in Chinese where the card brings translations.
import type { Json } from '../contract.ts'

export const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

export const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

export const records = (value: unknown): Json[] => items(value).map(record)

export const words = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

export const number = (value: unknown, otherwise: number): number => {
  const read = typeof value === 'string' ? Number.parseFloat(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : otherwise
}

/** The content of a plain_text, lark_md or markdown node, or a bare string. */
export function content(node: unknown): string {
  if (typeof node === 'string') return node
  const read = record(node)
  return words(record(read.i18n_content).zh_cn) || words(read.content)
}

export const isMarkdown = (node: unknown) => /^(lark_md|markdown)$/.test(words(record(node).tag))
