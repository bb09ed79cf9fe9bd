// A notice as it lies in the outbox, JSON that was frozen at its commit: read again, and encoded as what it is.
import { z } from 'zod'
import type { Block, Card, Field, Said, SentFile } from '../../handlers/card.ts'

const payload = z.object({
  feature: z.string(),
  tap: z.string(),
  subject: z.string(),
  value: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

const button = z.object({
  text: z.string(),
  payload,
  style: z.enum(['primary', 'danger']).optional(),
  confirm: z.object({ title: z.string(), text: z.string() }).optional(),
})

const head = { name: z.string(), label: z.string(), required: z.boolean().optional() }
const options = z.array(z.object({ text: z.string(), value: z.string() }))
const value = z.string().optional()
const count = z.number().optional()

const field: z.ZodType<Field> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('input'), ...head, lines: count, value, maxLength: count }),
  z.object({ kind: z.literal('date'), ...head, value }),
  z.object({ kind: z.literal('person'), ...head, among: z.array(z.string()).optional() }),
  z.object({ kind: z.literal('choice'), ...head, options, value }),
  z.object({
    kind: z.literal('choices'),
    ...head,
    options,
    values: z.array(z.string()).optional(),
  }),
])

const block: z.ZodType<Block<string>> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('facts'),
      facts: z.array(z.object({ label: z.string(), value: z.string() })),
    }),
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.literal('note'), text: z.string() }),
    z.object({ kind: z.literal('mention'), people: z.array(z.string()) }),
    z.object({
      kind: z.literal('table'),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
    z.object({ kind: z.literal('fold'), title: z.string(), blocks: z.array(block) }),
    z.object({ kind: z.literal('line') }),
    z.object({ kind: z.literal('buttons'), buttons: z.array(button) }),
    z.object({
      kind: z.literal('form'),
      name: z.string(),
      fields: z.array(field),
      buttons: z.array(button),
    }),
  ]),
)

const card: z.ZodType<Card> = z.object({
  title: z.string(),
  light: z.enum(['green', 'yellow', 'red', 'grey', 'blue']).optional(),
  tag: z.string().optional(),
  blocks: z.array(block),
})

const said: z.ZodType<Said> = z.object({
  said: z.string(),
  mention: z.array(z.string()).optional(),
})

/** Throws on a row that holds neither: nobody else writes there, so that is a bug. */
const file = z.object({ file: z.string() })

export function noticeOf(body: unknown): Card | Said | SentFile {
  return z.union([said, file, card]).parse(body)
}
